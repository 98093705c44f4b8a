"""Rules about identity and police numbers."""

import re

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_POLICE_NUMBER = re.compile(r"[0-9A-Z]{6}")


def id_number_check(first_17: str) -> str:
    """The checksum character of an identity number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def is_id_number(text: str) -> bool:
    """Whether the text is 18 characters with a right checksum (GB 11643-1999)."""
    return bool(re.fullmatch(r"\d{17}[\dX]", text)) and id_number_check(text[:17]) == text[17]


def normalized_police_number(text: str) -> str:
    """Upper case, without spaces, full-width characters made half-width."""
    half = "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)
    return "".join(half.split()).upper()


def is_police_number(text: str) -> bool:
    """Six characters, digits or capital letters; leading zeros matter."""
    return bool(_POLICE_NUMBER.fullmatch(text))


def masked_name(name: str) -> str:
    """A name of which only the family name shows."""
    return name[:1] + "*" * max(len(name) - 1, 1)
