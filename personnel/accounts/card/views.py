"""Signing in with the certificate that the front proxy passes on."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from personnel.accounts.addresses import address_of
from personnel.accounts.attempts import stem_flood
from personnel.accounts.certificates import is_configured, presented_with, recognise
from personnel.accounts.second_factor import mark_done
from records import clock
from records.actor import Actor
from records.refusals import Refusal


@login_not_required
@require_POST
@never_cache
def sign_in_with_certificate(request: HttpRequest) -> HttpResponse:
    """Sign in whose certificate it is; otherwise say why not, with the way to the password."""
    if not is_configured():
        raise Http404
    now, address = clock.now(), address_of(request)
    nobody = Actor(uuid=Actor.system("sign-in").uuid, name="-", address=address)
    try:
        stem_flood(address, now)
        account = recognise(presented_with(request.META), actor=nobody, now=now)
    except Refusal as refusal:
        return render(request, "personnel/accounts/certificate.html", {"refusal": refusal}, status=403)
    if settings.CLIENT_CERT_SECOND_FACTOR:
        mark_done(request, account)
    response: HttpResponse = perform_login(request, Login(user=account))
    return response
