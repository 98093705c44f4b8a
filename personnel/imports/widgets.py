"""How a value stands in a cell, both ways: read from a list (clean) and written to one (render).

Each column of the lists has one of these as its django-import-export widget, so that what goes out comes back.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from import_export.widgets import Widget

from personnel.officers.rules import is_id_number, is_police_number, normalized_police_number
from records.cells import SAFE_DIGITS, Cell, day_of_cell, fold, is_scientific, text_of
from records.faults import CellFault

CODE_LENGTH = 12
YES = frozenset(fold("是 有 √ ✓ y yes 1 true").split())
NO = frozenset(fold("否 无 不是 × n no 0 false").split())


class TextWidget(Widget):
    """A text as typed; spaces inside a Chinese name are padding."""

    def __init__(self, limit: int, *, is_name: bool = False) -> None:
        super().__init__()
        self.limit = limit
        self.is_name = is_name

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> str | None:
        """None where nothing stands."""
        text = text_of(value, self.limit)
        if self.is_name and not text.isascii():
            text = "".join(text.split())
        return text or None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The text."""
        return "" if value is None else str(value)


def _plain(text: str) -> str:
    """Half-width, in capitals, without spaces."""
    return text.upper() if text.isascii() and text.isalnum() else normalized_police_number(text)


class PoliceNumberWidget(TextWidget):
    """Six characters; a number has lost its zeros."""

    def __init__(self) -> None:
        super().__init__(20)

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> str | None:
        """The number in capitals."""
        if isinstance(value.value, int | float) and not value.is_formula:
            raise CellFault("police_number_as_number")
        number = _plain(super().clean(value) or "")
        if number and not is_police_number(number):
            raise CellFault("police_number_short" if number.isdecimal() and len(number) < 6 else "police_number_wrong")
        return number or None


class IdNumberWidget(TextWidget):
    """Eighteen characters with a right checksum."""

    def __init__(self) -> None:
        super().__init__(40)

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> str | None:
        """The number, its x in capitals."""
        if isinstance(value.value, int | float) and not value.is_formula:
            raise CellFault("id_number_damaged")
        text = _plain(super().clean(value) or "")
        if is_scientific(text):
            raise CellFault("id_number_damaged")
        if text and len(text) != 18:
            raise CellFault("id_number_length", length=len(text))
        if text and not is_id_number(text):
            raise CellFault("id_number_damaged" if text.endswith("000") else "id_number_checksum")
        return text or None


class UnitCodeWidget(TextWidget):
    """Twelve digits; a number of twelve digits has lost nothing."""

    def __init__(self) -> None:
        super().__init__(40)

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> str | None:
        """The code."""
        number = value.value
        if isinstance(number, int | float) and not value.is_formula and 0 <= number < SAFE_DIGITS:
            text = f"{number:.0f}" if float(number).is_integer() else str(number)
        else:
            text = _plain(super().clean(value) or "")
        if text and not (text.isascii() and text.isdecimal() and len(text) == CODE_LENGTH):
            raise CellFault("unit_code_wrong")
        return text or None


class DayWidget(Widget):
    """A day."""

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> date | None:
        """However it is written."""
        return day_of_cell(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """2026-03-01."""
        return value.isoformat() if value else ""


class FlagWidget(Widget):
    """是 or 否. blank: what an empty cell says."""

    def __init__(self, *, blank: bool | None = None, yes: str = "", no: str = "") -> None:
        super().__init__()
        self.blank = blank
        self.yes = YES | frozenset(fold(yes).split())
        self.no = NO | frozenset(fold(no).split())
        self.words = (yes.split()[0] if yes else "是", no.split()[0] if no else "否")

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> bool | None:
        """Whether it is so."""
        if isinstance(value.value, bool):
            return value.value
        number = value.value
        word = f"{number:.0f}" if number in (0, 1) and number is not None else fold(text_of(value, 40))
        if not word:
            return self.blank
        if word not in self.yes | self.no:
            raise CellFault("word_unknown", words="、".join(self.words))
        return word in self.yes

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The words."""
        return "" if value is None else self.words[0 if value else 1]


class WordWidget(Widget):
    """One of a few words. words: value to its spellings, the first of which is written."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self.written = {value: spellings.split()[0] for value, spellings in words.items()}
        self.read = {fold(spelling): value for value, spellings in words.items() for spelling in spellings.split()}

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> str | None:
        """The value that the word means."""
        word = fold(text_of(value, 40))
        if not word:
            return None
        if word not in self.read:
            raise CellFault("word_unknown", words="、".join(self.written.values()))
        return self.read[word]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The first spelling."""
        return "" if value is None else self.written.get(value, str(value))


class WordsWidget(WordWidget):
    """Several of the words, with 、 between them; kept as a list in the order of the choices."""

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> Any:
        """The values."""
        words = [fold(word) for word in text_of(value, 200).replace("，", "、").replace(",", "、").split("、")]
        unknown = [word for word in words if word and word not in self.read]
        if unknown:
            raise CellFault("word_unknown", words="、".join(self.written.values()))
        found = {self.read[word] for word in words if word}
        return [value for value in self.written if value in found] or None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The words in a row."""
        return "、".join(self.written.get(word, str(word)) for word in value or ())
