"""What a view needs, declared on the view itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

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
            return view(request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return declare
