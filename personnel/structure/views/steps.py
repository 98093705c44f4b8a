"""An act of two steps: what it touches is shown first, and only what is confirmed is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from personnel.accounts.request import Request
from personnel.home.touches import Touch
from personnel.structure.forms import UnitActForm
from records.refusals import Refusal

CONFIRMED, AGAIN = "confirmed", "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """do: the verb with what was entered. told: what will be so, in a sentence. touched: what it reaches.

    then: the address to go on at, from what the verb gave; where there is none, `back`.
    """

    title: str
    verb: str | Promise
    back: str
    do: Callable[[], Any]
    told: Callable[[], str]
    touched: Callable[[], list[Touch]]
    done: str
    tone: str = ""
    then: Callable[[Any], str] | None = None


def in_two_steps(request: Request, form: UnitActForm, act: Act) -> HttpResponse:
    """The form; then what it would touch, with everything entered carried along; then the act."""
    shown = {"form": form, "act": act}
    if request.method != "POST" or AGAIN in request.POST or not form.is_valid():
        return render(request, "personnel/structure/act.html", shown)
    try:
        if CONFIRMED in request.POST:
            made = act.do()
            messages.success(request, act.done)
            return redirect(act.then(made) if act.then else act.back)
        rehearse(act.do)
    except Refusal as refusal:
        form.add_error(form.field_of(refusal.field), str(refusal))
        return render(request, "personnel/structure/act.html", shown)
    entered = [(name, value) for name, value in request.POST.items() if name in form.fields]
    shown |= {"entered": entered, "told": act.told(), "touched": act.touched()}
    return render(request, "personnel/structure/preview.html", shown)


def rehearse(do: Callable[[], object]) -> None:
    """Do it and undo it: a refusal comes before the question, not behind it."""
    with transaction.atomic():
        do()
        transaction.set_rollback(True)
