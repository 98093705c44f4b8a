"""警衔 and 职级: awarded from a day on."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.recording import end_facts, open_facts
from personnel.officers.models import Officer, Rank
from personnel.officers.recorded import audit, changes_of, held_at, refuse_later, rows_of, serving_at, statuses_of
from personnel.officers.states import GRADES, RANKS, Category
from records.actor import Actor
from records.refusals import Refusal


@transaction.atomic
def award_ranks(
    *,
    ranks: Sequence[tuple[Officer, str, str]],
    since: datetime,
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> list[Rank]:
    """Award (officer, rank, grade) from an instant on; the rank held until then ends there.

    Raises Refusal("officers.unknown_rank" | "officers.unknown_grade" | "officers.auxiliary_rank" |
    "officers.later_fact" | "officers.not_serving").
    """
    officers = [officer for officer, _rank, _grade in ranks]
    changes = changes_of(officers, "officer.rank_awarded", actor=actor, document_no=document_no, reason=reason, now=now)
    statuses, known = statuses_of(officers), rows_of(Rank, officers)
    for officer, rank, grade in ranks:
        held = serving_at(statuses[officer.pk], officer, since)
        if not rank:
            raise Refusal("officers.unknown_rank", _("There is no rank %(rank)s."), field="rank", rank="")
        refuse_unknown(rank, grade, is_auxiliary=held.category == Category.AUXILIARY)
        refuse_later(known[officer.pk], since, officer)
    end_facts([row for officer in officers if (row := held_at(known[officer.pk], since))], changes, since)
    made = open_facts(
        [
            Rank(officer=officer, rank=rank, grade=grade, valid_from=since, opened_by=changes[officer.pk])
            for officer, rank, grade in ranks
        ]
    )
    audit(
        "personnel.officer_rank_awarded",
        officers,
        actor=actor,
        document_no=document_no,
        reason=reason,
        now=now,
        after={officer.pk: {"rank": rank, "grade": grade} for officer, rank, grade in ranks},
    )
    return made


def refuse_unknown(rank: str, grade: str, *, is_auxiliary: bool) -> None:
    """Raises Refusal("officers.unknown_rank" | "officers.unknown_grade" | "officers.auxiliary_rank"); "" is none."""
    if is_auxiliary and (rank or grade):
        raise Refusal("officers.auxiliary_rank", _("Auxiliary police have no police rank or grade."), field="rank")
    if rank and rank not in RANKS:
        raise Refusal("officers.unknown_rank", _("There is no rank %(rank)s."), field="rank", rank=rank)
    if grade and grade not in GRADES:
        raise Refusal("officers.unknown_grade", _("There is no grade %(grade)s."), field="grade", grade=grade)
