"""What the home page says of the exam office's work."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exams.sittings.models import Sitting
from exams.sittings.states import CLOCKED, SittingState
from personnel.home.contributions import Waiting
from records.actor import Actor


def to_manage(actor: Actor, now: datetime) -> Iterable[Waiting]:
    """Sittings that are over and not marked yet, and those that may be released."""
    managed = Sitting.objects.visible_to(actor, "sitting.manage")
    over = managed.filter(Q(state=SittingState.CLOSED) | Q(state__in=CLOCKED, closes_at__lte=now))
    url = reverse("exams:sittings")
    yield Waiting(count=over.count(), title=_("Sittings to mark"), url=url, button=_("See which"))
    ready = managed.filter(state=SittingState.MODERATED)
    yield Waiting(count=ready.count(), title=_("Results to release"), url=url, button=_("See which"))


def to_moderate(actor: Actor, now: datetime) -> Iterable[Waiting]:
    """Marked sittings whose figures a second person has to look at."""
    marked = Sitting.objects.visible_to(actor, "sitting.moderate").filter(state=SittingState.MARKED)
    others = marked.exclude(Q(planned_by=actor.uuid) | Q(marked_by=actor.uuid))
    yield Waiting(
        count=others.count(), title=_("Figures to approve"), url=reverse("exams:sittings"), button=_("See which")
    )
