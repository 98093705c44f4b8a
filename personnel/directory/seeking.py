"""Looking somebody up by his identity number, and showing it: both are audited, neither puts it into an address."""

from datetime import datetime

from django.db import transaction

from personnel.directory.people import VIEW, people_of
from personnel.officers.fields import keyed_hash
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name, normalized_id_number
from records.actor import Actor
from records.audit import record_entry


@transaction.atomic
def find_by_id_number(text: str, *, actor: Actor, now: datetime) -> Officer | None:
    """Who has the identity number, within the actor's scope. Both a find and a miss are written down."""
    digest = keyed_hash(normalized_id_number(text))
    officer = people_of(actor, VIEW, now).filter(id_number_hash=digest).first()
    record_entry(
        actor=actor,
        action="personnel.officer_sought",
        subject_kind="personnel.officer",
        subject_uuid=officer.uuid if officer else None,
        subject_label=masked_name(officer.name) if officer else "",
        after={"found": officer is not None, "hash": digest[:12]},
        now=now,
    )
    return officer


@transaction.atomic
def identify(officer: Officer, *, reason: str, actor: Actor, now: datetime) -> str:
    """The identity number in full; who looked and why is written down first."""
    record_entry(
        actor=actor,
        action="personnel.officer_identified",
        subject_kind="personnel.officer",
        subject_uuid=officer.uuid,
        subject_label=masked_name(officer.name),
        reason=reason,
        now=now,
    )
    return officer.id_number
