"""What this room shows elsewhere: work that waits, words of notices, who may read a proof."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from personnel.corrections.models import CorrectionRequest
from personnel.home.contributions import Waiting
from personnel.home.correctable import label_of
from records.actor import Actor


def to_answer(actor: Actor, now: datetime) -> Iterator[Waiting]:
    """Requests that somebody may answer."""
    count = CorrectionRequest.objects.answerable_by(actor).open().count()
    url = reverse("personnel:corrections")
    yield Waiting(count=count, title=_("Corrections to answer"), url=url, button=pgettext("correction", "Answer"))


def may_read_proof(owner_uuid: UUID, actor: Actor) -> bool:
    """A proof is read by who asked and by those who may answer him."""
    return CorrectionRequest.objects.visible_to(actor).filter(uuid=owner_uuid).exists()


def asked_words(params: dict[str, Any]) -> str:
    """To those who may answer."""
    words = {"name": params["name"], "what": label_of(params["what"])}
    return _("%(name)s asks for a correction: %(what)s") % words


def accepted_words(params: dict[str, Any]) -> str:
    """To the officer."""
    return _("Corrected as you asked: %(what)s") % {"what": label_of(params["what"])}


def refused_words(params: dict[str, Any]) -> str:
    """To the officer."""
    return _("Not corrected, see why: %(what)s") % {"what": label_of(params["what"])}


NOTICES = {
    "personnel.correction_asked": asked_words,
    "personnel.correction_accepted": accepted_words,
    "personnel.correction_refused": refused_words,
}
