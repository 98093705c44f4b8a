"""What every page knows about the installation."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from config.demo.sign_ins import SIGN_INS


def installation(request: HttpRequest) -> dict[str, object]:
    """Context of all templates: whether this is a demo, whose pages say so and, on this machine, who may sign in."""
    listed = settings.DEMO and is_local(request)
    return {"is_demo": settings.DEMO, "demo_signins": SIGN_INS if listed else ()}


def is_local(request: HttpRequest) -> bool:
    """Whether the request comes from this machine itself."""
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
