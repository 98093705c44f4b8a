"""The words of the registry: levels, duties, evidence, restrictions, and the moves of what has states."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(TextChoices):
    """执法资格等级, in the order in which they are climbed."""

    BASIC = "basic", pgettext_lazy("level", "basic")
    INTERMEDIATE = "intermediate", pgettext_lazy("level", "intermediate")
    ADVANCED = "advanced", pgettext_lazy("level", "advanced")

    @property
    def step(self) -> int:
        """1, 2 or 3."""
        return list(Level).index(self) + 1

    @property
    def and_above(self) -> tuple["Level", ...]:
        """This level and those that presuppose it."""
        return tuple(list(Level)[self.step - 1 :])

    @property
    def below(self) -> "Level | None":
        """The level that comes before it."""
        return list(Level)[self.step - 2] if self.step > 1 else None


class Duty(TextChoices):
    """What an officer may be asked to do."""

    HANDLE_CASES = "handle_cases", _("handle cases as the one in charge")
    ASSIST = "assist", _("assist")
    REVIEW_PENALTY = "review_penalty", _("review administrative penalties")
    APPROVE_CASES = "approve_cases", _("approve cases")
    LEAD_UNIT = "lead_unit", _("head a law-enforcement unit")
    EMERGENCY = "emergency", _("act in an emergency")


class EvidenceKind(TextChoices):
    """Where what speaks for a level comes from."""

    EXAM = "exam", _("qualification exam")
    TEST = "test", _("monthly test")
    OUTSIDE_EXAM = "outside_exam", _("exam held elsewhere")
    HOURS = "hours", _("training hours")
    APPRAISAL = "appraisal", _("appraisal")
    LEGACY = "legacy", _("taken over from earlier records")


class Outcome(TextChoices):
    """How it ended; hours have none."""

    NONE = "", pgettext_lazy("outcome", "none")
    PASS = "pass", _("passed")
    FAIL = "fail", _("not passed")


class ClaimState(TextChoices):
    """A level claim: passing is not holding, somebody confirms it."""

    ELIGIBLE = "eligible", _("waiting for confirmation")
    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")


CLAIM_MOVES: dict[ClaimState, frozenset[ClaimState]] = {
    ClaimState.ELIGIBLE: frozenset({ClaimState.PROPOSED, ClaimState.REFUSED}),
    ClaimState.PROPOSED: frozenset({ClaimState.CONFIRMED, ClaimState.REFUSED}),
    ClaimState.CONFIRMED: frozenset(),
    ClaimState.REFUSED: frozenset(),
}

LIVE_CLAIMS = (ClaimState.ELIGIBLE, ClaimState.PROPOSED)


class RestrictionKind(TextChoices):
    """What may stand against an officer's duties."""

    STOP_DUTY = "stop_duty", _("stopped from duty")
    CONFINEMENT = "confinement", _("confinement")
    SUSPENSION = "suspension", _("qualification suspended")
    OFF_POST_TRAINING = "off_post_training", _("training off the post")


class Blocks(TextChoices):
    """How far a restriction reaches. Acting in an emergency is never blocked (人民警察法 art. 19)."""

    ALL = "all", _("all duties")
    ENFORCEMENT = "enforcement", _("enforcement, assisting too")
    LEADING = "leading", _("enforcement, but not assisting")


class RestrictionReason(TextChoices):
    """Why somebody is restricted: a code, shown in the reader's language."""

    ENFORCEMENT_FAULT = "enforcement_fault", _("fault in law enforcement")
    EXAM_FAILED = "exam_failed", _("failed the make-up exam")
    DISCIPLINE = "discipline", _("breach of discipline")
    INVESTIGATION = "investigation", _("under investigation")
    OTHER = "other", _("as the document says")


class AppealState(TextChoices):
    """An appeal against a restriction; it does not suspend it (公安机关督察条例 art. 14)."""

    FILED = "filed", _("filed")
    UPHELD = "upheld", _("decision upheld")
    REVERSED = "reversed", _("decision reversed")
    WITHDRAWN = "withdrawn", _("withdrawn")


APPEAL_MOVES: dict[AppealState, frozenset[AppealState]] = {
    AppealState.FILED: frozenset({AppealState.UPHELD, AppealState.REVERSED, AppealState.WITHDRAWN}),
    AppealState.UPHELD: frozenset(),
    AppealState.REVERSED: frozenset(),
    AppealState.WITHDRAWN: frozenset(),
}


class PolicyState(TextChoices):
    """A version of the policy; superseded is the clock's and not stored."""

    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed")
    IN_FORCE = "in_force", _("in force")


POLICY_MOVES: dict[PolicyState, frozenset[PolicyState]] = {
    PolicyState.DRAFT: frozenset({PolicyState.PROPOSED}),
    PolicyState.PROPOSED: frozenset({PolicyState.IN_FORCE, PolicyState.DRAFT}),
    PolicyState.IN_FORCE: frozenset(),
}
