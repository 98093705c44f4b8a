"""One's own file with its requests for correction, and HR's pages that answer them."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.corrections.forms import AcceptForm, AskForm, RefuseForm, RequestFilter
from personnel.corrections.identity import show_own_identity
from personnel.corrections.models import ANSWER, CorrectionRequest, CorrectionRequestQuerySet
from personnel.corrections.requests import accept_request, ask_for_correction, refuse_request, withdraw_request
from personnel.corrections.rules import IN_PLACE, MISSING
from personnel.corrections.showing import card_of, found, own_requests, rows_of, wanted_words
from personnel.home import contributions
from personnel.home.correctable import Recorded, find_recorded, on_record
from personnel.home.listing import paginate
from personnel.officers.models import Officer
from records.refusals import Refusal


@requires(None)
@require_safe
def own_file(request: Request) -> HttpResponse:
    """What is on record about me, since when, by which document; what I asked to have corrected."""
    return _own_file(request, _own(request))


@requires(None)
@require_POST
@never_cache
def own_identity(request: Request) -> HttpResponse:
    """The same page with my identity number in full, once."""
    officer = _own(request)
    number = show_own_identity(officer=officer, actor=request.actor, now=request.now)
    return _own_file(request, officer, number)


@requires(None)
def ask(request: Request) -> HttpResponse:
    """Ask for one thing to be put right: ?fact=code:uuid."""
    officer = _own(request)
    fact = _asked_about(officer, request)
    form = AskForm(_sent(request), request.FILES if request.method == "POST" else None, code=fact.code)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_for_correction(
                officer=officer,
                code=fact.code,
                fact_uuid=fact.uuid,
                **form.asked(),
                actor=request.actor,
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error(_field(form, refusal), str(refusal))
        else:
            messages.success(request, _("Your request has been sent. Its answer comes as a notice."))
            return redirect("personnel:correction", made.uuid)
    return render(request, "personnel/corrections/ask.html", {"form": form, "fact": fact})


@requires(None)
@require_safe
def show_request(request: Request, uuid: UUID) -> HttpResponse:
    """Where a request stands: for who asked and for who answers."""
    asked = get_object_or_404(_visible(request), uuid=uuid)
    is_own = asked.officer_id == request.user.officer_id
    may_answer = not is_own and ANSWER in request.permissions and asked.ended_at is None
    context = {**card_of(asked, request.now), "is_own": is_own, "may_answer": may_answer}
    return render(request, "personnel/corrections/request.html", context)


@requires(None)
def withdraw(request: Request, uuid: UUID) -> HttpResponse:
    """Take one's own request back, after asking."""
    asked = get_object_or_404(CorrectionRequest.objects.filter(officer=_own(request)), uuid=uuid)
    if request.method == "POST":
        withdraw_request(request=asked, actor=request.actor, now=request.now)
        messages.success(request, _("The request is withdrawn."))
        return redirect("personnel:own_file")
    context = {
        "title": _("Withdraw the request"),
        "text": _("Nobody answers it then; what is on record stays as it is. You may ask again."),
        "verb": pgettext("correction", "Withdraw"),
        "keep": pgettext("correction", "Leave it open"),
        "back": reverse("personnel:correction", args=[asked.uuid]),
    }
    return render(request, "components/confirm.html", context)


@requires(ANSWER)
@require_safe
def list_requests(request: Request) -> HttpResponse:
    """What waits for an answer in my units, the longest first; with a filter, what was answered."""
    form = RequestFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    people = Officer.objects.with_post_at(request.now)
    requests = found(CorrectionRequest.objects.answerable_by(request.actor), wanted, request.now)
    page = paginate(request, requests.prefetch_related(Prefetch("officer", people)))
    context = {"form": form, "page": page, "rows": rows_of(page, request.now)}
    return render(request, "personnel/corrections/list.html", context)


