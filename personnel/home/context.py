"""What every page of a signed-in reader shows of him."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from personnel.home import menu
from personnel.home.reader import bureau_at, post_of
from records.notices import count_unread


def frame(request: HttpRequest) -> dict[str, object]:
    """Context of all templates: the bureau; of a signed-in reader his post, navigation, roles and unread notices."""
    bureau = SimpleLazyObject(lambda: bureau_at(request.now))  # type: ignore[attr-defined]
    actor = getattr(request, "reader", None)
    if actor is None:
        return {"bureau": bureau}
    return {
        "bureau": bureau,
        "menu": SimpleLazyObject(lambda: menu.shown_to(request)),
        "actor": actor,
        "post": SimpleLazyObject(lambda: post_of(actor, request.user, request.now)),  # type: ignore[arg-type, attr-defined]
        "roles": sorted(request.roles),  # type: ignore[attr-defined]
        "unread_notices": SimpleLazyObject(lambda: count_unread(actor)),
    }
