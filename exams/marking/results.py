"""Results: released from a moderated run, or entered as a list from outside. Each is appended, none is changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exams.delivery.models import Attempt
from exams.delivery.states import AttemptState
from exams.marking.marking import newest_run
from exams.marking.models import AttemptScore, Result
from exams.marking.states import Outcome, Source
from exams.papers.models import FormItem
from exams.sittings.models import Exam, Registration, Sitting
from exams.sittings.sittings import check_move, lock_sitting, move_sitting, refuse_authors
from exams.sittings.states import Absence, SittingState
from personnel.officers.models import Officer
from qualifications import states as registry
from qualifications.evidence.evidence import NewEvidence, record_evidence
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.days import at_time, day_of
from records.notices import send_notices
from records.refusals import Refusal

BATCH = 500
NOTICE = "exams.result_released"


@transaction.atomic
def release_results(*, sitting: Sitting, actor: Actor, now: datetime | None = None) -> list[Result]:
    """Let officers see their results; a level exam's become evidence in the registry. Twice is once.

    Raises Refusal("sittings.state" | "sittings.author").
    """
    locked = lock_sitting(sitting)
    at = now or clock.now()
    refuse_authors(locked.paper, actor)
    if locked.state == SittingState.RELEASED:
        return list(Result.objects.filter(sitting=locked).order_by("pk"))
    check_move(locked, SittingState.RELEASED, at)
    made = Result.objects.bulk_create(_results_of(locked, actor, at), batch_size=BATCH)
    if locked.exam.level:
        record_evidence(items=_evidence_of(locked.exam, made), actor=actor, now=at)
    _notify(made, at)
    move_sitting(locked, SittingState.RELEASED, "exams.results_released", actor, at, released_at=at)
    return made


def _results_of(sitting: Sitting, actor: Actor, at: datetime) -> list[Result]:
    run = newest_run(sitting)
    scores = {score.attempt_id: score.total for score in AttemptScore.objects.filter(run=run).defer("vector")}
    attempts = Attempt.objects.filter(sitting=sitting).exclude(state=AttemptState.VOID).defer("order")
    by_registration = {attempt.registration_id: attempt for attempt in attempts}
    first = FormItem.objects.filter(form__paper=sitting.paper, form__letter="A")
    full = first.aggregate(full=Sum("marks"))["full"] or Decimal(0)
    rows = []
    for registration in Registration.objects.live().filter(sitting=sitting).select_related("officer").order_by("pk"):
        attempt = by_registration.get(registration.pk)
        score = scores.get(attempt.pk) if attempt else None
        if score is None and attempt is not None and attempt.state != AttemptState.ABSENT:
            continue
        rows.append(
            Result(
                exam=sitting.exam,
                officer=registration.officer,
                source=Source.MARKED,
                sitting=sitting,
                run=run,
                attempt=attempt,
                sat_on=day_of((attempt and attempt.submitted_at) or sitting.opens_at),
                outcome=outcome_of(score, sitting.exam.pass_mark),
                score=score,
                full_marks=full,
                pass_mark=sitting.exam.pass_mark,
                absence=registration.absence if score is None else Absence.NONE,
                released_by=actor.uuid,
                released_at=at,
            )
        )
    return _numbered(rows)


def _numbered(rows: Sequence[Result]) -> list[Result]:
    """The rows counted on from what the exam already has of an officer and day.

    Somebody may be absent from one sitting of an exam and sit another on the same day: whoever sat was not absent,
    whichever of the two is released first.
    """
    if not rows:
        return []
    known: dict[tuple[int, date], Result] = {}
    stored = Result.objects.filter(exam=rows[0].exam, officer__in=[row.officer_id for row in rows])
    for result in stored.order_by("number"):
        known[result.officer_id, result.sat_on] = result
    kept = []
    for row in rows:
        before = known.get((row.officer_id, row.sat_on))
        if before is not None and row.outcome == Outcome.ABSENT:
            continue
        row.number = before.number + 1 if before else 1
        kept.append(row)
    return kept


def outcome_of(score: Decimal | None, pass_mark: Decimal) -> Outcome:
    """The pass mark itself passes; no score is an absence."""
    if score is None:
        return Outcome.ABSENT
    return Outcome.PASSED if score >= pass_mark else Outcome.FAILED


def _evidence_of(exam: Exam, results: Sequence[Result]) -> list[NewEvidence]:
    """What the registry is told: passes and failures, never absences.

    One that was marked here is known by its attempt, one from outside by exam, officer and day, so that a later
    result of the same follows it up.
    """
    return [
        NewEvidence(
            officer=result.officer,
            kind=registry.EvidenceKind.EXAM if result.attempt else registry.EvidenceKind.OUTSIDE_EXAM,
            occurred_at=(result.attempt and result.attempt.submitted_at) or at_time(result.sat_on, 12),
            source_kind="exams.attempt" if result.attempt else "exams.outside_result",
            source_uuid=evidence_source(result),
            source_revision=result.number,
            outcome=registry.Outcome.PASS if result.passed else registry.Outcome.FAIL,
            score=result.score,
            level=exam.level,
            stream=exam.stream,
            document_no=result.document_no,
            title=exam.title,
        )
        for result in results
        if result.outcome != Outcome.ABSENT
    ]


def evidence_source(result: Result) -> UUID:
    """What a result's evidence is known by; the same for a later result of the same attempt or list."""
    if result.attempt is not None:
        return result.attempt.uuid
    return uuid5(result.exam.uuid, f"{result.officer.uuid}/{result.sat_on}")


