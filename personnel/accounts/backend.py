"""Signing in by police number, and staying signed in only while in service."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from personnel.accounts.lookup import find_account
from personnel.accounts.models import Account
from personnel.officers.models import Officer, ServiceStatus
from personnel.officers.states import SERVING
from records import clock


class PoliceNumberBackend(BaseBackend):
    """Finds the account by today's holder of the number, or by login name; asks the status at every request."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Account | None:
        if not username or password is None:
            return None
        account = find_account(username, clock.now())
        if account is None:
            Account().set_password(password)  # as slow as a real one: an unknown number is not told apart by time
            return None
        if not account.check_password(password):
            return None
        if not self._may_enter(account):
            if (
                request is not None and not account.is_active
            ):  # whoever knows the password is told; others learn nothing
                request.refused_account = _("This account is locked. Ask your security administrator.")  # type: ignore[attr-defined]
            return None
        return account

    def get_user(self, user_id: int) -> Account | None:
        # Asked at every request: one query for the account and for whether its officer serves today, of him alone.
        status = ServiceStatus.objects.believed().holding_at(clock.now()).filter(officer=OuterRef("officer_id"))
        may_enter = Q(officer__isnull=True) | Exists(status.filter(status__in=SERVING))
        return Account.objects.select_related("officer").filter(may_enter, pk=user_id, is_active=True).first()

    def _may_enter(self, account: Account) -> bool:
        if not account.is_active:
            return False
        if account.officer_id is None:
            return True
        return Officer.objects.in_service_at(clock.now()).filter(pk=account.officer_id).exists()
