"""What signing in means here: no self sign-up, and every entry and refusal is written down."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from personnel.accounts.models import Account
from personnel.officers.rules import masked_name, normalized_police_number
from records.actor import Actor
from records.audit import record_entry


class AccountAdapter(DefaultAccountAdapter):
    """Hooks of allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by others."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A refused sign-in is an entry: by which name and from where, never with the password."""
        super().authentication_failed(request, **credentials)
        tried = normalized_police_number(str(credentials.get("username", "")))[:60]
        _record(request, "personnel.sign_in_refused", None, tried)

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """A sign-in is an entry."""
        _record(request, "personnel.signed_in", user.uuid, user.display_name)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response


def _record(request: HttpRequest, action: str, account: UUID | None, name: str) -> None:
    address = request.META.get("REMOTE_ADDR", "")
    record_entry(
        actor=Actor(uuid=account or Actor.system("sign-in").uuid, name=name or "-", address=address),
        action=action,
        subject_kind="personnel.account",
        subject_uuid=account,
        subject_label=masked_name(name) if account else name,
    )