def _notify(results: Sequence[Result], at: datetime) -> None:
    told = [result for result in results if result.outcome != Outcome.ABSENT]
    accounts = dict(
        Officer.objects.filter(pk__in=[result.officer_id for result in told], account__isnull=False).values_list(
            "pk", "account__uuid"
        )
    )
    send_notices(
        code=NOTICE,
        told=[
            (accounts[result.officer_id], {"exam": result.exam.title}, reverse("exams:result", args=[result.uuid]))
            for result in told
            if result.officer_id in accounts
        ],
        now=at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideResult:
    """A line of a list from outside; no score: the officer was absent, with the reason where one is given."""

    officer: Officer
    sat_on: date
    score: Decimal | None = None
    absence: Absence = Absence.NONE


@transaction.atomic
def enter_results(
    *,
    exam: Exam,
    rows: Iterable[OutsideResult],
    document_no: str,
    actor: Actor,
    full_marks: Decimal = Decimal(100),
    now: datetime | None = None,
) -> list[Result]:
    """Enter a list of results from outside; a line that stands already changes nothing, another score is appended.

    Raises Refusal("results.document_missing" | "results.score").
    """
    if not document_no.strip():
        raise Refusal("results.document_missing", _("Name the document that the list came with."), field="document_no")
    at = now or clock.now()
    lines = list(rows)
    if any(line.score is not None and not 0 <= line.score <= full_marks for line in lines):
        raise Refusal("results.score", _("A score lies between zero and the full marks."), field="score")
    known = {(row.officer_id, row.sat_on): row for row in Result.objects.filter(exam=exam).current()}
    made = Result.objects.bulk_create(
        [
            Result(
                exam=exam,
                officer=line.officer,
                number=before.number + 1 if before else 1,
                source=Source.OUTSIDE,
                sat_on=line.sat_on,
                outcome=outcome_of(line.score, exam.pass_mark),
                score=line.score,
                full_marks=full_marks,
                pass_mark=exam.pass_mark,
                absence=line.absence if line.score is None else Absence.NONE,
                document_no=document_no.strip(),
                released_by=actor.uuid,
                released_at=at,
            )
            for line in lines
            for before in [known.get((line.officer.pk, line.sat_on))]
            if before is None or (before.score, before.absence) != (line.score, line.absence)
        ],
        batch_size=BATCH,
    )
    if exam.level:
        record_evidence(items=_evidence_of(exam, made), actor=actor, now=at)
    record_entry(
        actor=actor,
        action="exams.results_entered",
        subject_kind="exams.exam",
        subject_uuid=exam.uuid,
        subject_label=exam.title,
        after={"results": len(made)},
        document_no=document_no.strip(),
        now=at,
    )
    return made
