"""What the home page says to an auditor."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from personnel.home.contributions import Waiting
from records.actor import Actor
from records.checking import BROKEN, last_check


def to_look_into(actor: Actor, now: datetime) -> Iterable[Waiting]:
    """The chain that the last verification found broken."""
    check = last_check()
    faults = (check.after or {}).get("faults", 1) if check and check.action == BROKEN else 0
    yield Waiting(
        count=faults, title=_("Faults of the audit chain"), url=reverse("personnel:audit_chain"), button=_("See which")
    )
