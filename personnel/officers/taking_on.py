"""Taking people on: officers and auxiliaries, one or a whole list at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.models import Change
from personnel.changes.recording import open_facts
from personnel.officers.fields import keyed_hash
from personnel.officers.initials import name_initials, name_pinyin
from personnel.officers.models import LegalQualification, NameInitials, Officer, PoliceNumber, Rank, ServiceStatus
from personnel.officers.numbers import hold_numbers, refuse_malformed, refuse_taken
from personnel.officers.posts import NewPost, appointment_of, lock_units, refuse_posts
from personnel.officers.ranks import refuse_unknown
from personnel.officers.recorded import audit, changes_of, refuse_before_joining
from personnel.officers.rules import is_id_number
from personnel.officers.states import Category, Service, Sex
from records.actor import Actor
from records.refusals import Refusal

BATCH = 500


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


Pairs = Sequence[tuple[NewOfficer, Officer]]


@transaction.atomic
def take_on(
    *,
    officers: Sequence[NewOfficer],
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> list[Officer]:
    """Take people on with their status, number, rank and post; returns them in the order given.

    Raises Refusal("officers.name" | "officers.id_number" | "officers.born_later" | "officers.known" |
    "officers.police_number" | "officers.number_taken" | "officers.unknown_rank" | "officers.unknown_grade" |
    "officers.auxiliary_rank" | "officers.auxiliary_established") and what `posts.appoint` refuses.
    """
    for new in officers:
        _check(new)
    digests = [keyed_hash(new.id_number) for new in officers]
    _refuse_known(officers, digests)
    lock_units(new.post for new in officers if new.post)
    hold_numbers()
    numbers = [(new.police_number, new.since) for new in officers if new.police_number]
    refuse_taken(numbers)
    made = Officer.objects.bulk_create(
        [_person(new, digest) for new, digest in zip(officers, digests, strict=True)], batch_size=BATCH
    )
    write_initials(made)
    pairs = list(zip(officers, made, strict=True))
    changes = changes_of(made, "officer.taken_on", actor=actor, document_no=document_no, reason=reason, now=now)
    _open_first_facts(pairs, changes)
    audit("personnel.officer_taken_on", made, actor=actor, document_no=document_no, reason=reason, now=now)
    return made


def write_initials(officers: Sequence[Officer]) -> None:
    """How the names are typed by their initials, for officers who have none yet."""
    NameInitials.objects.bulk_create(
        [
            NameInitials(officer=officer, initials=initials)
            for officer in officers
            for initials in name_initials(officer.name)
        ],
        batch_size=2000,
    )


def _person(new: NewOfficer, digest: str) -> Officer:
    return Officer(
        name=new.name,
        pinyin=name_pinyin(new.name),
        sex=new.sex,
        born_on=new.born_on,
        id_number=new.id_number,
        id_number_hash=digest,
        joined_on=new.joined_on,
        **({"uuid": new.uuid} if new.uuid else {}),
    )


def _check(new: NewOfficer) -> None:
    if not new.name.strip():
        raise Refusal("officers.name", _("A person needs a name."), field="name")
    if not is_id_number(new.id_number):
        raise Refusal(
            "officers.id_number", _("The identity number of %(name)s is wrong."), field="id_number", name=new.name
        )
    if new.born_on >= new.joined_on:
        raise Refusal("officers.born_later", _("%(name)s can't join before birth."), field="joined_on", name=new.name)
    if new.police_number is not None:
        refuse_malformed(new.police_number)
    refuse_unknown(new.rank, new.grade, is_auxiliary=new.category == Category.AUXILIARY)
    if new.category == Category.AUXILIARY and new.established:
        raise Refusal(
            "officers.auxiliary_established", _("Auxiliary police are not on the establishment."), field="established"
        )


def _refuse_known(officers: Sequence[NewOfficer], digests: Sequence[str]) -> None:
    seen: set[str] = set()
    known: set[str] = set()
    for start in range(0, len(digests), BATCH):
        rows = Officer.objects.filter(id_number_hash__in=digests[start : start + BATCH])
        known.update(rows.values_list("id_number_hash", flat=True))
    for new, digest in zip(officers, digests, strict=True):
        if digest in known or digest in seen:
            raise Refusal(
                "officers.known",
                _("Somebody with the identity number of %(name)s is registered."),
                field="id_number",
                name=new.name,
            )
        seen.add(digest)


def _open_first_facts(pairs: Pairs, changes: dict[int, Change]) -> None:
    statuses = [
        ServiceStatus(
            officer=officer,
            category=new.category,
            status=new.status,
            established=new.established,
            valid_from=new.since,
            opened_by=changes[officer.pk],
        )
        for new, officer in pairs
    ]
    for new, officer in pairs:
        refuse_before_joining(officer, new.since, "joined_on")
    posts = [(officer, new.post) for new, officer in pairs if new.post]
    refuse_posts(posts, {status.officer_id: [status] for status in statuses}, {})
    open_facts(statuses)
    open_facts(
        [
            PoliceNumber(officer=officer, number=new.police_number, valid_from=new.since, opened_by=changes[officer.pk])
            for new, officer in pairs
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
                opened_by=changes[officer.pk],
            )
            for new, officer in pairs
            if new.rank
        ]
    )
    open_facts([appointment_of(officer, post, changes[officer.pk]) for officer, post in posts])
    open_facts(
        [
            LegalQualification(
                officer=officer,
                certificate_no=new.legal_certificate_no,
                valid_from=new.since,
                opened_by=changes[officer.pk],
            )
            for new, officer in pairs
            if new.legal_certificate_no is not None
        ]
    )
