"""Choices of the bank and the moves a question's version may make."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """Secure and practice banks never mix."""

    SECURE = "secure", _("secure")
    PRACTICE = "practice", _("practice")


class QuestionType(TextChoices):
    """The types that can be stored and marked now."""

    SINGLE = "single", _("single choice")
    MULTIPLE = "multiple", _("multiple choice")
    TRUE_FALSE = "true_false", _("true or false")


class Difficulty(TextChoices):
    """As the author judges it."""

    EASY = "easy", _("easy")
    MEDIUM = "medium", _("medium")
    HARD = "hard", _("hard")


class VersionState(TextChoices):
    """Where a version stands."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    STALE = "stale", _("law changed")
    RETIRED = "retired", _("retired")


# Back from review goes a new version to its draft, one that had been approved before to stale.
MOVES: dict[VersionState, frozenset[VersionState]] = {
    VersionState.DRAFT: frozenset({VersionState.IN_REVIEW}),
    VersionState.IN_REVIEW: frozenset({VersionState.APPROVED, VersionState.DRAFT, VersionState.STALE}),
    VersionState.APPROVED: frozenset({VersionState.STALE, VersionState.RETIRED}),
    VersionState.STALE: frozenset({VersionState.IN_REVIEW}),
    VersionState.RETIRED: frozenset(),
}

OPEN_STATES = (VersionState.DRAFT, VersionState.IN_REVIEW)
