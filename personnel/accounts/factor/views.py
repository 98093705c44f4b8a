"""The reader's own second factor."""

import base64
import json

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.access.permissions import needs_second_factor
from personnel.accounts.forms import CodeForm
from personnel.accounts.request import Request
from personnel.accounts.second_factor import (
    check_code,
    enrol,
    is_enrolled,
    mark_done,
    new_secret,
    renew_recovery_codes,
    turn_off,
)
from personnel.officers.fields import decrypted, encrypted
from records.refusals import Refusal

PENDING, CODES = "pending_secret", "recovery_codes"  # in the session, encrypted, until they are done with


@requires(None)
@never_cache
def enrol_own(request: Request) -> HttpResponse:
    """Set a second factor up: the picture, the typed secret, and a code as proof."""
    account = request.user
    if is_enrolled(account):
        return redirect("personnel:account")
    secret = _pending_secret(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = enrol(
                account=account, secret=secret, code=form.cleaned_data["code"], actor=request.actor, now=request.now
            )
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            del request.session[PENDING]
            return _go_on(request, codes)
    adapter = get_adapter()
    picture = base64.b64encode(adapter.build_totp_svg(adapter.build_totp_url(account, secret)).encode()).decode()
    context = {
        "form": form,
        "picture": f"data:image/svg+xml;base64,{picture}",
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "needed": needs_second_factor(request.permissions),
    }
    return render(request, "personnel/accounts/enrol.html", context)


def _pending_secret(request: Request) -> str:
    if PENDING not in request.session:
        request.session[PENDING] = encrypted(new_secret())
    return decrypted(request.session[PENDING])


def _go_on(request: Request, codes: list[str]) -> HttpResponse:
    mark_done(request, request.user)
    request.session[CODES] = encrypted(json.dumps(codes))
    return redirect("personnel:recovery_codes")


@requires(None)
@never_cache
def give_code(request: Request) -> HttpResponse:
    """The code of this session, where it was begun without one."""
    form = CodeForm(request.POST or None)
    if not is_enrolled(request.user):
        return redirect("personnel:enrol")
    if request.method == "POST" and _is_right(request, form):
        mark_done(request, request.user)
        return redirect("personnel:home")
    return render(request, "personnel/accounts/give_code.html", {"form": form})


def _is_right(request: Request, form: CodeForm) -> bool:
    """Whether the form's code is right; what is wrong with it stands at its field."""
    if not form.is_valid():
        return False
    try:
        check_code(account=request.user, code=form.cleaned_data["code"], actor=request.actor, now=request.now)
    except Refusal as refusal:
        form.add_error("code", str(refusal))
        return False
    return True


def _shown_codes(request: Request) -> list[str]:
    if CODES not in request.session:
        raise Http404
    codes: list[str] = json.loads(decrypted(request.session[CODES]))
    return codes


@requires(None)
@never_cache
def recovery_codes(request: Request) -> HttpResponse:
    """The codes for paper, until their holder says that he has them; never again after that."""
    if request.method == "POST":
        request.session.pop(CODES, None)
        return redirect("personnel:home")
    if CODES not in request.session:
        return redirect("personnel:account")
    return render(request, "personnel/accounts/recovery_codes.html", {"codes": _shown_codes(request)})


@requires(None)
@require_safe
@never_cache
def recovery_file(request: Request) -> HttpResponse:
    """The same codes as a file."""
    lines = [_("Recovery codes of %(name)s") % {"name": request.actor.name}, *_shown_codes(request), ""]
    disposition = 'attachment; filename="recovery-codes.txt"'
    return HttpResponse(
        "\r\n".join(lines).encode("utf-8-sig"),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )


@requires(None)
def renew_codes(request: Request) -> HttpResponse:
    """New codes for paper, after a code of the telephone."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and _is_right(request, form):
        return _go_on(request, renew_recovery_codes(account=request.user, actor=request.actor, now=request.now))
    context = {
        "title": _("Make new recovery codes"),
        "text": _("The codes that you have on paper no longer work. The new ones are shown once."),
        "form": form,
        "verb": _("Make new codes"),
        "back": reverse("personnel:account"),
    }
    return render(request, "components/confirm.html", context)


@requires(None)
def turn_own_off(request: Request) -> HttpResponse:
    """Turn the second factor off, where no role asks for one."""
    form = CodeForm(request.POST or None)
    needed = needs_second_factor(request.permissions)
    if request.method == "POST" and (needed or _is_right(request, form)):
        turn_off(account=request.user, needed=needed, actor=request.actor, now=request.now)
        messages.success(request, _("The second factor is off."))
        return redirect("personnel:account")
    context = {
        "title": _("Turn the second factor off"),
        "text": _("From now on the password alone signs in. The codes on paper no longer work."),
        "form": form,
        "verb": _("Turn off"),
        "back": reverse("personnel:account"),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)
