"""The reader's own account: password, second factor, where he is signed in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.access.permissions import needs_second_factor
from personnel.accounts.accounts import change_password
from personnel.accounts.forms import ChangePasswordForm
from personnel.accounts.gates import must_change_password
from personnel.accounts.models import Session
from personnel.accounts.request import Request
from personnel.accounts.rules import browser_in_words
from personnel.accounts.second_factor import count_recovery_codes, is_enrolled
from personnel.accounts.sessions import end_sessions, renew_key, sessions_of
from records.refusals import Refusal


@requires(None)
@require_safe
def own_account(request: Request) -> HttpResponse:
    """Password, second factor and sessions on one page."""
    account = request.user
    sessions = list(sessions_of(account, request.now))
    context = {
        "account": account,
        "sessions": [(session, browser_of(session)) for session in sessions],
        "here": request.session.session_key,
        "enrolled": is_enrolled(account),
        "codes_left": count_recovery_codes(account),
        "needed": needs_second_factor(request.permissions),
    }
    return render(request, "personnel/accounts/account.html", context)


def browser_of(session: Session) -> str:
    """Browser and system in words."""
    browser, system = browser_in_words(session.browser)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")


@requires(None)
def change_own_password(request: Request) -> HttpResponse:
    """Change one's password; a first one must be changed before anything else."""
    account = request.user
    form = ChangePasswordForm(request.POST or None, account=account, actor=request.actor, now=request.now)
    if request.method == "POST" and form.is_valid():
        key = request.session.session_key
        try:
            change_password(
                account=account,
                password=form.cleaned_data["password"],
                actor=request.actor,
                session_key=key,
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            update_session_auth_hash(request, account)
            renew_key(old=key, new=request.session.session_key)
            messages.success(request, _("The password has been changed."))
            return redirect("personnel:home")
    context = {
        "form": form,
        "first": account.must_change_password,
        "forced": must_change_password(request, account),
    }
    return render(request, "account/change_password.html", context)


@requires(None)
def end_session(request: Request, uuid: UUID) -> HttpResponse:
    """End one of one's sessions, after asking."""
    session = get_object_or_404(sessions_of(request.user, request.now), uuid=uuid)
    if request.method == "POST":
        end_sessions(account=request.user, actor=request.actor, only=session, now=request.now)
        messages.success(request, _("The session has been ended."))
        return redirect("personnel:account")
    context = {
        "title": _("End the session"),
        "text": _("%(browser)s at %(address)s is signed out. What was not saved there is lost.")
        % {"browser": browser_of(session), "address": session.address},
        "verb": _("End the session"),
        "back": reverse("personnel:account"),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)


@requires(None)
def end_other_sessions(request: Request) -> HttpResponse:
    """End all of one's sessions but this one, after asking."""
    if request.method == "POST":
        end_sessions(account=request.user, actor=request.actor, keep=request.session.session_key, now=request.now)
        messages.success(request, _("You are signed in here only."))
        return redirect("personnel:account")
    context = {
        "title": _("End all other sessions"),
        "text": _("Wherever else you are signed in, you are signed out. What was not saved there is lost."),
        "verb": _("End the others"),
        "back": reverse("personnel:account"),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)
