"""From where a request comes."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Whether the address is one of these or lies in one of these networks."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in ip_network(network, strict=False) for network in networks)


def address_of(request: HttpRequest) -> str:
    """The reader's address: the connection's, or what the front proxy tells where the connection is the proxy's."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not is_within(direct, settings.PROXY_ADDRESSES):
        return direct
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return told if is_within(told, ("0.0.0.0/0", "::/0")) else direct


def is_this_machine(request: HttpRequest) -> bool:
    """Whether the request was made on the server itself."""
    return is_within(address_of(request), ("127.0.0.0/8", "::1"))


def is_hall(address: str) -> bool:
    """Whether many people sign in from behind this address at the same minute."""
    return is_within(address, settings.HALL_ADDRESSES)
