"""Words that the exam page's script puts together itself; places in {braces} are filled in the browser."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exams.bank.states import QuestionType
from exams.papers.states import ScoringRule


def room_words() -> dict[str, Any]:
    """In the reader's language."""
    return {
        "section": pgettext("exam room", "{number}. {type}"),
        "numerals": pgettext("exam room", "1 2 3 4 5 6 7 8 9 10").split(),
        "types": {
            QuestionType.SINGLE: _("Single choice"),
            QuestionType.MULTIPLE: _("Multiple choice"),
            QuestionType.TRUE_FALSE: _("True or false"),
        },
        "marks": pgettext("exam room", " ({marks} marks each{rule})"),
        "rules": {
            "single": "",
            ScoringRule.EXACT: pgettext("exam room", ", only all right options count"),
            ScoringRule.PARTIAL: pgettext("exam room", ", some right options count in part, a wrong one not at all"),
        },
        "where": pgettext("exam room", "Question {place} of {count}"),
        "keys": pgettext("exam room", "A–{last} choose, ← → change the question, F flags"),
        "answered": pgettext("exam room", "answered"),
        "unanswered": pgettext("exam room", "unanswered"),
        "flagged": pgettext("exam room", "flagged"),
        "comma": pgettext("exam room", ", "),
        "cell": pgettext("exam room", "Question {place}, {state}"),
        "counts": pgettext("exam room", "{answered} answered, {unanswered} unanswered, {flags} flagged"),
        "next_unanswered": pgettext("exam room", "Next unanswered: {place}"),
        "all_answered": pgettext("exam room", "All answered"),
        "flag": pgettext("exam room", "Flag"),
        "unflag": pgettext("exam room", "Unflag"),
        "palette": pgettext("exam room", "Overview {place}"),
        "minutes_left": pgettext("exam room", "{minutes} minutes left"),
        "seconds_left": pgettext("exam room", "{seconds} seconds left"),
        **_saving_words(),
    }


def _saving_words() -> dict[str, str]:
    return {
        "saved": pgettext("exam room", "Saved {time}"),
        "saving": pgettext("exam room", "Saving…"),
        "offline": pgettext("exam room", "Not saved yet: no connection. Your answers are kept here and sent again"),
        "offline_end": pgettext("exam room", "Not handed in yet: no connection. Leave this page open, it tries again"),
        "handing_in": pgettext("exam room", "Handing in…"),
        "ask_unanswered": pgettext("exam room", "{unanswered} questions are unanswered. "),
        "ask_all": pgettext("exam room", "All questions are answered. "),
        "ask_flags": pgettext("exam room", "{flags} are flagged. "),
        "no_start": pgettext("exam room", "The exam could not be opened. Nothing is lost; try again."),
        "opens_in": pgettext("exam room", "opens in {time}"),
    }
