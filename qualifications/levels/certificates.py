"""Certificate numbers: year, level and a running number, 11 digits (20261000042)."""

from datetime import date

from qualifications.levels.models import LevelRecord
from qualifications.states import Level
from records import locks


def next_numbers(*, level: Level, on: date, count: int) -> list[str]:
    """The next free numbers of a level's year. Call inside the transaction that uses them."""
    locks.hold("registry.certificate_no")
    prefix = f"{on.year}{level.step}"
    used = LevelRecord.objects.filter(certificate_no__regex=rf"^{prefix}[0-9]{{6}}$")
    last = used.order_by("-certificate_no").values_list("certificate_no", flat=True).first()
    start = int(last[-6:]) if last else 0
    return [f"{prefix}{number:06d}" for number in range(start + 1, start + count + 1)]
