"""What the exam office does to a sitting from its page: each deed is one verb, some ask first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.delivery.attempts import admit_officers
from exams.delivery.closing import close_sitting, resume_sitting, suspend_sitting
from exams.marking.marking import moderate_sitting, request_marking
from exams.marking.results import release_results
from exams.sittings.models import Sitting
from exams.sittings.sittings import cancel_sitting, publish_sitting
from records.actor import Actor

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A verb with its permission, its button, what it tells afterwards, and the question that it asks before."""

    verb: Callable[..., Any]
    permission: str = "sitting.manage"
    button: Text
    done: Text
    question: Text = ""
    consequence: Text = ""
    keep: Text = ""
    needs_reason: bool = False
    tone: str = ""


@transaction.atomic
def publish_and_admit(*, sitting: Sitting, actor: Actor, now: datetime) -> Sitting:
    """Publish, and lay out the papers, so that a start has only to read one row."""
    published = publish_sitting(sitting=sitting, actor=actor, now=now)
    admit_officers(sitting=published, actor=actor, now=now)
    return published


DEEDS: dict[str, Deed] = {
    "publish": Deed(
        verb=publish_and_admit,
        button=pgettext_lazy("sitting", "Publish"),
        done=_("The sitting is published; the papers are laid out."),
    ),
    "close": Deed(
        verb=close_sitting,
        button=pgettext_lazy("sitting", "Close the sitting"),
        done=_("The sitting is closed."),
        question=_("Close the sitting before its hour"),
        consequence=_("Who has not begun is recorded as absent, and nobody can begin any more."),
        keep=_("Leave it open"),
    ),
    "suspend": Deed(
        verb=suspend_sitting,
        button=pgettext_lazy("sitting", "Interrupt"),
        done=_("The sitting is interrupted; the clocks stand still."),
        question=_("Interrupt the sitting"),
        consequence=_("Nothing is saved or started until it goes on; everybody keeps the time that is left."),
        keep=_("Don't interrupt"),
        needs_reason=True,
    ),
    "resume": Deed(
        verb=resume_sitting,
        button=pgettext_lazy("sitting", "Go on"),
        done=_("The sitting goes on; the time of the interruption was added for everybody."),
    ),
    "cancel": Deed(
        verb=cancel_sitting,
        button=pgettext_lazy("sitting", "Call off"),
        done=_("The sitting is called off."),
        question=_("Call off the sitting"),
        consequence=_("It can't be taken up again; a new one has to be planned."),
        keep=_("Don't call it off"),
        needs_reason=True,
        tone="danger",
    ),
    "mark": Deed(verb=request_marking, button=pgettext_lazy("sitting", "Mark"), done=_("The sitting is marked.")),
    "moderate": Deed(
        verb=moderate_sitting,
        permission="sitting.moderate",
        button=pgettext_lazy("sitting", "Approve the figures"),
        done=_("The figures are approved; the results can be released."),
    ),
    "release": Deed(
        verb=release_results,
        button=pgettext_lazy("sitting", "Release the results"),
        done=_("The results are released."),
        question=_("Release the results"),
        consequence=_("Officers see their results at once; those of a level exam go to the registry as evidence."),
        keep=_("Don't release yet"),
    ),
}
