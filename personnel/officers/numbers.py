"""Police numbers: given, passed on, corrected. At one time one person carries one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.recording import close_facts, end_facts, open_facts
from personnel.officers.models import Officer, PoliceNumber
from personnel.officers.recorded import (
    BATCH,
    audit,
    changes_of,
    held_at,
    refuse_later,
    rows_of,
    serving_at,
    statuses_of,
)
from personnel.officers.rules import is_police_number, masked_name, normalized_police_number
from records import locks
from records.actor import Actor
from records.days import day_of
from records.refusals import Refusal


@transaction.atomic
def give_number(
    *,
    officer: Officer,
    number: str,
    since: datetime,
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """Give an officer another police number from an instant on; the old one ends there.

    Raises what give_numbers refuses.
    """
    give_numbers(numbers=[(officer, number)], since=since, actor=actor, document_no=document_no, reason=reason, now=now)


@transaction.atomic
def give_numbers(
    *,
    numbers: Sequence[tuple[Officer, str]],
    since: datetime,
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """Give officers other police numbers from an instant on; two may swap theirs in one call.

    Raises Refusal("officers.police_number" | "officers.number_taken" | "officers.later_fact" | "officers.not_serving").
    """
    meant = [(officer, normalized_police_number(number)) for officer, number in numbers]
    for _officer, number in meant:
        refuse_malformed(number)
    hold_numbers()
    officers = [officer for officer, _number in meant]
    changes = changes_of(officers, "officer.number_given", actor=actor, document_no=document_no, reason=reason, now=now)
    statuses, known = statuses_of(officers), rows_of(PoliceNumber, officers)
    for officer in officers:
        serving_at(statuses[officer.pk], officer, since)
        refuse_later(known[officer.pk], since, officer)
    end_facts([row for officer in officers if (row := held_at(known[officer.pk], since))], changes, since)
    refuse_taken([(number, since) for _officer, number in meant])
    open_facts(
        [
            PoliceNumber(officer=officer, number=number, valid_from=since, opened_by=changes[officer.pk])
            for officer, number in meant
        ]
    )
    after = {officer.pk: {"number": number} for officer, number in meant}
    audit(
        "personnel.officer_number_given",
        officers,
        actor=actor,
        document_no=document_no,
        reason=reason,
        now=now,
        after=after,
    )


@transaction.atomic
def close_wrong_numbers(
    *,
    rows: Sequence[PoliceNumber],
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """Stop believing wrongly recorded police numbers (a correction, without a copy)."""
    officers = [row.officer for row in rows]
    changes = changes_of(
        officers, "officer.number_corrected", actor=actor, document_no=document_no, reason=reason, now=now
    )
    close_facts(rows, changes)
    audit("personnel.officer_number_corrected", officers, actor=actor, document_no=document_no, reason=reason, now=now)


def hold_numbers() -> None:
    """One act at a time gives numbers: what is free when it is asked for stays free until it is given."""
    locks.hold("personnel.police_numbers")


def refuse_malformed(number: str) -> None:
    """Raises Refusal("officers.police_number")."""
    if not is_police_number(number):
        raise Refusal(
            "officers.police_number",
            _("A police number has six characters, digits or capital letters."),
            field="police_number",
        )


def refuse_taken(numbers: Iterable[tuple[str, datetime]]) -> None:
    """Each (number, since) must be free from then on, and stand in the list once.

    Raises Refusal("officers.number_taken") naming the holder, masked, and since when.
    """
    wanted: dict[str, datetime] = {}
    for number, since in numbers:
        if number in wanted:
            raise Refusal(
                "officers.number_twice",
                _("The police number %(number)s is given to two people."),
                field="police_number",
                number=number,
            )
        wanted[number] = since
    held: dict[str, list[PoliceNumber]] = defaultdict(list)
    keys = sorted(wanted)
    for start in range(0, len(keys), BATCH):
        rows = PoliceNumber.objects.believed().filter(number__in=keys[start : start + BATCH])
        for row in rows.select_related("officer"):
            held[row.number].append(row)
    for number, since in wanted.items():
        for row in held[number]:
            if row.valid_to is None or row.valid_to > since:
                raise Refusal(
                    "officers.number_taken",
                    _("The police number %(number)s is carried by %(holder)s since %(day)s."),
                    field="police_number",
                    number=number,
                    holder=masked_name(row.officer.name),
                    day=day_of(row.valid_from).isoformat(),
                )
