"""Verbs of a version's life: sent to review, approved by a second person, returned, stale, retired."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exams.bank.models import QuestionVersion
from exams.bank.states import MOVES, VersionState
from records import clock
from records.actor import Actor
from records.audit import Subject, record_entries
from records.refusals import Refusal

BATCH = 1000


@dataclass(frozen=True, slots=True)
class _Act:
    """Who acts when, under which name in the audit."""

    action: str
    actor: Actor
    at: datetime
    reason: str = ""


@transaction.atomic
def submit_for_review(
    *, versions: Iterable[QuestionVersion], actor: Actor, now: datetime | None = None
) -> list[QuestionVersion]:
    """Hand drafts, or versions whose law changed, to a second person.

    Raises Refusal("bank.wrong_state" | "bank.newer_version").
    """
    movable = _lock(versions, VersionState.IN_REVIEW)
    stale = [version.pk for version in movable if version.state == VersionState.STALE]
    if len(stale) != QuestionVersion.objects.filter(pk__in=stale).newest().count():
        raise Refusal("bank.newer_version", _("A newer version of the question exists; send that one to review."))
    act = _Act("exams.question_submitted", actor, now or clock.now())
    return _move(movable, VersionState.IN_REVIEW, act, returned_reason="")


@transaction.atomic
def approve(*, versions: Iterable[QuestionVersion], actor: Actor, now: datetime | None = None) -> list[QuestionVersion]:
    """Approve versions that somebody else wrote; the version approved before retires.

    All or none. Raises Refusal("bank.own_question" | "bank.wrong_state").
    """
    movable = _lock(versions, VersionState.APPROVED)
    own = sum(version.author == actor.uuid for version in movable)
    if own:
        raise Refusal(
            "bank.own_question",
            _("%(count)s of these questions you wrote yourself; a second person approves them."),
            count=own,
        )
    at = now or clock.now()
    before = QuestionVersion.objects.approved().filter(question__in={v.question_id for v in movable})
    _move(list(before), VersionState.RETIRED, _Act("exams.question_retired", actor, at))
    return _move(
        movable,
        VersionState.APPROVED,
        _Act("exams.question_approved", actor, at),
        approved_by=actor.uuid,
        approved_by_name=actor.name,
        approved_at=at,
    )


@transaction.atomic
def return_to_author(
    *, versions: Iterable[QuestionVersion], reason: str, actor: Actor, now: datetime | None = None
) -> list[QuestionVersion]:
    """Give versions in review back with a reason; one that was approved before is stale again, never a draft.

    Raises Refusal("bank.reason_missing" | "bank.wrong_state").
    """
    reason = reason.strip()
    if not reason:
        raise Refusal("bank.reason_missing", _("Say why the question goes back."), field="reason")
    movable = _lock(versions, VersionState.DRAFT)
    act = _Act("exams.question_returned", actor, now or clock.now(), reason[:500])
    drafts = [version for version in movable if version.approved_at is None]
    stale = [version for version in movable if version.approved_at is not None]
    _move(drafts, VersionState.DRAFT, act, returned_reason=reason[:500])
    _move(stale, VersionState.STALE, act, returned_reason=reason[:500])
    return movable


@transaction.atomic
def retire(
    *, versions: Iterable[QuestionVersion], actor: Actor, reason: str = "", now: datetime | None = None
) -> list[QuestionVersion]:
    """Take approved versions out of use. Raises Refusal("bank.wrong_state")."""
    movable = _lock(versions, VersionState.RETIRED)
    act = _Act("exams.question_retired", actor, now or clock.now(), reason.strip()[:500])
    return _move(movable, VersionState.RETIRED, act)


@transaction.atomic
def mark_stale(
    *, versions: Iterable[QuestionVersion], reason: str, actor: Actor, now: datetime | None = None
) -> list[QuestionVersion]:
    """Set aside versions whose law has changed, or that a newer draft replaces; no paper draws them meanwhile.

    Raises Refusal("bank.wrong_state").
    """
    movable = _lock(versions, VersionState.STALE)
    act = _Act("exams.question_stale", actor, now or clock.now(), reason.strip()[:500])
    return _move(movable, VersionState.STALE, act)


def _lock(versions: Iterable[QuestionVersion], to: VersionState) -> list[QuestionVersion]:
    """The rows, locked in order, without those that are there already; refuses where one can't go there."""
    keys = sorted({version.pk for version in versions})
    locked = list(
        QuestionVersion.objects.select_for_update(of=("self",))
        .select_related("question")
        .filter(pk__in=keys)
        .order_by("pk")
    )
    movable = [version for version in locked if version.state != to]
    stuck = [version for version in movable if to not in MOVES[VersionState(version.state)]]
    if stuck:
        raise Refusal(
            "bank.wrong_state",
            _("%(count)s of the chosen questions can't become “%(to)s”; the first is “%(state)s”."),
            count=len(stuck),
            to=to.label,
            state=stuck[0].get_state_display(),
        )
    return movable


def _move(versions: list[QuestionVersion], to: VersionState, act: _Act, **values: object) -> list[QuestionVersion]:
    """One update and one audit entry for each version."""
    if not versions:
        return versions
    QuestionVersion.objects.filter(pk__in=[version.pk for version in versions]).update(state=to, **values)
    record_entries(
        actor=act.actor,
        action=act.action,
        subjects=[
            Subject(
                kind="exams.question_version",
                uuid=version.uuid,
                label=f"{version.question} v{version.number}",
                before={"state": version.state},
                after={"state": to.value},
            )
            for version in versions
        ],
        reason=act.reason,
        now=act.at,
    )
    for version in versions:
        version.state = to
        for name, value in values.items():
            setattr(version, name, value)
    return versions
