"""Exams and their sittings: founded, planned, published, called off."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from exams.bank.models import QuestionVersion
from exams.papers.freezing import mark_used
from exams.papers.models import FormItem, Paper
from exams.papers.states import PaperState
from exams.sittings.models import Exam, Sitting
from exams.sittings.states import LEVEL_OF_KIND, SITTING_MOVES, ExamKind, SittingState
from personnel.officers.states import Stream
from personnel.units.models import Unit
from qualifications.states import Level
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.decimals import plain
from records.refusals import Refusal


@transaction.atomic
def found_exam(
    *,
    owner: Unit,
    title: str,
    kind: ExamKind,
    actor: Actor,
    pass_mark: Decimal = Decimal(60),
    level: Level | str = "",
    stream: Stream | str = Stream.NONE,
    shows_rationales: bool = True,
    now: datetime | None = None,
) -> Exam:
    """Set up an exam. level: asked for a make-up exam only, the other kinds say it themselves.

    Raises Refusal("exams.title_missing" | "exams.title_taken" | "exams.pass_mark").
    """
    title = title.strip()
    if not title:
        raise Refusal("exams.title_missing", _("Give the exam a title."), field="title")
    if Exam.objects.filter(owner=owner, title=title).exists():
        raise Refusal("exams.title_taken", _("There already is an exam “%(title)s”."), field="title", title=title)
    if pass_mark <= 0:
        raise Refusal("exams.pass_mark", _("The pass mark is above zero."), field="pass_mark")
    at = now or clock.now()
    exam = Exam.objects.create(
        owner=owner,
        title=title,
        kind=kind,
        level=LEVEL_OF_KIND.get(kind, level),
        stream=stream,
        pass_mark=pass_mark,
        shows_rationales=shows_rationales,
        created_by=actor.uuid,
        created_by_name=actor.name,
        created_at=at,
    )
    record_entry(
        actor=actor,
        action="exams.exam_founded",
        subject_kind="exams.exam",
        subject_uuid=exam.uuid,
        subject_label=title,
        after={"kind": exam.kind, "level": exam.level, "pass_mark": str(pass_mark)},
        now=at,
    )
    return exam


@transaction.atomic
def plan_sitting(
    *,
    exam: Exam,
    paper: Paper,
    opens_at: datetime,
    closes_at: datetime,
    minutes: int,
    actor: Actor,
    name: str = "",
    place: str = "",
    now: datetime | None = None,
) -> Sitting:
    """Plan a sitting with a frozen paper.

    Raises Refusal("sittings.paper_not_frozen" | "sittings.pass_mark" | "sittings.hours" | "sittings.minutes" |
    "sittings.author").
    """
    at = now or clock.now()
    refuse_authors(paper, actor)
    _check_plan(exam, paper, opens_at, closes_at, minutes)
    sitting = Sitting.objects.create(
        exam=exam,
        paper=paper,
        name=name.strip(),
        place=place.strip(),
        opens_at=opens_at,
        closes_at=closes_at,
        minutes=minutes,
        state=SittingState.PLANNED,
        planned_by=actor.uuid,
        planned_by_name=actor.name,
        planned_at=at,
    )
    audit_sitting("exams.sitting_planned", sitting, actor, at)
    return sitting


def _check_plan(exam: Exam, paper: Paper, opens_at: datetime, closes_at: datetime, minutes: int) -> None:
    if paper.state == PaperState.DRAFT:
        raise Refusal("sittings.paper_not_frozen", _("Freeze the paper first."), field="paper")
    if closes_at <= opens_at:
        raise Refusal("sittings.hours", _("The sitting must close after it opens."), field="closes_at")
    if minutes < 1 or minutes * 60 > (closes_at - opens_at).total_seconds():
        raise Refusal("sittings.minutes", _("The time allowed must fit between opening and closing."), field="minutes")
    total = FormItem.objects.filter(form__paper=paper, form__letter="A").aggregate(total=Sum("marks"))["total"]
    if total is None or exam.pass_mark > total:
        raise Refusal(
            "sittings.pass_mark",
            _("The pass mark is %(pass_mark)s, the paper has only %(total)s marks."),
            field="paper",
            pass_mark=plain(exam.pass_mark),
            total=plain(total or Decimal(0)),
        )


@transaction.atomic
def publish_sitting(*, sitting: Sitting, actor: Actor, now: datetime | None = None) -> Sitting:
    """Announce the sitting; its paper is used from now on. Twice is once.

    Raises Refusal("sittings.state" | "sittings.author" | "sittings.too_late").
    """
    locked = lock_sitting(sitting)
    at = now or clock.now()
    refuse_authors(locked.paper, actor)
    if locked.state in (SittingState.PUBLISHED, SittingState.OPEN):
        return locked
    check_move(locked, SittingState.PUBLISHED, at)
    if at >= locked.closes_at:
        raise Refusal("sittings.too_late", _("The sitting would be over already; plan another one."))
    mark_used(paper=locked.paper, actor=actor, now=at)
    return move_sitting(locked, SittingState.PUBLISHED, "exams.sitting_published", actor, at, published_at=at)


@transaction.atomic
def cancel_sitting(*, sitting: Sitting, reason: str, actor: Actor, now: datetime | None = None) -> Sitting:
    """Call off a sitting that has not begun, or one that is suspended.

    Raises Refusal("sittings.state" | "sittings.author" | "sittings.reason_missing").
    """
    locked = lock_sitting(sitting)
    at = now or clock.now()
    refuse_authors(locked.paper, actor)
    check_move(locked, SittingState.CANCELLED, at)
    if not reason.strip():
        raise Refusal("sittings.reason_missing", _("Say why the sitting is called off."), field="reason")
    return move_sitting(
        locked, SittingState.CANCELLED, "exams.sitting_cancelled", actor, at, reason=reason.strip(), cancelled_at=at
    )


def refuse_authors(paper: Paper, actor: Actor) -> None:
    """Who made a paper, or writes for the banks it was drawn from, doesn't run its sitting.

    Raises Refusal("sittings.author").
    """
    if actor.uuid in (paper.author, paper.frozen_by):
        raise Refusal("sittings.author", _("You composed or froze this paper; somebody else has to run its sitting."))
    banks = QuestionVersion.objects.filter(form_items__form__paper=paper).values("question__bank")
    if QuestionVersion.objects.filter(question__bank__in=banks, author=actor.uuid).exists():
        raise Refusal("sittings.author", _("You write questions for this exam; somebody else has to run its sitting."))


def lock_sitting(sitting: Sitting) -> Sitting:
    """The sitting's row, locked and fresh; inserts that refer to it are not held up."""
    rows = Sitting.objects.select_for_update(of=("self",), no_key=True).select_related("exam__owner", "paper")
    return rows.get(pk=sitting.pk)


