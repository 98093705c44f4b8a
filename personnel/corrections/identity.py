"""One's own identity number in full: shown once, when asked for, and written down."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal


@transaction.atomic
def show_own_identity(*, officer: Officer, actor: Actor, now: datetime | None = None) -> str:
    """The officer's own identity number. Raises Refusal("corrections.not_own")."""
    if not Account.objects.filter(uuid=actor.uuid, officer=officer).exists():
        raise Refusal("corrections.not_own", _("One sees one's own number in full only."))
    record_entry(
        actor=actor,
        action="personnel.own_identity_shown",
        subject_kind="personnel.officer",
        subject_uuid=officer.uuid,
        subject_label=masked_name(officer.name),
        now=now,
    )
    return officer.id_number
