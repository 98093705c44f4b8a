"""What every page knows about the installation."""

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, object]:
    """Context of all templates: whether this is a demo, whose pages say so."""
    return {"is_demo": settings.DEMO}
