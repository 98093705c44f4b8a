"""What an act touches on this floor: posts that end, units left without a head, roles, the sign-in."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from personnel.directory.moments import names_at_their_time
from personnel.home.touches import Touch
from personnel.home.wording import record_day
from personnel.officers.models import Appointment, Officer, PoliceNumber
from personnel.officers.states import LEAVING, LOSING_RANK, Act, Relation
from personnel.roles.models import RoleGrant
from records.days import start_of

ENDING: dict[Act, tuple[Relation, ...]] = {
    Act.TRANSFER: (Relation.ESTABLISHED,),
    Act.APPOINT: (Relation.ESTABLISHED,),
    Act.SECOND: (Relation.WORKING,),
    Act.END_SECONDMENT: (Relation.WORKING,),
    **dict.fromkeys(LEAVING, (Relation.ESTABLISHED, Relation.WORKING, Relation.CONCURRENT)),
}


def touches(officer: Officer, act: Act, on: datetime) -> Iterator[Touch]:
    """In the order in which HR would look after it."""
    yield from _of_posts(officer, act, on)
    if act in LEAVING:
        yield from _of_leaving(officer, act, on)
    if act in LEAVING or act in {Act.TRANSFER, Act.SECOND, Act.END_SECONDMENT}:
        yield from _of_roles(officer, act, on)


def heads_already(officer: Officer, data: Mapping[str, Any]) -> Iterator[Touch]:
    """Who heads the unit, where the act makes a head: two are unusual while one hands over, not wrong."""
    day = data.get("on")
    if day is None or not (data.get("is_head") or data.get("acting")):
        return
    at = start_of(day)
    own = Appointment.objects.believed().holding_at(at).filter(officer=officer, relation=Relation.ESTABLISHED)
    unit = data["unit"].pk if data.get("unit") else own.values_list("unit", flat=True).first()
    heads = Appointment.objects.believed().holding_at(at).filter(unit=unit, is_head=True).exclude(officer=officer)
    for head in heads.select_related("officer"):
        words = {"name": head.officer.name, "day": record_day(head.valid_from)}
        yield Touch(text=_("%(name)s heads the unit since %(day)s and goes on doing so.") % words, kind="missing")


def _of_posts(officer: Officer, act: Act, on: datetime) -> Iterator[Touch]:
    posts = list(Appointment.objects.believed().filter(officer=officer).overlapping(on, None).select_related("unit"))
    names = names_at_their_time(posts)
    ending = [post for post in posts if post.relation in ENDING.get(act, ())]
    for post in ending:
        words = {"post": f"{names.get(post.pk, '')}{post.post}", "relation": post.get_relation_display()}
        yield Touch(text=_("This post ends: %(post)s (%(relation)s)") % words, kind="stopped", order=10)
        if (post.is_head or post.acting) and not _other_heads(post, officer, on):
            text = _("%(unit)s is left without a head.") % {"unit": names.get(post.pk, "")}
            yield Touch(text=text, kind="missing", order=20)
    for post in posts:
        if post not in ending and act == Act.TRANSFER:
            words = {"post": f"{names.get(post.pk, '')}{post.post}", "relation": post.get_relation_display()}
            yield Touch(text=_("This post stays: %(post)s (%(relation)s)") % words, kind="same", order=30)


def _other_heads(post: Appointment, officer: Officer, on: datetime) -> bool:
    heads = Appointment.objects.believed().holding_at(on).filter(unit=post.unit_id, is_head=True)
    return heads.exclude(officer=officer).exists()


def _of_leaving(officer: Officer, act: Act, on: datetime) -> Iterator[Touch]:
    for number in PoliceNumber.objects.believed().filter(officer=officer).holding_at(on):
        text = _("The police number %(number)s becomes free and may pass to somebody else.") % {"number": number.number}
        yield Touch(text=text, kind="stopped", order=40)
    if LEAVING[act] in LOSING_RANK:
        yield Touch(text=_("The rank is not kept."), kind="stopped", order=45)
    if hasattr(officer, "account"):
        text = _("From that day on the account can't sign in any more, at its next step.")
        yield Touch(text=text, kind="stopped", order=50)


def _of_roles(officer: Officer, act: Act, on: datetime) -> Iterator[Touch]:
    grants = RoleGrant.objects.in_force_at(on).filter(account__officer=officer)
    for grant in grants:
        if act in LEAVING:
            text = _("Without the sign-in his role “%(role)s” is void; end it, too.")
        else:
            text = _("He keeps the role “%(role)s” that he was given on %(day)s: does it still fit?")
        words = {"role": grant.get_role_display(), "day": record_day(grant.valid_from)}
        yield Touch(text=text % words, kind="missing", order=60)
