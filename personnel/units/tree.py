"""The projection of the tree: who stood under whom, made from what is known now."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.units.models import Unit, UnitClosure, UnitVersion
from personnel.units.rules import CycleError, OrphanError, ParentPeriod, closure
from records import locks
from records.days import day_of
from records.refusals import Refusal

BATCH = 1000


@transaction.atomic
def rebuild_closure() -> None:
    """Bring the projection in step with what is known now, under one lock; only what differs is written.

    Raises Refusal("units.cycle") where a unit would stand under itself at any time and Refusal("units.orphan") where
    it would stand under one that doesn't stand then.
    """
    locks.hold("personnel.unit_closure")
    rows = UnitVersion.objects.believed().values_list("unit_id", "parent_id", "valid_from", "valid_to")
    try:
        wanted = set(closure(ParentPeriod(*row) for row in rows))
    except CycleError as error:
        raise _refusal("units.cycle", _("%(unit)s would stand under itself from %(day)s on."), error) from None
    except OrphanError as error:
        message = _("%(unit)s would stand under a unit that does not exist from %(day)s on.")
        raise _refusal("units.orphan", message, error) from None
    known = {tuple(row[1:]): row[0] for row in UnitClosure.objects.values_list("pk", *_COLUMNS)}
    gone = [pk for key, pk in known.items() if key not in wanted]
    for start in range(0, len(gone), BATCH):
        UnitClosure.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    UnitClosure.objects.bulk_create(
        (UnitClosure(**dict(zip(_COLUMNS, link, strict=True))) for link in wanted - known.keys()), batch_size=500
    )


_COLUMNS = ("ancestor_id", "descendant_id", "depth", "valid_from", "valid_to")


def _refusal(code: str, message: object, error: CycleError | OrphanError) -> Refusal:
    version = UnitVersion.objects.believed().filter(unit=error.unit).order_by("-valid_from").first()
    name = version.short_name if version else Unit.objects.get(pk=error.unit).code
    return Refusal(code, message, field="parent", unit=name, day=day_of(error.since).isoformat())  # type: ignore[arg-type]