@requires(ANSWER)
def accept(request: Request, uuid: UUID) -> HttpResponse:
    """Say by which document it is corrected; a column of the person is written now, after asking."""
    asked = get_object_or_404(_answerable(request), uuid=uuid)
    form = AcceptForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            accept_request(request=asked, **form.cleaned_data, actor=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error(_field(form, refusal), str(refusal))
        else:
            messages.success(request, _("%(name)s is told that it is corrected.") % {"name": asked.officer.name})
            return redirect("personnel:corrections")
    words = {"name": asked.officer.name, "what": asked.label, "wanted": wanted_words(asked)}
    writes = _("%(what)s of %(name)s becomes “%(wanted)s” at once. What stood there stays in the change record.")
    notes = _("Record the correction on the officer's page first; give the number of that document here.")
    context = {
        "title": _("Correct %(what)s of %(name)s") % words,
        "text": (writes if asked.code in IN_PLACE else notes) % words,
        "form": form,
        "verb": _("Corrected"),
        "back": reverse("personnel:correction", args=[asked.uuid]),
    }
    return render(request, "components/confirm.html", context)


@requires(ANSWER)
def refuse(request: Request, uuid: UUID) -> HttpResponse:
    """Say why it stays as it is."""
    asked = get_object_or_404(_answerable(request), uuid=uuid)
    form = RefuseForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        refuse_request(request=asked, **form.cleaned_data, actor=request.actor, now=request.now)
        messages.success(request, _("%(name)s is told why it stays as it is.") % {"name": asked.officer.name})
        return redirect("personnel:corrections")
    words = {"name": asked.officer.name, "what": asked.label}
    context = {
        "title": _("Leave %(what)s of %(name)s as it is") % words,
        "text": _("The record stays as it is. %(name)s reads your answer and may ask again with other proof.") % words,
        "form": form,
        "verb": _("Don't correct"),
        "back": reverse("personnel:correction", args=[asked.uuid]),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)


def _own(request: Request) -> Officer:
    """The officer who asks; an account without one has no file."""
    if request.user.officer is None:
        raise Http404
    return request.user.officer


def _own_file(request: Request, officer: Officer, number: str = "") -> HttpResponse:
    moments = contributions.timeline.collect(officer, request.now)
    requests = rows_of(own_requests(officer), request.now)
    waiting = {f"{row.request.code}:{row.request.fact_uuid}": row for row in requests if row.request.ended_at is None}
    context = {
        "officer": Officer.objects.with_post_at(request.now).get(pk=officer.pk),
        "parts": [
            (heading, [(fact, waiting.get(fact.key)) for fact in facts])
            for heading, facts in on_record(officer, request.now)
        ],
        "missing": f"{MISSING}:{officer.uuid}",
        "requests": requests,
        "number": number,
        "moments": sorted(moments, key=lambda moment: moment.on, reverse=True),
    }
    return render(request, "personnel/corrections/own_file.html", context)


def _asked_about(officer: Officer, request: Request) -> Recorded:
    """What the address names; a 404 where it is not on record."""
    code, _colon, key = request.GET.get("fact", "").partition(":")
    try:
        uuid = UUID(key)
    except ValueError:
        raise Http404 from None
    if code == MISSING and uuid == officer.uuid:
        return Recorded(code=MISSING, uuid=uuid, value="")
    fact = find_recorded(officer, code, uuid, request.now)
    if fact is None:
        raise Http404
    return fact


def _sent(request: Request) -> QueryDict | None:
    """What was posted, be it nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def _visible(request: Request) -> CorrectionRequestQuerySet:
    return CorrectionRequest.objects.visible_to(request.actor).select_related("officer")


def _answerable(request: Request) -> CorrectionRequestQuerySet:
    return CorrectionRequest.objects.answerable_by(request.actor).select_related("officer")


def _field(form: "AskForm | AcceptForm", refusal: Refusal) -> str | None:
    """The refusal's field where the form has it."""
    if refusal.field == "file" and "proofs" in form.fields:
        return "proofs"
    return refusal.field if refusal.field in form.fields else None
