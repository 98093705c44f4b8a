"""What HR does: confirm claims, restrict, reinstate, serve, revoke. Each page says the consequence in words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.listing import uuids_of
from personnel.home.wording import record_moment
from personnel.officers.models import Officer
from qualifications.levels.levels import confirm, revoke
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.registry.forms import ConfirmForm, EndForm, RestrictForm, ServeForm
from qualifications.registry.standings import officers_acted_on
from qualifications.restrictions.models import Restriction
from qualifications.restrictions.restrictions import NewRestriction, reinstate, restrict, serve
from qualifications.states import RestrictionKind, RestrictionReason
from records.days import day_of
from records.refusals import Refusal

CONFIRM, RESTRICT = "registry.confirm", "registry.restrict"
MOST_NAMES = 10


@requires(CONFIRM)
def confirm_claims(request: Request) -> HttpResponse:
    """Confirm the claims of the officers named in the address (?row=…), by a document."""
    claims = _claims(request)
    if not claims:
        messages.error(request, _("None of those chosen waits for a confirmation."))
        return redirect("qualifications:list")
    form = ConfirmForm(request.POST or None, initial={"confirmed_on": day_of(request.now).isoformat()})
    if request.method == "POST" and form.is_valid():
        try:
            confirm(claims=claims, **form.cleaned_data, actor=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _confirmed(len(claims)))
            return redirect("qualifications:list")
    return render(request, "components/confirm.html", _confirming(claims, form))


def _claims(request: Request) -> list[LevelClaim]:
    """The waiting claims of those chosen."""
    officers = officers_acted_on(request.actor, CONFIRM).filter(uuid__in=uuids_of(request.GET.getlist("row")))
    rows = LevelClaim.objects.live().filter(officer__in=officers).select_related("officer")
    return list(rows.order_by("officer__name", "pk"))


def _confirmed(count: int) -> str:
    return ngettext("%(count)s level confirmed.", "%(count)s levels confirmed.", count) % {"count": count}


def _confirming(claims: list[LevelClaim], form: Form) -> dict[str, Any]:
    levels = sorted({str(claim.get_level_display()) for claim in claims})
    between = pgettext("between names", ", ")
    shown = between.join(claim.officer.name for claim in claims[:MOST_NAMES])
    names = shown if len(claims) <= MOST_NAMES else _("%(names)s and others") % {"names": shown}
    words = {"count": len(claims), "levels": between.join(levels), "names": names}
    return {
        "title": ngettext(
            "Confirm the %(levels)s level of %(count)s officer",
            "Confirm the %(levels)s level of %(count)s officers",
            len(claims),
        )
        % words,
        "text": _(
            "%(names)s hold the level from the day of confirmation on. A confirmation is not taken back: a level can "
            "only be revoked, by a document of its own."
        )
        % words,
        "form": form,
        "verb": ngettext("Confirm %(count)s officer", "Confirm %(count)s officers", len(claims)) % words,
        "keep": _("Do not confirm"),
        "back": f"{reverse('qualifications:list')}?state=waiting",
    }


@requires(RESTRICT)
def restrict_officer(request: Request, uuid: UUID) -> HttpResponse:
    """Restrict one officer by a document."""
    officer = get_object_or_404(officers_acted_on(request.actor, RESTRICT), uuid=uuid)
    initial = {"kind": RestrictionKind.SUSPENSION, "since": record_moment(request.now)}
    form = RestrictForm(request.POST or None, initial=initial, now=request.now)
    if request.method == "POST" and form.is_valid():
        try:
            restrict(items=[_restriction(officer, form.cleaned_data)], actor=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("%(name)s is restricted.") % {"name": officer.name})
            return redirect("qualifications:officer", officer.uuid)
    return render(request, "qualifications/registry/restrict.html", {"officer": officer, "form": form})


def _restriction(officer: Officer, data: dict[str, Any]) -> NewRestriction:
    return NewRestriction(
        officer=officer,
        kind=RestrictionKind(data["kind"]),
        since=data["since"],
        document_no=data["document_no"],
        reason_code=RestrictionReason(data["reason_code"]),
        days=data["days"],
        planned_until=data["planned_until"],
        decided_by_unit=data["decided_by"],
        successor=data["successor"],
    )


@requires(RESTRICT)
def lift_restriction(request: Request, uuid: UUID) -> HttpResponse:
    """Reinstate: end a restriction by a document."""
    restriction = _find_restriction(request, uuid)
    form = EndForm(request.POST or None, initial={"at": record_moment(request.now)})
    words = {"name": restriction.officer.name, "kind": restriction.get_kind_display()}
    if request.method == "POST" and form.is_valid():
        try:
            reinstate(restrictions=[restriction], **form.cleaned_data, actor=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("%(name)s is reinstated.") % words)
            return redirect("qualifications:officer", restriction.officer.uuid)
    context = {
        "title": _("Reinstate %(name)s") % words,
        "text": _("“%(kind)s” ends at that moment; other restrictions go on standing.") % words,
        "form": form,
        "verb": _("Reinstate"),
        "back": reverse("qualifications:officer", args=[restriction.officer.uuid]),
    }
    return render(request, "components/confirm.html", context)


def _find_restriction(request: Request, uuid: UUID) -> Restriction:
    officers = officers_acted_on(request.actor, RESTRICT)
    rows = Restriction.objects.believed().filter(officer__in=officers).select_related("officer")
    return get_object_or_404(rows, uuid=uuid)


@requires(RESTRICT)
def serve_restriction(request: Request, uuid: UUID) -> HttpResponse:
    """Record that a restriction was served on its officer."""
    restriction = _find_restriction(request, uuid)
    form = ServeForm(request.POST or None, initial={"served_at": record_moment(request.now)})
    if request.method == "POST" and form.is_valid():
        serve(restrictions=[restriction], **form.cleaned_data, actor=request.actor, now=request.now)
        messages.success(request, _("The serving is recorded."))
        return redirect("qualifications:officer", restriction.officer.uuid)
    context = {
        "title": _("Serve %(document)s on %(name)s")
        % {"document": restriction.document_no, "name": restriction.officer.name},
        "text": _("The officer reads the decision and signs. The serving can't be changed afterwards."),
        "form": form,
        "verb": _("Record the serving"),
        "back": reverse("qualifications:officer", args=[restriction.officer.uuid]),
    }
    return render(request, "components/confirm.html", context)


@requires(CONFIRM)
def revoke_level(request: Request, uuid: UUID) -> HttpResponse:
    """Revoke a level by a document, and with it those that presuppose it."""
    officers = officers_acted_on(request.actor, CONFIRM)
    rows = LevelRecord.objects.believed().filter(officer__in=officers).select_related("officer")
    record = get_object_or_404(rows, uuid=uuid)
    form = EndForm(request.POST or None, initial={"at": record_moment(request.now)})
    words = {"name": record.officer.name, "level": record.get_level_display()}
    if request.method == "POST" and form.is_valid():
        try:
            revoke(records=[record], **form.cleaned_data, actor=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("The %(level)s level of %(name)s is revoked.") % words)
            return redirect("qualifications:officer", record.officer.uuid)
    context = {
        "title": _("Revoke the %(level)s level of %(name)s") % words,
        "text": _("From that moment on the level and those above it are not held; days before stay as they are."),
        "form": form,
        "verb": _("Revoke the level"),
        "keep": _("Do not revoke"),
        "tone": "danger",
        "back": reverse("qualifications:officer", args=[record.officer.uuid]),
    }
    return render(request, "components/confirm.html", context)
