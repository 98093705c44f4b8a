"""The request as views get it: who asks and when stand on it (see middleware.py)."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from personnel.access.states import Role
from personnel.accounts.models import Account
from records.actor import Actor


class Request(HttpRequest):
    """A signed-in request. Used in annotations only: the middleware puts the attributes there."""

    now: datetime
    actor: Actor
    reader: Actor
    grants: list[Any]
    roles: frozenset[Role]
    permissions: frozenset[str]
    user: Account
