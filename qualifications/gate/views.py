"""Pages of the gate: one officer's answer, kept as a decision, and a pasted list."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.officers.models import Officer
from qualifications.gate.colleagues import holders_in_unit
from qualifications.gate.decisions import ASK, ask, replay
from qualifications.gate.forms import ManyForm, OneForm
from qualifications.gate.models import Decision
from qualifications.gate.showing import badge_of, latest_rows, lead_of, shown
from qualifications.levels.models import LevelClaim
from records.days import LOCAL, day_of
from records.refusals import Refusal

LATEST = 8


@requires(ASK)
def ask_one(request: Request) -> HttpResponse:
    """Ask about one officer; the answer has an address of its own."""
    form = OneForm(request.POST or None, initial=_initial(request), actor=request.actor, now=request.now)
    if request.method == "POST" and form.is_valid():
        try:
            (answer,) = ask(numbers=[form.cleaned_data["who"]], **form.question())
        except Refusal as refusal:
            form.add_error(_field(refusal), str(refusal))
        else:
            return redirect("qualifications:decision", answer.decision)
    latest = Decision.objects.visible_to(request.actor).order_by("-asked_at", "-pk")[:LATEST]
    return render(request, "qualifications/gate/one.html", {"form": form, "latest": latest_rows(latest)})


def _initial(request: Request) -> dict[str, Any]:
    day = day_of(request.now).isoformat()
    asked = {key: request.GET[key] for key in ("who", "duty", "unit", "day", "time", "known_on") if key in request.GET}
    return {"day": day, **asked}


def _field(refusal: Refusal) -> str | None:
    return {"number": "who", "at": "day", "known_at": "known_on"}.get(refusal.field, refusal.field) or None


@requires(ASK)
@require_safe
def show_decision(request: Request, uuid: UUID) -> HttpResponse:
    """A stored answer, recomputed from the facts that it came from."""
    decision = get_object_or_404(Decision.objects.visible_to(request.actor), uuid=uuid)
    result = replay(decision)
    officer = result.answer.officer
    posted = Officer.objects.with_post_at(decision.at_from).filter(pk=officer.pk).first() if officer else None
    context = {
        "form": OneForm(initial=_asked(decision), actor=request.actor, now=request.now),
        "card": shown(result.answer, _claim_of(officer, request)),
        "decision": decision,
        "replay": result,
        "officer": posted,
        "colleagues": holders_in_unit(posted, decision) if result.answer.alternatives else None,
        "known_on": decision.known_at or decision.asked_at,
        "may_see_record": officer is not None and _sees_record(request, officer),
    }
    return render(request, "qualifications/gate/one.html", context)


def _sees_record(request: Request, officer: Officer) -> bool:
    return Officer.objects.visible_to(request.actor, "registry.view").filter(pk=officer.pk).exists()


def _claim_of(officer: Officer | None, request: Request) -> LevelClaim | None:
    """The officer's waiting claim, for whoever may see the registry's rows about him."""
    claims = LevelClaim.objects.visible_to(request.actor).live().filter(officer=officer)
    return claims.select_related("exam", "appraisal").first()


def _asked(decision: Decision) -> dict[str, Any]:
    """The decision's question, to be changed and asked again."""
    local = decision.at_from.astimezone(LOCAL)
    return {
        "who": decision.number_asked,
        "duty": decision.duty,
        "unit": decision.unit_asked,
        "day": local.date().isoformat(),
        "time": None if decision.at_to else local.strftime("%H:%M"),
        "known_on": day_of(decision.known_at) if decision.known_at else None,
    }


@requires(ASK)
def ask_many(request: Request) -> HttpResponse:
    """Ask about a pasted list; each answer is kept."""
    initial = {"day": day_of(request.now).isoformat()}
    form = ManyForm(request.POST or None, initial=initial, actor=request.actor, now=request.now)
    context: dict[str, Any] = {"form": form, "back": reverse("qualifications:gate")}
    if request.method == "POST" and form.is_valid():
        try:
            answers = ask(numbers=form.cleaned_data["numbers"], **form.question())
        except Refusal as refusal:
            form.add_error("known_on" if refusal.field == "known_at" else None, str(refusal))
        else:
            keys = [answer.officer.pk for answer in answers if answer.officer]
            posted = Officer.objects.with_post_at(answers[0].at_from).in_bulk(keys) if answers else {}
            context["rows"] = [
                (answer, posted.get(answer.officer.pk) if answer.officer else None, *badge_of(answer), lead_of(answer))
                for answer in answers
            ]
            context["allowed"] = sum(answer.allowed for answer in answers)
            context["denied"] = len(answers) - context["allowed"]
    return render(request, "qualifications/gate/many.html", context)
