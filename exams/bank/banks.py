"""Opening banks and finding them by name."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exams.bank.models import QuestionBank
from exams.bank.states import Purpose
from personnel.units.models import Unit
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal


@transaction.atomic
def open_bank(*, owner: Unit, name: str, purpose: Purpose, actor: Actor, now: datetime | None = None) -> QuestionBank:
    """Open an empty bank. Raises Refusal("bank.name_missing" | "bank.name_taken")."""
    name = name.strip()
    if not name:
        raise Refusal("bank.name_missing", _("Give the bank a name."), field="name")
    if QuestionBank.objects.filter(owner=owner, name=name).exists():
        raise Refusal(
            "bank.name_taken", _("There already is a bank with the name “%(name)s”."), field="name", name=name
        )
    at = now or clock.now()
    bank = QuestionBank.objects.create(owner=owner, name=name, purpose=purpose, created_at=at)
    record_entry(
        actor=actor,
        action="exams.bank_opened",
        subject_kind="exams.bank",
        subject_uuid=bank.uuid,
        subject_label=name,
        after={"purpose": purpose, "owner": owner.code},
        now=at,
    )
    return bank
