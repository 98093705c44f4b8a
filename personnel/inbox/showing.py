"""Background work as its pages show it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from records.jobs import failure_of
from records.models import Job
from records.states import JobState

KINDS = {
    JobState.WAITING: "ahead",
    JobState.RUNNING: "running",
    JobState.DONE: "done",
    JobState.FAILED: "no",
    JobState.CANCELLED: "absent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProgress:
    """kind, word: its badge. says: in words, for those who hear the page; it changes seldom. seconds: how long so far.

    refusal: why it failed.
    """

    kind: str
    word: str
    says: str
    seconds: int
    refusal: str = ""


def show_progress(job: Job, now: datetime) -> ShownProgress:
    """The job at the moment."""
    state = JobState(job.state)
    stopping = state == JobState.RUNNING and job.cancel_asked_at is not None
    word = _("being cancelled") if stopping else str(state.label)
    lasted = (job.ended_at or now) - (job.started_at or job.created_at)
    refusal = failure_of(job)
    return ShownProgress(
        kind="stopped" if stopping else KINDS[state],
        word=word,
        says=_says(job, word),
        seconds=max(lasted, timedelta(0)) // timedelta(seconds=1),
        refusal=str(refusal) if refusal else "",
    )


def _says(job: Job, word: str) -> str:
    """The state, while it runs in steps of a quarter: a reader of the screen is not told each row."""
    if job.state != JobState.RUNNING or not job.total:
        return word
    quarters = job.done * 4 // job.total * 25
    return _("%(state)s, %(percent)s%% done") % {"state": word, "percent": quarters}
