"""Who asks and when: read once, at the beginning of each request."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from personnel.access.permissions import permissions_of
from personnel.access.problems import problem, problem_of
from personnel.access.scope import grants_of
from personnel.access.states import Role
from personnel.accounts.addresses import address_of
from personnel.accounts.gates import closed_gate
from personnel.accounts.models import Account, Session
from personnel.accounts.presence import is_over
from records import clock
from records.actor import Actor
from records.refusals import Refusal


class PresenceMiddleware:
    """Puts now on the request; a session that ended by the clock, or whose account may no longer enter, is
    signed out, and its reader told; only whoever holds the session is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = clock.now()  # type: ignore[attr-defined]
        account = request.user
        if isinstance(account, Account) and is_over(request, account, request.now):  # type: ignore[attr-defined]
            Session.objects.filter(session_key=request.session.session_key).delete()
            logout(request)
            messages.warning(request, _("You were signed out after a while without activity. What was saved is kept."))
        elif not isinstance(account, Account) and SESSION_KEY in request.session:
            Session.objects.filter(session_key=request.session.session_key).delete()
            request.session.flush()
            messages.warning(request, _("Your account was closed or you no longer serve: you were signed out."))
        return self.get_response(request)


class ActorMiddleware:
    """Puts actor, roles and permissions on the request; turns a refusal into its message.

    request.now: the moment at which the request arrived; request.actor: Actor or None, in the role that the view asks
    for (see access/acting.py); request.reader: the same person in his first role, as the frame of a page names him;
    request.grants: his role grants now; request.roles: the roles held now; request.permissions: what they allow.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = request.reader = None  # type: ignore[attr-defined]
        request.grants = []  # type: ignore[attr-defined]
        request.roles = frozenset()  # type: ignore[attr-defined]
        request.permissions = frozenset()  # type: ignore[attr-defined]
        if isinstance(request.user, Account):
            self._recognise(request, request.user)
        return self.get_response(request)

    def _recognise(self, request: HttpRequest, account: Account) -> None:
        actor = Actor(uuid=account.uuid, name=account.display_name, address=address_of(request))
        grants = list(grants_of(actor, request.now).select_related("unit").order_by("pk"))  # type: ignore[attr-defined]
        roles = frozenset(Role(grant.role) for grant in grants)
        if account.officer_id is not None:
            roles |= {Role.OFFICER}
        request.grants = grants  # type: ignore[attr-defined]
        request.actor = request.reader = Actor(  # type: ignore[attr-defined]
            uuid=account.uuid,
            name=account.display_name,
            role=grants[0].role if grants else (Role.OFFICER if account.officer_id else ""),
            unit=grants[0].unit.uuid if grants else None,
            address=actor.address,
        )
        request.roles = roles  # type: ignore[attr-defined]
        request.permissions = permissions_of(roles)  # type: ignore[attr-defined]

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *args: object
    ) -> HttpResponse | None:
        """A first password is changed and a second factor given before anything else."""
        gate = closed_gate(request, view)
        if gate is None:
            return None
        if request.path_info.startswith("/api/"):
            return problem(403, gate.code, str(gate.words))
        return redirect(gate.page)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that the view did not show at its field: a message where the act was asked for."""
        if not isinstance(exception, Refusal):
            return None
        if request.path_info.startswith("/api/"):
            return problem_of(exception)
        if request.method == "POST" and (back := _same_site_referer(request)):
            messages.error(request, str(exception))
            return HttpResponseRedirect(back)
        return render(request, "refusal.html", {"refusal": exception}, status=409)


def _same_site_referer(request: HttpRequest) -> str:
    referer = urlsplit(request.META.get("HTTP_REFERER", ""))
    if referer.netloc != request.get_host():
        return ""
    return f"{referer.path}?{referer.query}" if referer.query else str(referer.path)
