"""What signing in means here: no self sign-up, and every entry and refusal is written down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from personnel.accounts.addresses import address_of
from personnel.accounts.attempts import begin_attempt, fail, succeed
from personnel.accounts.lookup import find_account
from personnel.accounts.models import Account, FailedAttempt, Session
from personnel.accounts.sessions import begin_session
from personnel.officers.fields import keyed_hash
from personnel.officers.rules import is_police_number, masked_name, normalized_police_number
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal

LONGEST_NAME = 60
UNKNOWN = "unknown name"  # stored in entries, so not in the language of whoever tried


class AccountAdapter(DefaultAccountAdapter):
    """Hooks of allauth."""

    _attempt: FailedAttempt
    _account: Account | None

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by others."""
        return False

    def get_login_stages(self) -> list[str]:
        """After the password, only the second factor."""
        return ["personnel.accounts.stages.CodeStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """An attempt is counted before it is tried."""
        name, now = tried_name(credentials), clock.now()
        self._account = find_account(str(credentials.get("username", "")), now)
        try:
            self._attempt = begin_attempt(name=name, address=address_of(request), account=self._account, now=now)
        except Refusal as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal

    def _rollback_login_failed_rl_usage(self) -> None:
        """allauth's hook after a right password."""
        succeed(self._attempt)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A refused sign-in is an entry: by which name and from where, never with the password."""
        super().authentication_failed(request, **credentials)
        name = name_on_entry(tried_name(credentials), self._account)
        left = fail(
            attempt=self._attempt,
            actor=_nobody(request, name),
            action="personnel.sign_in_refused",
            account=self._account,
            label=name,
        )
        if refused := getattr(request, "refused_account", ""):
            raise ValidationError(str(refused), code="accounts.refused")
        if left == 0:
            raise ValidationError(_("This number is stopped here for ten minutes."), code="accounts.locked_out")
        words = ngettext("%(count)s more try", "%(count)s more tries", left) % {"count": left}
        raise ValidationError(words, code="accounts.wrong_password")

    def login(self, request: HttpRequest, user: Account) -> None:
        """The session is noted with its address and browser."""
        super().login(request, user)
        begin_session(request=request, account=user, now=clock.now())

    def logout(self, request: HttpRequest) -> None:
        """Signing out removes it from the list of sessions."""
        account, key = request.user, request.session.session_key
        super().logout(request)
        if isinstance(account, Account):
            Session.objects.filter(session_key=key).delete()
            _record(request, "personnel.signed_out", account)

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """A sign-in is an entry."""
        _record(request, "personnel.signed_in", user)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response


def tried_name(credentials: dict[str, Any]) -> str:
    """The name that was typed, without what makes no difference: attempts are counted by it."""
    return normalized_police_number(str(credentials.get("username", "")))[:LONGEST_NAME]


def name_on_entry(name: str, account: Account | None) -> str:
    """How an entry says which name was tried: in clear where it is a police number or somebody's login name.

    Anything else may be a password or an identity number typed into the wrong box, and an entry is kept for ever: only
    a keyed hash of it stands there, which tells whether the same was tried again.
    """
    if not name or account is not None or is_police_number(name):
        return name
    return f"{UNKNOWN} #{keyed_hash(f'tried-name:{name}')[:12]}"


def _nobody(request: HttpRequest, name: str) -> Actor:
    return Actor(uuid=Actor.system("sign-in").uuid, name=name or "-", address=address_of(request))


def _record(request: HttpRequest, action: str, account: Account) -> None:
    record_entry(
        actor=Actor(uuid=account.uuid, name=account.display_name, address=address_of(request)),
        action=action,
        subject_kind="personnel.account",
        subject_uuid=account.uuid,
        subject_label=masked_name(account.display_name),
    )
