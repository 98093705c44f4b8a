"""What the home page says of the exam office's work, and what a unit's move or closing touches of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exams.bank.models import QuestionBank
from exams.papers.models import Paper
from exams.sittings.models import Sitting
from exams.sittings.states import CLOCKED, SittingState
from personnel.home.contributions import Waiting
from personnel.home.touches import Touch
from records.actor import Actor

ENDED = (SittingState.RELEASED, SittingState.CANCELLED)


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


def unit_touches(units: "QuerySet[Any]", _since: datetime) -> Iterable[Touch]:
    """Sittings whose results are still to come, then banks and papers."""
    sittings = Sitting.objects.filter(exam__owner__in=units).exclude(state__in=ENDED)
    yield Touch(text=_("Sittings whose results are not released"), count=sittings.count(), order=60)
    banks = QuestionBank.objects.filter(owner__in=units)
    yield Touch(text=_("Question banks of these units"), count=banks.count(), order=62)
    papers = Paper.objects.filter(owner__in=units)
    yield Touch(text=_("Papers of these units"), count=papers.count(), order=64)
