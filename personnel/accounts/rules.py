"""Rules of signing in: codes of a second factor, lock-outs, kinds of characters in a password."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

DIGITS: Final = 6
STEP_SECONDS: Final = 30  # RFC 6238
DRIFT_STEPS: Final = 1  # a telephone's clock may be that far off


def code_at(secret: str, step: int) -> str:
    """The code of a time step (RFC 4226, 6238); secret in base 32."""
    mechanism = HOTP(base64.b32decode(secret, casefold=True), DIGITS, SHA1(), enforce_key_length=False)  # noqa: S303
    return mechanism.generate(step).decode()


def step_at(at: datetime) -> int:
    """The time step in which the instant lies."""
    return int(at.timestamp()) // STEP_SECONDS


def find_step(secret: str, code: str, at: datetime, *, after: int = -1) -> int | None:
    """The step whose code this is, near the instant and later than the one used last; None for a wrong or used one."""
    typed = "".join(code.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    near = range(step_at(at) - DRIFT_STEPS, step_at(at) + DRIFT_STEPS + 1)
    fitting = [step for step in near if step > after and bytes_eq(code_at(secret, step).encode(), typed.encode())]
    return fitting[0] if fitting else None


def is_secret(text: str) -> bool:
    """Whether the text is a secret in base 32."""
    try:
        return len(base64.b32decode(text, casefold=True)) >= 16
    except binascii.Error:
        return False


@dataclass(frozen=True, slots=True)
class Bound:
    """So many failures within the window lock for a time, counted from the last of them."""

    failures: int
    window: timedelta
    lock: timedelta

    @property
    def memory(self) -> timedelta:
        """How far back failures matter."""
        return self.window + self.lock


BY_NAME_AND_ADDRESS: Final = Bound(5, timedelta(minutes=10), timedelta(minutes=10))
BY_NAME: Final = Bound(30, timedelta(minutes=60), timedelta(minutes=10))


def locked_until(failures: Sequence[datetime], at: datetime, bound: Bound) -> datetime | None:
    """When the lock ends that holds at the instant; None where none does. failures: in any order."""
    ordered = sorted(failure for failure in failures if failure <= at)
    for last in range(len(ordered) - 1, bound.failures - 2, -1):
        if ordered[last] + bound.lock <= at:
            return None
        if ordered[last] - ordered[last - bound.failures + 1] < bound.window:
            return ordered[last] + bound.lock
    return None


def tries_left(failures: Sequence[datetime], at: datetime, bound: Bound) -> int:
    """How many more failures it takes until the lock."""
    return max(bound.failures - sum(at - bound.window < failure <= at for failure in failures), 0)


def kinds_of_characters(text: str) -> int:
    """How many of the four kinds occur: small letters, capital letters, digits, others."""
    kinds = (str.islower, str.isupper, str.isdigit, lambda char: not char.isalnum() or not char.isascii())
    return sum(any(kind(char) for char in text) for kind in kinds)


_BROWSERS = (
    ("Edg/", "Edge"),
    ("QIHU", "360"),
    ("360SE", "360"),
    ("QQBrowser/", "QQ"),
    ("UBrowser/", "UC"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Kylin", "Kylin"),
    ("UOS", "UOS"),
    ("Linux", "Linux"),
)


def browser_in_words(agent: str) -> tuple[str, str]:
    """What a User-Agent header says of browser and system, "" where it is neither."""
    found = [next((name for part, name in known if part in agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return found[0], found[1]
