"""What HR does to one person: a form, then what the act touches, then the act."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.changes.models import Change
from personnel.changes.reasons import words_of
from personnel.directory.acts import new_post, perform, rehearse
from personnel.directory.forms import DAYS, FORMS, NewPersonForm, TakeBackForm
from personnel.directory.people import MANAGE, people_acted_on
from personnel.directory.person import person_of
from personnel.directory.touched import heads_already
from personnel.home.touches import officer_touches
from personnel.officers.models import Officer
from personnel.officers.officers import NewOfficer, take_back, take_on
from personnel.officers.states import LEAVING, Act, Category, Service
from personnel.units.models import Unit
from records.days import start_of
from records.refusals import Refusal

FIELDS = {"valid_from": "on", "valid_to": "until", "joined_on": "joined_on"}


@requires(MANAGE)
def act_on(request: Request, uuid: UUID, act: str) -> HttpResponse:
    """One act: asked for, shown with what it touches, done."""
    officer = get_object_or_404(people_acted_on(request.actor, MANAGE, request.now), uuid=uuid)
    person = person_of(officer, request.now)
    if act not in Act or Act(act) not in person.acts:
        raise Http404
    form = FORMS[Act(act)](request.POST or None, officer=officer, actor=request.actor, now=request.now)
    if "on" in form.fields and Act(act) in DAYS:
        form.fields["on"].label = DAYS[Act(act)]
    context = {"person": person, "officer": person.officer, "act": Act(act), "form": form}
    if request.method == "POST" and "edit" not in request.POST and form.is_valid():
        step = perform if "sure" in request.POST else rehearse
        try:
            step(Act(act), officer, form.cleaned_data, actor=request.actor, now=request.now)
        except Refusal as refusal:
            _say(form, refusal)
        else:
            if step is perform:
                messages.success(request, _("Done: %(act)s, %(name)s.") % {"act": Act(act).label, "name": officer.name})
                return redirect("personnel:officer", officer.uuid)
            return render(request, "personnel/directory/confirm.html", context | _consequences(officer, Act(act), form))
    return render(request, "personnel/directory/act.html", context)


def _consequences(officer: Officer, act: Act, form: Form) -> dict[str, Any]:
    """What the act touches, what was entered in words, and the fields to send again."""
    day = form.cleaned_data.get("on")
    found = officer_touches.collect(officer, act, start_of(day)) if day else []
    found = [*heads_already(officer, form.cleaned_data), *found]
    entered = [(bound.label, _shown(bound, form)) for bound in form.visible_fields() if _shown(bound, form)]
    return {"touches": found, "entered": entered, "kept": _kept(form), "tone": "danger" if act in LEAVING else ""}


def _shown(bound: Any, form: Form) -> str:
    """A field's value as its form words it."""
    value = form.cleaned_data.get(bound.name)
    if value in (None, "", [], False):
        return ""
    if value is True:
        return str(_("yes"))
    if isinstance(value, Unit):
        return value.short_name
    labels = dict(_choices(getattr(bound.field, "choices", [])))
    chosen = value if isinstance(value, list) else [value]
    return pgettext("between names", ", ").join(labels.get(str(one), str(one)) for one in chosen)


def _choices(choices: Any) -> Iterator[tuple[str, str]]:
    """A field's choices, those in groups, too."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _choices(label)
        else:
            yield str(key), str(label)


def _kept(form: Form) -> list[tuple[str, str]]:
    """What was sent, to be sent again with the confirmation."""
    names = set(form.fields)
    data: Any = form.data
    return [(name, value) for name in data if name in names for value in data.getlist(name)]


def _say(form: Form, refusal: Refusal) -> None:
    """A refusal at its field, where the form has it."""
    field = FIELDS.get(refusal.field, refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))


@requires(MANAGE)
def take_change_back(request: Request, uuid: UUID, change: UUID) -> HttpResponse:
    """Take an act back that should not have been recorded."""
    officer = get_object_or_404(people_acted_on(request.actor, MANAGE, request.now), uuid=uuid)
    row = get_object_or_404(Change.objects.filter(officer=officer).select_related("officer"), uuid=change)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back(change=row, **form.cleaned_data, actor=request.actor, now=request.now)
        except Refusal as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("Taken back: %(words)s.") % {"words": words_of(row.reason_code)})
            return redirect("personnel:officer", officer.uuid)
    words = {"words": words_of(row.reason_code), "name": officer.name}
    context = {
        "title": _("Take back: %(words)s, %(name)s") % words,
        "text": _("What it began is no longer believed, what it ended goes on as it was. Both stay in the record."),
        "form": form,
        "verb": _("Take back"),
        "back": reverse("personnel:officer", args=[officer.uuid]),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)


@requires(MANAGE)
def take_person_on(request: Request) -> HttpResponse:
    """One new person, an officer or an auxiliary."""
    form = NewPersonForm(request.POST or None, actor=request.actor, now=request.now)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        writing = {"document_no": data["document_no"], "reason": data["reason"]}
        try:
            (officer,) = take_on(officers=[_new_officer(data)], actor=request.actor, now=request.now, **writing)
        except Refusal as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("%(name)s is taken on.") % {"name": officer.name})
            return redirect("personnel:officer", officer.uuid)
    return render(request, "personnel/directory/new.html", {"form": form})


def _new_officer(data: dict[str, Any]) -> NewOfficer:
    return NewOfficer(
        name=data["name"].strip(),
        sex=data["sex"],
        born_on=data["born_on"],
        id_number=data["id_number"],
        joined_on=data["joined_on"],
        since=start_of(data["on"]),
        police_number=data["police_number"] or None,
        rank=data["rank"],
        grade=data["grade"],
        post=new_post(data, data["unit"]),
        category=Category(data["category"]),
        status=Service(data["status"]),
        established=data["established"],
    )
