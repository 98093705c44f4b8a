"""What an act of HR touches in the exams: sittings to come for which somebody is registered."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from exams.sittings.models import Registration
from exams.sittings.states import SittingState
from personnel.home.touches import Touch
from personnel.home.wording import notice_moment
from personnel.officers.models import Officer
from personnel.officers.states import LEAVING, Act

MOVING = frozenset({Act.TRANSFER, Act.SECOND, Act.END_SECONDMENT})


def touches(officer: Officer, act: Act, on: datetime) -> Iterator[Touch]:
    """Registrations of sittings that open on that day or later."""
    if act not in MOVING and act not in LEAVING:
        return
    coming = Registration.objects.live().filter(officer=officer, sitting__closes_at__gt=on)
    coming = coming.exclude(sitting__state=SittingState.CANCELLED).select_related("sitting__exam")
    for row in coming.order_by("sitting__opens_at"):
        words = {"sitting": str(row.sitting), "when": notice_moment(row.sitting.opens_at)}
        if act in LEAVING:
            text = _("Is registered for “%(sitting)s”, %(when)s, and could not sit it: withdraw the registration.")
        else:
            text = _("Is registered for “%(sitting)s”, %(when)s: the registration stays.")
        yield Touch(text=text % words, kind="missing" if act in LEAVING else "same", order=80)
