"""Choices of papers and the moves a paper may make."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PaperState(TextChoices):
    """A frozen paper can't change; a used one has been sat."""

    DRAFT = "draft", _("draft")
    FROZEN = "frozen", _("frozen")
    USED = "used", _("used")


MOVES: dict[PaperState, frozenset[PaperState]] = {
    PaperState.DRAFT: frozenset({PaperState.FROZEN}),
    PaperState.FROZEN: frozenset({PaperState.USED}),
    PaperState.USED: frozenset(),
}


class ScoringRule(TextChoices):
    """How several right options count."""

    EXACT = "exact", _("all right options or nothing")
    PARTIAL = "partial", _("a share for each right option, nothing with a wrong one")
