"""What a signed-in reader must do before anything else: choose his own password, then give a second factor."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from personnel.access.permissions import needs_second_factor
from personnel.accounts.models import Account
from personnel.accounts.second_factor import is_done, is_enrolled, is_waived

ALWAYS_OPEN: Final = frozenset(
    {"account_logout", "account_login", "certificate_sign_in", "set_language", "healthz", "readyz"}
)
FACTOR_PAGES: Final = frozenset({"personnel:enrol", "personnel:give_code"})


@dataclass(frozen=True, slots=True)
class Gate:
    """Something that comes first. code: of the interface's problem; page: where it is done."""

    code: str
    page: str
    words: Promise


FIRST_PASSWORD: Final = Gate("accounts.first_password", "personnel:change_password", _("Change your password first."))
ENROL: Final = Gate("accounts.second_factor", "personnel:enrol", _("Set up your second factor first."))
GIVE_CODE: Final = Gate("accounts.second_factor", "personnel:give_code", _("Give the code of the moment first."))

_open_to_officers: set[str] = set()


def keep_open(*view_names: str) -> None:
    """Pages that no role changes anything on: an exam isn't interrupted because its officer was given a role."""
    _open_to_officers.update(view_names)


def closed_gate(request: HttpRequest, view: Callable[..., Any]) -> Gate | None:
    """The gate before which the reader stands; None where the way is open."""
    account, match = request.user, request.resolver_match
    if not isinstance(account, Account) or match is None or match.view_name in ALWAYS_OPEN:
        return None
    is_api = request.path_info.startswith("/api/")
    if not getattr(view, "login_required", True) and not is_api:
        return None  # not the account's: a token says whose act it is
    if must_change_password(request, account):
        return None if match.view_name == FIRST_PASSWORD.page else FIRST_PASSWORD
    if not asks_for_factor(request, account) or match.view_name in FACTOR_PAGES | _open_to_officers:
        return None
    return GIVE_CODE if is_enrolled(account) else ENROL


def must_change_password(request: HttpRequest, account: Account) -> bool:
    """Whether the password is a first one, or too old where the settings say so."""
    if account.must_change_password or not settings.PASSWORD_MAX_DAYS:
        return account.must_change_password
    chosen = account.password_changed_at or account.created_at
    return bool(request.now - chosen >= timedelta(days=settings.PASSWORD_MAX_DAYS))  # type: ignore[attr-defined]


def asks_for_factor(request: HttpRequest, account: Account) -> bool:
    """Whether this session still lacks the second factor that the roles held now ask for."""
    needed = needs_second_factor(request.permissions)  # type: ignore[attr-defined]
    return needed and not is_done(request, account) and not is_waived(request)
