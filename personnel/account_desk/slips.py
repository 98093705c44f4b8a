"""First passwords on their way to paper: kept encrypted in the administrator's session until he has handed them out."""

import json

from django.http import HttpRequest

from personnel.accounts.custody import Slip
from personnel.officers.fields import decrypted, encrypted
from personnel.officers.models import Officer

KEPT = "slips"
Line = dict[str, str]


def keep(request: HttpRequest, slips: list[Slip], people: list[Officer]) -> None:
    """Add slips to those not handed out yet. people: with their post, for the words on paper."""
    posts = {officer.pk: officer for officer in people}
    lines = shown(request)
    for slip in slips:
        officer = posts.get(slip.account.officer_id or 0)
        line = {
            "name": slip.account.display_name,
            "login": (officer.police_number if officer else slip.account.login_name) or "",
            "unit": (officer.unit_name if officer else "") or "",
            "password": slip.password,
        }
        lines = [*(one for one in lines if one["login"] != line["login"]), line]
    request.session[KEPT] = encrypted(json.dumps(lines))


def shown(request: HttpRequest) -> list[Line]:
    """Those not handed out yet."""
    lines: list[Line] = json.loads(decrypted(request.session[KEPT])) if KEPT in request.session else []
    return lines


def forget(request: HttpRequest) -> None:
    """They are handed out: nobody sees them again."""
    request.session.pop(KEPT, None)
