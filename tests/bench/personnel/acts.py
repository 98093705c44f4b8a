"""What an audit entry costs the act that writes it.

The act is the ending of a role, as the security administrator's page does it: one transaction that locks the grant,
checks who ends it, writes the row and tells its holder, committed each time. The floor is the same verb with the entry
left out, in turns of a few hundred. Afterwards the sequencer seals all entries and the chain is verified.
"""

import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.roles import roles
from personnel.roles.models import RoleGrant
from personnel.units.models import Unit
from records.actor import Actor
from records.models import AuditEntry, AuditSeal
from records.seals import seal_entries
from records.verifying import verify_chain
from tests.bench.frame import Row, Size, expect
from tests.people import FOUNDED, NOW, SYSTEM, account_of, actor_of

TURN = 250


def acts(size: Size) -> Row:
    """So many roles ended with entries, so many without."""
    ended, entries = size["acts"], AuditEntry.objects.filter(action="personnel.role_ended")
    administrator = _administrator()
    grants = _grants(2 * ended)
    with_entries, without = 0.0, 0.0
    for begin in range(0, 2 * ended, 2 * TURN):
        turn = grants[begin : begin + 2 * TURN]
        half = len(turn) // 2
        with_entries += _end(turn[:half], administrator)
        with patch.object(roles, "record_entries"):
            without += _end(turn[half:], administrator)
    expect(entries.count(), ended, "entries of ended roles")
    expect(RoleGrant.objects.filter(valid_to__lte=NOW, role=Role.UNIT_CLERK).count(), 2 * ended, "ended roles")
    sealing, verifying = _seal_and_verify()
    return Row(
        name="acts",
        value=with_entries / without,
        bound=1.3,
        figures={
            "act_ms": with_entries * 1000 / ended,
            "sealed_per_second": round(AuditSeal.objects.count() / sealing),
            "verified_per_second": round(AuditSeal.objects.count() / verifying),
        },
        floor={"act_ms": without * 1000 / ended},
    )


def _end(grants: list[RoleGrant], administrator: Actor) -> float:
    begin = time.perf_counter()
    for grant in grants:
        roles.end_role(grant=grant, actor=administrator, document_no="临公政〔2026〕9号", now=NOW)
    return time.perf_counter() - begin


def _administrator() -> Actor:
    """The security administrator of the whole bureau."""
    account = account_of(Officer.objects.get(pk=2))
    roles.give_role(account=account, role=Role.SECURITY_ADMIN, unit=Unit.objects.get(pk=1), actor=SYSTEM, now=FOUNDED)
    return actor_of(account, Role.SECURITY_ADMIN)


def _grants(count: int) -> list[RoleGrant]:
    """Unit clerks, one for each account; people as often as there are too few."""
    unit = Unit.objects.get(pk=3)
    accounts = Account.objects.bulk_create(
        Account(login_name=f"bench-{number:06}", display_name="戴启明", password="!", created_at=FOUNDED)
        for number in range(count)
    )
    return RoleGrant.objects.bulk_create(
        RoleGrant(
            account=account,
            role=Role.UNIT_CLERK,
            unit=unit,
            valid_from=FOUNDED,
            given_by_uuid=SYSTEM.uuid,
            given_by_name=SYSTEM.name,
        )
        for account in accounts
    )


def _seal_and_verify() -> tuple[float, float]:
    """Seconds of both; all entries are sealed and the chain is whole."""
    begin = time.perf_counter()
    seal_entries(now=NOW)
    sealed = time.perf_counter()
    expect(AuditSeal.objects.count(), AuditEntry.objects.count(), "sealed entries")
    with TemporaryDirectory() as folder:
        faults = list(verify_chain(now=NOW + timedelta(minutes=1), folder=Path(folder)))
    expect(faults, [], "faults of the chain")
    return sealed - begin, time.perf_counter() - sealed
