"""Words of the notices about background work: the work is named in the reader's language."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from records.jobs import title_of

DONE = "personnel.job_done"
FAILED = "personnel.job_failed"


def name_of(task: str, about: str) -> str:
    """The work with the thing that it is about: 评卷：11月月考"""
    return _("%(work)s: %(about)s") % {"work": title_of(task), "about": about} if about else title_of(task)


def _done(params: dict[str, Any]) -> str:
    return _("Done: %(work)s") % {"work": name_of(params["task"], params["about"])}


def _failed(params: dict[str, Any]) -> str:
    return _("Not done: %(work)s") % {"work": name_of(params["task"], params["about"])}


NOTICES: dict[str, Promise | Callable[[dict[str, Any]], str]] = {DONE: _done, FAILED: _failed}
