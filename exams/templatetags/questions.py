"""How questions are drawn: `{% load questions %}`.

{% question shown %}        stem, options with their key, facts (a ShownQuestion)
{% pieces list %}           a text with what was added (ins), taken away (del) or is different (mark)
{% version_state version %} the badge of a version's state
{% paper_state paper %}     the badge of a paper's state
number|marks               2 or 1.5, never 2.0
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from exams.bank.differences import Piece, ShownQuestion
from exams.bank.models import QuestionVersion
from exams.bank.states import VersionState
from exams.papers.models import Paper
from exams.papers.states import PaperState
from exams.templatetags.exams import marks
from personnel.templatetags.components import badge

register = template.Library()
register.filter(marks)

STATE_KINDS = {
    VersionState.DRAFT: "ahead",
    VersionState.IN_REVIEW: "pending",
    VersionState.APPROVED: "done",
    VersionState.STALE: "missing",
    VersionState.RETIRED: "absent",
}


@register.simple_tag(name="pieces")
def draw_pieces(pieces: Iterable[Piece]) -> SafeString:
    """Texts in ins, del or mark, or plain; line breaks are kept by the style."""
    return format_html_join(
        "", "{}", ((format_html(f"<{kind}>{{}}</{kind}>", words) if kind else words,) for kind, words in pieces)
    )


@register.inclusion_tag("exams/bank/question_body.html")
def question(shown: ShownQuestion) -> dict[str, Any]:
    """Stem, options, facts."""
    return {"shown": shown}


@register.simple_tag
def version_state(version: QuestionVersion) -> SafeString:
    """The state in mark and word."""
    state = VersionState(version.state)
    return badge(STATE_KINDS[state], state.label)


PAPER_KINDS = {PaperState.DRAFT: "ahead", PaperState.FROZEN: "done", PaperState.USED: "running"}


@register.simple_tag
def paper_state(paper: Paper) -> SafeString:
    """The state in mark and word."""
    state = PaperState(paper.state)
    return badge(PAPER_KINDS[state], state.label)
