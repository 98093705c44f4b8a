"""Pages of what reaches a reader: his notices, and files behind their owner's rule."""

from datetime import date
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.downloads import attachment
from personnel.home.listing import paginate
from records.days import day_of
from records.files import hand_out, may_read
from records.models import Notice, StoredFile
from records.notices import count_unread, notices_of, read_notices, words_of


@requires(None)
@require_safe
def list_notices(request: Request) -> HttpResponse:
    """All notices of the reader by day, the unread ones first."""
    page = paginate(request, notices_of(request.actor))
    days = [
        (read, day, [(notice, words_of(notice)) for notice in notices])
        for (read, day), notices in groupby(page, _part_of)
    ]
    context = {"page": page, "days": days, "unread": count_unread(request.actor)}
    return render(request, "personnel/inbox/notices.html", context)


def _part_of(notice: Notice) -> tuple[bool, date]:
    return notice.read_at is not None, day_of(notice.created_at)


@requires(None)
@require_POST
def open_notice(request: Request, uuid: UUID) -> HttpResponse:
    """The reader has read it; on to where it leads."""
    notice = get_object_or_404(Notice.objects.visible_to(request.actor), uuid=uuid)
    read_notices(notices=Notice.objects.filter(pk=notice.pk), actor=request.actor, now=request.now)
    return redirect(notice.url or "personnel:notices")


@requires(None)
@require_POST
def read_all(request: Request) -> HttpResponse:
    """Nothing is unread any more."""
    if read_notices(notices=Notice.objects.all(), actor=request.actor, now=request.now):
        messages.success(request, _("All notices are marked as read."))
    return redirect("personnel:notices")


@requires(None)
@require_safe
def download_file(request: Request, uuid: UUID) -> HttpResponse:
    """A file, for whom its owner's rule lets read it; nobody else learns that it is there."""
    file = get_object_or_404(StoredFile, uuid=uuid)
    if not may_read(file, request.actor):
        raise Http404
    content = hand_out(file=file, actor=request.actor, now=request.now)
    return attachment(content, file.name, file.media_type)
