"""Taking officers on, and what may change about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.models import Change
from personnel.changes.recording import close_facts, copy_of, end_facts, open_facts, record_changes
from personnel.officers.fields import keyed_hash
from personnel.officers.models import (
    Appointment,
    FirstReview,
    LegalQualification,
    Officer,
    PoliceNumber,
    Rank,
    ServiceStatus,
)
from personnel.officers.rules import is_id_number, is_police_number, masked_name, normalized_police_number
from personnel.officers.states import SERVING, Category, Relation, Service, Sex, Stream
from personnel.units.models import Unit
from records.actor import Actor
from records.audit import Subject, record_entries
from records.days import start_of
from records.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """A post that somebody is to take up. since: the instant from which it holds."""

    unit: Unit
    post: str
    since: datetime
    relation: Relation = Relation.ESTABLISHED
    stream: Stream = Stream.NONE
    duties: tuple[str, ...] = ()
    is_head: bool = False
    acting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOfficer:
    """A person to be taken on. since: the instant from which status and number hold, and the rank unless rank_since."""

    name: str
    sex: Sex
    born_on: date
    id_number: str
    joined_on: date
    since: datetime
    police_number: str | None
    rank: str = ""
    grade: str = ""
    rank_since: datetime | None = None
    post: NewPost | None = None
    category: Category = Category.OFFICER
    status: Service = Service.IN_SERVICE
    established: bool = True
    legal_certificate_no: str | None = None
    uuid: UUID | None = field(default=None)


@transaction.atomic
def take_on(
    *, officers: Sequence[NewOfficer], actor: Actor, document_no: str = "", now: datetime | None = None
) -> list[Officer]:
    """Take people on with their status, number, rank and post; returns them in the order given.

    Raises Refusal("officers.id_number" | "officers.police_number" | "officers.known" | "facts.overlap").
    """
    for new in officers:
        _check(new)
    hashes = [keyed_hash(new.id_number) for new in officers]
    if Officer.objects.filter(id_number_hash__in=hashes).exists() or len(set(hashes)) < len(hashes):
        raise Refusal("officers.known", _("Somebody with this identity number is registered."), field="id_number")
    made = Officer.objects.bulk_create(
        [_person(new, digest) for new, digest in zip(officers, hashes, strict=True)], batch_size=500
    )
    changes = record_changes(
        subjects=made, actor=actor, reason_code="officer.taken_on", document_no=document_no, now=now
    )
    _open_first_facts([(new, officer, changes[officer.pk]) for new, officer in zip(officers, made, strict=True)])
    _audit("personnel.officer_taken_on", made, actor, document_no, now)
    return made


def _person(new: NewOfficer, digest: str) -> Officer:
    return Officer(
        name=new.name,
        sex=new.sex,
        born_on=new.born_on,
        id_number=new.id_number,
        id_number_hash=digest,
        joined_on=new.joined_on,
        **({"uuid": new.uuid} if new.uuid else {}),
    )


def _open_first_facts(pairs: Sequence[tuple[NewOfficer, Officer, Change]]) -> None:
    open_facts(
        [
            ServiceStatus(
                officer=officer,
                category=new.category,
                status=new.status,
                established=new.established,
                valid_from=new.since,
                opened_by=change,
            )
            for new, officer, change in pairs
        ]
    )
    open_facts(
        [
            PoliceNumber(officer=officer, number=new.police_number, valid_from=new.since, opened_by=change)
            for new, officer, change in pairs
            if new.police_number
        ]
    )
    open_facts(
        [
            Rank(
                officer=officer,
                rank=new.rank,
                grade=new.grade,
                valid_from=new.rank_since or new.since,
                opened_by=change,
            )
            for new, officer, change in pairs
            if new.rank
        ]
    )
    open_facts([_appointment(officer, new.post, change.pk) for new, officer, change in pairs if new.post])
    open_facts(
        [
            LegalQualification(
                officer=officer, certificate_no=new.legal_certificate_no, valid_from=new.since, opened_by=change
            )
            for new, officer, change in pairs
            if new.legal_certificate_no is not None
        ]
    )


def _check(new: NewOfficer) -> None:
    if not is_id_number(new.id_number):
        raise Refusal(
            "officers.id_number", _("The identity number of %(name)s is wrong."), field="id_number", name=new.name
        )
    if new.police_number is not None and not is_police_number(new.police_number):
        raise Refusal(
            "officers.police_number",
            _("A police number has six characters, digits or capital letters."),
            field="police_number",
        )


def _appointment(officer: Officer, post: NewPost, change_id: int) -> Appointment:
    return Appointment(
        officer=officer,
        unit=post.unit,
        relation=post.relation,
        post=post.post,
        duties=list(post.duties),
        stream=post.stream,
        is_head=post.is_head,
        acting=post.acting,
        valid_from=post.since,
        opened_by_id=change_id,
    )


def _audit(action: str, officers: Sequence[Officer], actor: Actor, document_no: str, now: datetime | None) -> None:
    record_entries(
        actor=actor,
        action=action,
        subjects=[
            Subject(kind="personnel.officer", uuid=officer.uuid, label=masked_name(officer.name))
            for officer in officers
        ],
        document_no=document_no,
        now=now,
    )


@transaction.atomic
def appoint(
    *,
    posts: Sequence[tuple[Officer, NewPost]],
    actor: Actor,
    document_no: str = "",
    now: datetime | None = None,
) -> list[Appointment]:
    """Give officers new posts; an exclusive post (established, working) ends where the new one begins.

    Raises Refusal("facts.overlap") where a later post of that relation is already recorded.
    """
    officers = [officer for officer, _post in posts]
    changes = record_changes(
        subjects=officers, actor=actor, reason_code="officer.appointed", document_no=document_no, now=now
    )
    exclusive = {officer.pk: post for officer, post in posts if post.relation != Relation.CONCURRENT}
    ending = [
        old
        for old in Appointment.objects.believed().filter(officer__in=exclusive, valid_to__isnull=True)
        if old.relation == exclusive[old.officer_id].relation and old.valid_from < exclusive[old.officer_id].since
    ]
    end_facts(ending, changes, {old.uuid: exclusive[old.officer_id].since for old in ending})
    made = open_facts([_appointment(officer, post, changes[officer.pk].pk) for officer, post in posts])
    _audit("personnel.officer_appointed", officers, actor, document_no, now)
    return made


@transaction.atomic
def end_appointments(
    *,
    officers: Sequence[Officer],
    relation: Relation,
    on: datetime,
    actor: Actor,
    document_no: str = "",
    now: datetime | None = None,
) -> None:
    """End the posts of one relation at an instant (the secondment is over)."""
    changes = record_changes(
        subjects=officers, actor=actor, reason_code="officer.post_ended", document_no=document_no, now=now
    )
    rows = Appointment.objects.believed().filter(officer__in=officers, relation=relation)
    end_facts(list(rows), changes, on)
    _audit("personnel.officer_post_ended", officers, actor, document_no, now)


@transaction.atomic
def change_status(
    *,
    officers: Sequence[Officer],
    status: Service,
    since: datetime,
    actor: Actor,
    document_no: str = "",
    now: datetime | None = None,
) -> None:
    """Retire, dismiss, re-instate or end the probation of officers from an instant on.

    Leaving service ends posts and the police number too. The accounts follow by themselves: they ask the status.
    """
    changes = record_changes(
        subjects=officers, actor=actor, reason_code=f"officer.{status}", document_no=document_no, now=now
    )
    held = list(ServiceStatus.objects.believed().filter(officer__in=officers).holding_at(since))
    end_facts(held, changes, since)
    open_facts(
        [
            copy_of(
                old,
                changes[old.officer_id],
                uuid=ServiceStatus._meta.get_field("uuid").get_default(),
                status=status,
                established=old.established if status in SERVING else False,
                valid_from=since,
                valid_to=None,
            )
            for old in held
        ]
    )
    if status not in SERVING:
        for model in (Appointment, PoliceNumber):
            rows = model.objects.believed().filter(officer__in=officers)
            end_facts(list(rows.overlapping(since, None)), changes, since)
    _audit(f"personnel.officer_{status}", officers, actor, document_no, now)


@transaction.atomic
def award_ranks(
    *,
    ranks: Sequence[tuple[Officer, str, str]],
    since: datetime,
    actor: Actor,
    document_no: str = "",
    now: datetime | None = None,
) -> list[Rank]:
    """Award (officer, rank, grade) from an instant on; the rank held until then ends there."""
    officers = [officer for officer, _rank, _grade in ranks]
    changes = record_changes(
        subjects=officers, actor=actor, reason_code="officer.rank_awarded", document_no=document_no, now=now
    )
    end_facts(list(Rank.objects.believed().filter(officer__in=officers).holding_at(since)), changes, since)
    made = open_facts(
        [
            Rank(officer=officer, rank=rank, grade=grade, valid_from=since, opened_by=changes[officer.pk])
            for officer, rank, grade in ranks
        ]
    )
    _audit("personnel.officer_rank_awarded", officers, actor, document_no, now)
    return made


@transaction.atomic
def give_number(*, officer: Officer, number: str, since: datetime, actor: Actor, now: datetime | None = None) -> None:
    """Give an officer another police number from an instant on; the old one ends there.

    Raises Refusal("officers.police_number" | "facts.overlap").
    """
    number = normalized_police_number(number)
    if not is_police_number(number):
        raise Refusal(
            "officers.police_number",
            _("A police number has six characters, digits or capital letters."),
            field="police_number",
        )
    changes = record_changes(subjects=[officer], actor=actor, reason_code="officer.number_given", now=now)
    end_facts(list(PoliceNumber.objects.believed().filter(officer=officer).holding_at(since)), changes, since)
    open_facts([PoliceNumber(officer=officer, number=number, valid_from=since, opened_by=changes[officer.pk])])
    _audit("personnel.officer_number_given", [officer], actor, "", now)


@transaction.atomic
def record_first_reviews(
    *, officers: Sequence[tuple[Officer, date]], actor: Actor, now: datetime | None = None
) -> None:
    """Record since when officers have reviewed administrative penalties (行政处罚法 art. 58: 初次从事)."""
    subjects = [officer for officer, _day in officers]
    changes = record_changes(subjects=subjects, actor=actor, reason_code="officer.first_review", now=now)
    open_facts(
        [
            FirstReview(officer=officer, valid_from=start_of(day), opened_by=changes[officer.pk])
            for officer, day in officers
        ]
    )
    _audit("personnel.first_review_recorded", subjects, actor, "", now)


@transaction.atomic
def close_wrong_numbers(
    *, rows: Sequence[PoliceNumber], actor: Actor, document_no: str = "", now: datetime | None = None
) -> None:
    """Stop believing wrongly recorded police numbers (a correction, without a copy)."""
    officers = [row.officer for row in rows]
    changes = record_changes(
        subjects=officers, actor=actor, reason_code="officer.number_corrected", document_no=document_no, now=now
    )
    close_facts(rows, changes)
    _audit("personnel.officer_number_corrected", officers, actor, document_no, now)