def check_move(sitting: Sitting, to: SittingState, now: datetime) -> None:
    """Refuse a move that is not in the table, by the state that the clock has. Raises Refusal("sittings.state")."""
    state = sitting.state_at(now)
    if to not in SITTING_MOVES[state]:
        raise Refusal(
            "sittings.state",
            _("The sitting is “%(state)s”; it can't become “%(to)s”."),
            state=state.label,
            to=to.label,
        )


def move_sitting(
    sitting: Sitting,
    to: SittingState,
    action: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
    **values: object,
) -> Sitting:
    """Write the move of a locked sitting and its audit entry."""
    before = sitting.state
    for name, value in {"state": to, **values}.items():
        setattr(sitting, name, value)
    sitting.save(update_fields=["state", *values])
    audit_sitting(action, sitting, actor, at, before=before, reason=reason)
    return sitting


def audit_sitting(
    action: str, sitting: Sitting, actor: Actor, at: datetime, *, before: str = "", reason: str = ""
) -> None:
    """An audit entry about a sitting as it is now."""
    record_entry(
        actor=actor,
        action=action,
        subject_kind="exams.sitting",
        subject_uuid=sitting.uuid,
        subject_label=str(sitting),
        before={"state": before} if before else None,
        after={"state": sitting.state, "opens_at": sitting.opens_at.isoformat(), "paper": str(sitting.paper.uuid)},
        reason=reason,
        now=at,
    )
