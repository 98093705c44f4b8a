"""Why a row is refused: codes with parameters, put into words in the reader's language."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from records.refusals import Refusal

FAULTS = {
    "stem_missing": gettext_lazy("The stem is empty."),
    "type_missing": gettext_lazy("The question type is empty."),
    "type_unknown": gettext_lazy("“%(value)s” is no question type; write one of %(words)s."),
    "type_later": gettext_lazy("Questions of the type “%(value)s” can't be stored yet."),
    "key_missing": gettext_lazy("There is no key."),
    "key_unreadable": gettext_lazy("“%(value)s” is no key; write letters such as ACD."),
    "key_not_true_false": gettext_lazy("“%(value)s” is no key for true or false; write one of %(words)s."),
    "key_names_no_option": gettext_lazy(
        "The key “%(value)s” names option %(letters)s, but this question has only %(have)s."
    ),
    "key_several": gettext_lazy("A single choice has one right option, the key names %(count)s."),
    "key_one": gettext_lazy("A multiple choice has at least two right options, the key names one."),
    "options_few": gettext_lazy("A choice needs at least two options."),
    "option_gap": gettext_lazy("Option %(letter)s is empty, but option %(after)s isn't."),
    "options_equal": gettext_lazy("Options %(first)s and %(second)s say the same."),
    "options_not_true_false": gettext_lazy("The options of true or false are %(words)s."),
    "number_for_text": gettext_lazy("A number stands where text belongs; format the column as text and type it again."),
    "date_for_text": gettext_lazy("A date stands where text belongs; format the column as text and type it again."),
    "formula_for_text": gettext_lazy("A formula stands where text belongs; paste its value instead."),
    "number_damaged": gettext_lazy(
        "A number of more than 15 digits has lost its last ones; format the column as text and type it again."
    ),
    "too_long": gettext_lazy("The text has %(length)s characters, the limit is %(limit)s."),
    "difficulty_unknown": gettext_lazy("“%(value)s” is no difficulty; write one of %(words)s."),
    "marks_unreadable": gettext_lazy("“%(value)s” is no mark; write a number such as 1 or 1.5."),
    "article_unknown": gettext_lazy(
        "There is no such article: the edition in force since %(since)s has %(last)s articles."
    ),
    "edition_unknown": gettext_lazy("No edition of this law was adopted on %(day)s."),
    "twice_in_file": gettext_lazy("The same question already stands in sheet “%(sheet)s”, row %(row)s."),
    "not_a_record": gettext_lazy("A question is an object with named fields."),
}

BROKEN = {
    "empty_file": gettext_lazy("The file is empty."),
    "too_large": gettext_lazy("The file has %(size)s MB, the limit is %(limit)s MB."),
    "unpacks_too_large": gettext_lazy("The file unpacks to more than %(limit)s MB and was not opened."),
    "not_a_workbook": gettext_lazy(
        "This is no workbook that can be read (.xlsx, .xls or .csv). Save it again from Excel or WPS."
    ),
    "password": gettext_lazy("The workbook is protected by a password. Remove it and upload again."),
    "encoding": gettext_lazy("The text is neither UTF-8 nor GB18030."),
    "no_rows": gettext_lazy("The workbook holds no question: no row below a header was found."),
    "no_header": gettext_lazy("No header was found: a row with the columns %(wanted)s. First row read: %(found)s"),
    "column_missing": gettext_lazy(
        "Sheet “%(sheet)s”, row %(row)s: there is no column for %(missing)s. Columns found: %(found)s"
    ),
    "column_twice": gettext_lazy(
        "Sheet “%(sheet)s”, row %(row)s, columns %(first)s and %(second)s: both are read as %(name)s."
    ),
    "too_many_rows": gettext_lazy("Sheet “%(sheet)s” has more than %(limit)s rows."),
    "not_json": gettext_lazy("This is no list of questions in JSON."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason at one cell."""

    code: str
    column: str = ""
    header: str = ""
    value: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(FAULTS[self.code]) % {"value": self.value, **self.params}

    def as_dict(self) -> dict[str, Any]:
        """For the plan's row."""
        return asdict(self)


def place_of(sheet: str, row: int, column: str = "") -> str:
    """Where something stands, in the reader's language."""
    words = {"sheet": sheet, "row": row, "column": column}
    if column:
        return _("sheet “%(sheet)s”, row %(row)s, column %(column)s") % words
    return pgettext("place in a workbook", "sheet “%(sheet)s”, row %(row)s") % words


class BrokenFile(Refusal):
    """Nothing of this file can be read; `str()` says why in the reader's language."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(f"bank.{code}", BROKEN[code], field="file", **params)
