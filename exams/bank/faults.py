"""Why a question is refused: the bank's own codes and their words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from records.faults import BrokenFile
from records.refusals import Refusal

FAULTS: Final[dict[str, Promise]] = {
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
    "difficulty_unknown": gettext_lazy("“%(value)s” is no difficulty; write one of %(words)s."),
    "marks_unreadable": gettext_lazy("“%(value)s” is no mark; write a number such as 1 or 1.5."),
    "article_unknown": gettext_lazy(
        "There is no such article: the edition in force since %(since)s has %(last)s articles."
    ),
    "edition_unknown": gettext_lazy("No edition of this law was adopted on %(day)s."),
    "twice_in_file": gettext_lazy("The same question already stands in sheet “%(sheet)s”, row %(row)s."),
    "not_a_record": gettext_lazy("A question is an object with named fields."),
}


class NotJson(BrokenFile):
    """The file is no list of records."""

    def __init__(self) -> None:
        Refusal.__init__(self, "bank.not_json", gettext_lazy("This is no list of questions in JSON."), field="file")
