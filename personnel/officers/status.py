"""Service: the end of a probation, leaving, coming back, on the establishment or not."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.models import Change
from personnel.changes.recording import copy_of, end_facts, open_facts
from personnel.officers.models import Appointment, Officer, PoliceNumber, Rank, ServiceStatus
from personnel.officers.numbers import hold_numbers, refuse_malformed, refuse_taken
from personnel.officers.posts import NewPost, appointment_of, lock_units, refuse_posts
from personnel.officers.recorded import (
    audit,
    changes_of,
    refuse_before_joining,
    refuse_later,
    serving_at,
    status_at,
    statuses_of,
)
from personnel.officers.rules import NEVER, masked_name, normalized_police_number
from personnel.officers.states import LOSING_RANK, SERVICE_MOVES, SERVING, Category, Relation, Service, Stream
from records.actor import Actor
from records.days import day_of
from records.refusals import Refusal


@transaction.atomic
def change_status(
    *,
    officers: Sequence[Officer],
    status: Service,
    since: datetime,
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """Retire, dismiss, or end the probation of officers from an instant on.

    Leaving service ends posts and the police number too, resigning and dismissal the rank. The accounts follow by
    themselves: they ask the status. Somebody who comes back is re-instated by `reinstate`, with number and post.
    Raises Refusal("officers.before_joining" | "officers.no_status" | "officers.later_fact" | "officers.status_move").
    """
    changes = changes_of(officers, f"officer.{status}", actor=actor, document_no=document_no, reason=reason, now=now)
    _move(officers, status, since, changes)
    if status not in SERVING:
        models = (Appointment, PoliceNumber, Rank) if status in LOSING_RANK else (Appointment, PoliceNumber)
        for model in models:
            rows = model.objects.believed().filter(officer__in=officers)
            end_facts(list(rows.overlapping(since, None)), changes, since)
    audit(f"personnel.officer_{status}", officers, actor=actor, document_no=document_no, reason=reason, now=now)


@transaction.atomic
def reinstate(
    *,
    officer: Officer,
    since: datetime,
    actor: Actor,
    police_number: str = "",
    post: NewPost | None = None,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """Take somebody back who had left: with his former number and post where nothing else is given.

    Raises Refusal("officers.number_taken" | "officers.post_taken" | "officers.no_former_post" |
    "officers.status_move" | "officers.later_fact") and what `posts.appoint` refuses.
    """
    lock_units(filter(None, [post or former_post(officer, since)]))
    hold_numbers()
    changes = changes_of([officer], "officer.in_service", actor=actor, document_no=document_no, reason=reason, now=now)
    _move([officer], Service.IN_SERVICE, since, changes)
    number = normalized_police_number(police_number) or former_number(officer, since)
    if number:
        refuse_malformed(number)
        refuse_taken([(number, since)])
        open_facts([PoliceNumber(officer=officer, number=number, valid_from=since, opened_by=changes[officer.pk])])
    new = post or _post_again(officer, since)
    refuse_posts([(officer, new)], statuses_of([officer]), {})
    open_facts([appointment_of(officer, new, changes[officer.pk])])
    audit(
        "personnel.officer_in_service",
        [officer],
        actor=actor,
        document_no=document_no,
        reason=reason,
        now=now,
        after={officer.pk: {"number": number, "unit": new.unit.code, "post": new.post}},
    )


@transaction.atomic
def set_established(
    *,
    officers: Sequence[Officer],
    established: bool,
    since: datetime,
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """Put officers on the establishment, or take them off it, from an instant on.

    Raises Refusal("officers.auxiliary_established" | "officers.established_already" | "officers.not_serving" |
    "officers.later_fact").
    """
    code = "established" if established else "unestablished"
    changes = changes_of(officers, f"officer.{code}", actor=actor, document_no=document_no, reason=reason, now=now)
    rows = statuses_of(officers)
    for officer in officers:
        held = serving_at(rows[officer.pk], officer, since)
        refuse_later(rows[officer.pk], since, officer)
        if held.category == Category.AUXILIARY:
            raise Refusal(
                "officers.auxiliary_established", _("Auxiliary police are not on the establishment."), field="on"
            )
        if held.established == established:
            words = (
                _("%(name)s is on the establishment already.")
                if established
                else _("%(name)s is not on the establishment.")
            )
            raise Refusal("officers.established_already", words, field="on", name=officer.name)
    _replace(officers, rows, since, changes, established=established)
    audit(f"personnel.officer_{code}", officers, actor=actor, document_no=document_no, reason=reason, now=now)


def former_number(officer: Officer, at: datetime) -> str:
    """The number that he carried last before the instant; "" where he never had one."""
    rows = PoliceNumber.objects.believed().filter(officer=officer, valid_from__lt=at).order_by("-valid_from")
    return rows.values_list("number", flat=True).first() or ""


def former_post(officer: Officer, at: datetime) -> Appointment | None:
    """The established post that he held last before the instant."""
    rows = Appointment.objects.believed().filter(officer=officer, relation=Relation.ESTABLISHED, valid_from__lt=at)
    return rows.select_related("unit").order_by("-valid_from").first()


def _post_again(officer: Officer, since: datetime) -> NewPost:
    """His former post from the instant on, where nobody else heads the unit by now."""
    old = former_post(officer, since)
    if old is None:
        raise Refusal(
            "officers.no_former_post", _("%(name)s had no post before: choose one."), field="unit", name=officer.name
        )
    heads = Appointment.objects.believed().filter(unit=old.unit_id, is_head=True, acting=False)
    head = heads.overlapping(since, None).exclude(officer=officer).select_related("officer").first()
    if old.is_head and not old.acting and head is not None:
        raise Refusal(
            "officers.post_taken",
            _("The former post is held by %(holder)s since %(day)s: choose another."),
            field="post",
            holder=masked_name(head.officer.name),
            day=day_of(head.valid_from).isoformat(),
        )
    return NewPost(
        unit=old.unit,
        post=old.post,
        since=since,
        stream=Stream(old.stream),
        duties=tuple(old.duties),
        is_head=old.is_head,
        acting=old.acting,
    )


def _move(officers: Sequence[Officer], status: Service, since: datetime, changes: Mapping[int, Change]) -> None:
    """End the status of each and open the new one, if the table of moves allows it."""
    rows = statuses_of(officers)
    for officer in officers:
        refuse_before_joining(officer, since)
        held = status_at(rows[officer.pk], officer, since)
        refuse_later(rows[officer.pk], since, officer)
        if status not in SERVICE_MOVES[Service(held.status)]:
            raise Refusal(
                "officers.status_move",
                _("%(name)s is %(status)s on %(day)s and can't become %(wanted)s."),
                field="on",
                name=officer.name,
                status=Service(held.status).label,
                wanted=status.label,
                day=day_of(since).isoformat(),
            )
    _replace(officers, rows, since, changes, status=status)


def _replace(
    officers: Sequence[Officer],
    rows: Mapping[int, list[ServiceStatus]],
    since: datetime,
    changes: Mapping[int, Change],
    **differences: object,
) -> None:
    """Statuses with the differences from the instant on; who leaves is off the establishment, who is back on it."""
    held = [row for officer in officers for row in rows[officer.pk] if row.valid_from < since < (row.valid_to or NEVER)]
    served = {pk: [row for row in known if row.status in SERVING] for pk, known in rows.items()}
    end_facts(held, changes, since)
    opened = []
    for old in held:
        status = differences.get("status", old.status)
        established = status in SERVING and any(row.established for row in served[old.officer_id][-1:])
        values = {"status": status, "established": established, **differences}
        fresh = ServiceStatus._meta.get_field("uuid").get_default()
        opened.append(copy_of(old, changes[old.officer_id], uuid=fresh, valid_from=since, valid_to=None, **values))
    open_facts(opened)
