"""What is to be done next with a sitting: one sentence and one button, by its state and the clock."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from exams.delivery.closing import is_running
from exams.desk.figures import Turnout
from exams.sittings.models import Sitting
from exams.sittings.states import SittingState
from personnel.home.wording import record_moment
from records.actor import Actor

MARKS = {
    SittingState.PLANNED: "ahead",
    SittingState.PUBLISHED: "ahead",
    SittingState.OPEN: "running",
    SittingState.SUSPENDED: "stopped",
    SittingState.CANCELLED: "no",
    SittingState.CLOSED: "pending",
    SittingState.MARKED: "pending",
    SittingState.MODERATED: "pending",
    SittingState.RELEASED: "done",
}


@dataclass(frozen=True, slots=True)
class Next:
    """heading and text say what is to be done; deed: of DEEDS, "" where nothing is (or not by this reader)."""

    heading: str | Promise
    text: str | Promise
    deed: str = ""
    reason: str | Promise = ""


DEED_WORDS: dict[str, str | Promise] = {
    "publish": pgettext_lazy("sitting", "Publish"),
    "close": pgettext_lazy("sitting", "Close the sitting…"),
    "mark": pgettext_lazy("sitting", "Mark"),
    "moderate": pgettext_lazy("sitting", "Approve the figures"),
    "release": pgettext_lazy("sitting", "Release the results…"),
    "resume": pgettext_lazy("sitting", "Go on"),
}

HEADINGS: dict[SittingState, tuple[str | Promise, str | Promise, str]] = {
    SittingState.PUBLISHED: (
        gettext_lazy("Published: it opens by itself"),
        gettext_lazy("Who is registered sees it on the home page. More people can be registered until it closes."),
        "",
    ),
    SittingState.SUSPENDED: (
        gettext_lazy("Interrupted"),
        gettext_lazy("Nothing is saved or started; everybody keeps the time that was left."),
        "resume",
    ),
    SittingState.CANCELLED: (gettext_lazy("Called off"), gettext_lazy("Nothing remains to be done."), ""),
    SittingState.CLOSED: (
        gettext_lazy("To be marked"),
        gettext_lazy("All answers are in. Marking takes moments and can be done again."),
        "mark",
    ),
    SittingState.MODERATED: (
        gettext_lazy("To be released"),
        gettext_lazy("The figures are approved. After the release officers see their results; a level exam's go to the "
        "registry as evidence."),
        "release",
    ),
    SittingState.RELEASED: (
        gettext_lazy("Released"),
        gettext_lazy("Officers see their results with the rationales."),
        "",
    ),
}  # fmt: skip


def next_step(sitting: Sitting, turnout: Turnout, actor: Actor, now: datetime) -> Next:
    """What the page's first card says."""
    state = sitting.state_at(now)
    if state == SittingState.PLANNED:
        return _planned(turnout)
    if state == SittingState.OPEN or (state == SittingState.CLOSED and is_running(sitting, now)):
        return _open(turnout)
    if state == SittingState.MARKED:
        return _marked(sitting, actor)
    heading, text, deed = HEADINGS[state]
    if state == SittingState.RELEASED and not sitting.exam.shows_rationales:
        text = _("Officers see their results, without the questions.")
    return Next(heading, text, deed)


def _planned(turnout: Turnout) -> Next:
    if not turnout.registered:
        return Next(_("Register officers, then publish"), _("Nobody is registered yet."), "", "")
    text = _("%(count)s officers are registered. Publishing announces the sitting to them.") % {
        "count": turnout.registered
    }
    return Next(_("To be published"), text, "publish")


def _open(turnout: Turnout) -> Next:
    text = _("%(running)s are answering, %(submitted)s have handed in, %(waiting)s have not begun.") % {
        "running": turnout.running,
        "submitted": turnout.submitted,
        "waiting": turnout.waiting,
    }
    reason = _("Once nobody is answering it can be closed before its hour.") if turnout.running else ""
    return Next(_("The sitting is open"), text, "" if turnout.running else "close", reason)


def _marked(sitting: Sitting, actor: Actor) -> Next:
    if actor.uuid in (sitting.planned_by, sitting.marked_by):
        return Next(
            _("A second person looks at the figures"),
            _("You planned or marked this sitting; another exam officer approves the figures below."),
            "",
            _("Waiting for a second person."),
        )
    return Next(
        _("Look at the figures, then approve them"),
        _("Decide on the items in doubt first. After your approval the results can be released."),
        "moderate",
    )


def stations(sitting: Sitting, now: datetime) -> list[dict[str, object]]:
    """How far the sitting is, as {% steps %} takes it."""
    state = sitting.state_at(now)
    if state in (SittingState.CANCELLED, SittingState.SUSPENDED):
        return []
    order = list(SittingState)
    way = [one for one in order if one not in (SittingState.CANCELLED, SittingState.SUSPENDED)]
    moments = {
        SittingState.PLANNED: sitting.planned_at,
        SittingState.PUBLISHED: sitting.published_at,
        SittingState.OPEN: sitting.opens_at,
        SittingState.CLOSED: sitting.closed_at or sitting.closes_at,
        SittingState.MARKED: sitting.marked_at,
        SittingState.MODERATED: sitting.moderated_at,
        SittingState.RELEASED: sitting.released_at,
    }
    at = way.index(state)
    return [
        {
            "title": one.label,
            "state": "done" if place < at or state == SittingState.RELEASED else "now" if place == at else "",
            "note": record_moment(moment) if (moment := moments[one]) else "",
            "note2": sitting.moderated_by_name if one == SittingState.MODERATED else "",
        }
        for place, one in enumerate(way)
    ]
