"""What every page knows about the installation."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from config.demo.sign_ins import find_sign_ins
from personnel.accounts.certificates import is_configured


def installation(request: HttpRequest) -> dict[str, object]:
    """Context of all templates: whether this is a demo, whose pages say so and, on this machine, who may sign in;
    whether a front proxy passes certificates.

    A function where there is a list: only the page that shows it asks the database.
    """
    listed = settings.DEMO and is_local(request)
    return {
        "is_demo": settings.DEMO,
        "demo_signins": find_sign_ins if listed else (),
        "has_certificates": is_configured(),
    }


def is_local(request: HttpRequest) -> bool:
    """Whether the request comes from this machine itself."""
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
