"""What every page of a signed-in reader shows of him."""

from django.http import HttpRequest

from personnel.home import menu


def frame(request: HttpRequest) -> dict[str, object]:
    """Context of all templates: the reader's navigation and his roles' names."""
    if getattr(request, "actor", None) is None:
        return {}
    return {"menu": menu.shown_to(request), "actor": request.actor, "roles": sorted(request.roles)}  # type: ignore[attr-defined]
