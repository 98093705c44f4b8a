"""Who reads the page: his post in a line, and how he is greeted."""

from datetime import datetime

from django.utils.translation import gettext as _

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.home.wording import local
from personnel.officers.models import Appointment
from personnel.officers.states import Relation
from personnel.units.models import Unit, UnitVersion
from records.actor import Actor


def post_of(actor: Actor, account: Account, now: datetime) -> str:
    """Role and unit, as under the name in the navigation: 资格管理 · 澄南分局"""
    role = Role(actor.role).label if actor.role in Role else ""
    unit = unit_of(actor, account, now)
    return " · ".join(filter(None, (str(role), unit.short_name if unit else "")))


def unit_of(actor: Actor, account: Account, now: datetime) -> Unit | None:
    """The unit that the role is for, else the officer's established one."""
    units = Unit.objects.named_at(now)
    if actor.unit is not None:
        return units.filter(uuid=actor.unit).first()
    if account.officer_id is None:
        return None
    posts = Appointment.objects.believed().holding_at(now)
    established = posts.filter(officer=account.officer_id, relation=Relation.ESTABLISHED)
    return units.filter(pk__in=established.values("unit_id")).first()


def bureau_at(now: datetime) -> str:
    """The name of the unit that stands under none, whose system this is."""
    top = UnitVersion.objects.believed().holding_at(now).filter(parent__isnull=True).first()
    return top.name if top else ""


def greeting(name: str, now: datetime) -> str:
    """A greeting by the bureau's clock."""
    hour = local(now).hour
    if hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}
