"""Pages of the security administrator: who has an account, how it stands, and what is done to it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.account_desk import slips as paper
from personnel.account_desk.forms import AccountFilter, OpenForm, OtherAccountForm
from personnel.account_desk.listing import MANAGE, find_others, find_people, row_of_other, row_of_person
from personnel.accounts.accounts import open_account_without_officer
from personnel.accounts.attempts import is_locked_out
from personnel.accounts.custody import (
    AT_ONCE,
    Slip,
    end_sessions_of,
    lock_account,
    names_of,
    open_with_first_passwords,
    reset_password,
    unlock_account,
)
from personnel.accounts.models import Account, whole_bureau
from personnel.accounts.passwords import new_first_password
from personnel.accounts.request import Request
from personnel.accounts.second_factor import is_enrolled, reset_second_factor
from personnel.accounts.sessions import sessions_of
from personnel.accounts.views import browser_of
from personnel.changes.forms import ReasonForm
from personnel.home.downloads import workbook_response
from personnel.home.listing import paginate, uuids_of
from personnel.officers.models import Officer
from records.refusals import Refusal
from records.workbooks import Sheet


@requires(MANAGE)
@require_safe
def list_accounts(request: Request) -> HttpResponse:
    """People, with their accounts or without."""
    form = AccountFilter(request.GET, actor=request.actor, now=request.now)
    page = paginate(request, find_people(form.wanted(), actor=request.actor, now=request.now))
    context = {
        "form": form,
        "page": page,
        "rows": [row_of_person(officer) for officer in page],
        "whole": whole_bureau(request.actor).exists(),
    }
    return render(request, "personnel/account_desk/list.html", context)


@requires(MANAGE)
@require_safe
def list_others(request: Request) -> HttpResponse:
    """Accounts of nobody who serves here."""
    _refuse_part_of_bureau(request)
    form = AccountFilter(request.GET, actor=request.actor, now=request.now)
    page = paginate(request, find_others(form.wanted(), actor=request.actor, now=request.now))
    context = {"page": page, "rows": [row_of_other(account) for account in page]}
    return render(request, "personnel/account_desk/others.html", context)


@requires(MANAGE)
def open_for_people(request: Request) -> HttpResponse:
    """Open accounts: choose for whom, see who that is, confirm."""
    if request.method == "POST":
        chosen = Officer.objects.visible_to(request.actor, MANAGE).filter(
            uuid__in=uuids_of(request.POST.getlist("officer"))
        )
        people = list(chosen.with_post_at(request.now)[: AT_ONCE + 1])
        opened = open_with_first_passwords(officers=people, actor=request.actor, now=request.now)
        paper.keep(request, opened, people)
        return redirect("personnel:password_slips")
    form = OpenForm(request.GET or None, actor=request.actor, now=request.now)
    people = form.found(AT_ONCE) if form.is_bound and form.is_valid() else []
    asked = form.is_bound and form.is_valid()
    context = {"form": form, "people": people, "asked": asked, "full": len(people) == AT_ONCE}
    return render(request, "personnel/account_desk/open.html", context)


def _refuse_part_of_bureau(request: Request) -> None:
    """Accounts of nobody's belong to no unit: they are kept by whoever keeps the whole bureau's."""
    if not whole_bureau(request.actor).exists():
        raise Http404


@requires(MANAGE)
def open_other(request: Request) -> HttpResponse:
    """Open an account for somebody who is no officer."""
    _refuse_part_of_bureau(request)
    form = OtherAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = new_first_password()
        try:
            account = open_account_without_officer(
                login_name=form.cleaned_data["login_name"].strip(),
                display_name=form.cleaned_data["display_name"],
                reason=form.cleaned_data["reason"],
                password=password,
                actor=request.actor,
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            paper.keep(request, [Slip(account=account, password=password)], [])
            return redirect("personnel:password_slips")
    return render(request, "personnel/account_desk/open_other.html", {"form": form})


@requires(MANAGE)
@never_cache
def slips(request: Request) -> HttpResponse:
    """First passwords to hand out; once that is said, nobody sees them again."""
    if request.method == "POST":
        paper.forget(request)
        messages.success(request, _("The first passwords are no longer kept here."))
        return redirect("personnel:account_desk")
    return render(request, "personnel/account_desk/slips.html", {"lines": paper.shown(request)})


@requires(MANAGE)
@require_safe
@never_cache
def slips_workbook(request: Request) -> HttpResponse:
    """The same as a workbook, to be cut into slips."""
    head = (_("Name"), _("Police number or login name"), _("Unit"), _("First password"))
    rows = [(line["name"], line["login"], line["unit"], line["password"]) for line in paper.shown(request)]
    return workbook_response([Sheet(title=_("First passwords"), head=head, rows=rows)], _("First passwords"))


@requires(MANAGE)
@require_safe
def account_page(request: Request, uuid: UUID) -> HttpResponse:
    """One account: how it stands, where it is signed in, what can be done."""
    account = _find(request, uuid)
    officer = Officer.objects.filter(account=account).with_post_at(request.now).first()
    context = {
        "account": account,
        "officer": officer,
        "serves": officer is None or Officer.objects.in_service_at(request.now).filter(pk=officer.pk).exists(),
        "enrolled": is_enrolled(account),
        "grants": account.role_grants.in_force_at(request.now).select_related("unit"),
        "sessions": [(session, browser_of(session)) for session in sessions_of(account, request.now)],
        "locked_out": is_locked_out(names=names_of(account, request.now), now=request.now),
        "own": account.uuid == request.actor.uuid,
    }
    return render(request, "personnel/account_desk/account.html", context)


def _find(request: Request, uuid: UUID) -> Account:
    account: Account = get_object_or_404(
        Account.objects.visible_to(request.actor, MANAGE).select_related("officer"), uuid=uuid
    )
    return account


def _ask(
    request: Request,
    account: Account,
    act: Callable[..., Any],
    *,
    title: str,
    text: str,
    verb: str,
    done: str,
) -> HttpResponse:
    """Ask for the reason, then do it."""
    form = ReasonForm(request.POST or None)
    back = reverse("personnel:desk_account", args=[account.uuid])
    if request.method == "POST" and form.is_valid():
        made = act(account=account, reason=form.cleaned_data["reason"], actor=request.actor, now=request.now)
        messages.success(request, done)
        if isinstance(made, Slip):
            people = Officer.objects.filter(account=account).with_post_at(request.now)
            paper.keep(request, [made], list(people))
            return redirect("personnel:password_slips")
        return redirect(back)
    context = {"title": title, "text": text, "form": form, "verb": verb, "back": back, "tone": "danger"}
    return render(request, "components/confirm.html", context)


@requires(MANAGE)
def reset(request: Request, uuid: UUID) -> HttpResponse:
    """A new first password."""
    account = _find(request, uuid)
    return _ask(
        request,
        account,
        reset_password,
        title=_("Reset the password of %(name)s") % {"name": account},
        text=_("The present password no longer works, and every session is ended. The new one is shown once."),
        verb=_("Reset the password"),
        done=_("The password has been reset."),
    )


@requires(MANAGE)
def lock(request: Request, uuid: UUID) -> HttpResponse:
    """Lock an account."""
    account = _find(request, uuid)
    return _ask(
        request,
        account,
        lock_account,
        title=_("Lock the account of %(name)s") % {"name": account},
        text=_("Every session is ended, and nobody signs in with it until it is unlocked. Roles stay as they are."),
        verb=_("Lock"),
        done=_("The account is locked."),
    )


@requires(MANAGE)
def unlock(request: Request, uuid: UUID) -> HttpResponse:
    """Unlock an account, or lift a lock-out after failed attempts."""
    account = _find(request, uuid)
    return _ask(
        request,
        account,
        unlock_account,
        title=_("Unlock the account of %(name)s") % {"name": account},
        text=_("It signs in again with its present password and second factor."),
        verb=_("Unlock"),
        done=_("The account is unlocked."),
    )


@requires(MANAGE)
def end_all(request: Request, uuid: UUID) -> HttpResponse:
    """End somebody's sessions."""
    account = _find(request, uuid)
    return _ask(
        request,
        account,
        end_sessions_of,
        title=_("End the sessions of %(name)s") % {"name": account},
        text=_("Wherever the account is signed in, it is signed out. A running exam goes on: its answers are saved."),
        verb=_("End the sessions"),
        done=_("The sessions have been ended."),
    )


@requires(MANAGE)
def reset_factor(request: Request, uuid: UUID) -> HttpResponse:
    """Take a lost telephone's second factor away."""
    account = _find(request, uuid)
    return _ask(
        request,
        account,
        reset_second_factor,
        title=_("Reset the second factor of %(name)s") % {"name": account},
        text=_("Phone and recovery codes no longer work; every session is ended. Set up anew at the next sign-in."),
        verb=_("Reset the second factor"),
        done=_("The second factor has been reset."),
    )
