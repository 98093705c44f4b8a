"""What a view needs, declared on the view itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from personnel.access.acting import acting_for
from personnel.access.states import Role

View = Callable[..., HttpResponseBase]


def requires(permission: str | None) -> Callable[[View], View]:
    """Declare the permission that a view asks for; None: any signed-in account.

    Which objects it may see is the querysets' affair (`visible_to`): a missing one is a 404.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if permission is not None and permission not in request.permissions:  # type: ignore[attr-defined]
                raise PermissionDenied
            _act_in_role(request, permission)
            return view(request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return declare


def _act_in_role(request: Any, permission: str | None) -> None:
    """From here on the request's actor is the person in the role that the view asks for."""
    if request.actor is not None:
        request.actor = acting_for(request.reader, request.grants, permission, is_officer=Role.OFFICER in request.roles)
