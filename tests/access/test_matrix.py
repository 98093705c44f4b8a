"""Every address × method × reader × place is answered as matrix.txt says, and shows the names that it says."""

from collections.abc import Callable

import pytest
from django.test import Client

from personnel.accounts.models import Account
from tests.access.addresses import addresses
from tests.access.asking import ask, fault_of
from tests.access.rows import Row, row_for, rows
from tests.access.world import ANONYMOUS, OWN, World

pytestmark = pytest.mark.django_db

URL_ROWS = [row for row in rows() if row.method != "SEES"]
NAMED = {address.name: address for address in addresses()}
ASKED = sorted(name for name, address in NAMED.items() if ":" in name and not address.is_third_party)
PLAIN = ("healthz", "readyz")

# What everybody does about himself, an auditor too: his account, his exams (by an attempt's token) and courses.
ABOUT_ONESELF = {
    "courses:join",
    "exams:save_answers",
    "exams:submit_attempt",
    "personnel:change_password",
    "personnel:end_other_sessions",
    "personnel:enrol",
    "personnel:give_code",
    "personnel:own_identity",
    "personnel:read_notices",
    "personnel:recovery_codes",
    "personnel:renew_recovery_codes",
    "personnel:turn_off_factor",
}


def faults(world: World, as_: Callable[[Account], Client], name: str, method: str, query: str = "") -> list[str]:
    """What is wrong about an address, for all readers and places."""
    found = [row for row in URL_ROWS if (row.name, row.method, row.query) == (name, method, query)]
    kinds = {row.kind for row in URL_ROWS if row.name == name}
    assert len(kinds) == 1, f"{name}: one kind of object fills an address"
    kind = kinds.pop()
    wrong = []
    for place in sorted(world.kwargs[kind]) if kind else [OWN]:
        for reader in [ANONYMOUS, *world.readers]:
            answer = ask(world, as_, name=name, query=query, kind=kind, place=place, method=method, reader=reader)
            row = row_for(found, reader, place)
            if fault := fault_of(row, answer):
                wrong.append(f"{method} {name} as {reader}, {place}: {fault}")
    return wrong


def test_every_address_has_its_row() -> None:
    known = {row.name for row in URL_ROWS}
    assert [name for name in [*ASKED, *PLAIN] if name not in known] == []


def test_every_row_has_its_address() -> None:
    assert sorted({row.name for row in URL_ROWS} - set(NAMED)) == []


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", [*ASKED, *PLAIN])
def test_an_address_is_answered_as_the_matrix_says(
    world: World, as_: Callable[[Account], Client], name: str, method: str
) -> None:
    assert faults(world, as_, name, method) == []


@pytest.mark.parametrize("row", [row for row in URL_ROWS if row.query], ids=lambda row: f"{row.name}?{row.query}")
def test_a_search_finds_what_the_matrix_says(world: World, as_: Callable[[Account], Client], row: Row) -> None:
    assert faults(world, as_, row.name, row.method, row.query) == []


def test_an_auditor_changes_nothing() -> None:
    allowed = {row.name for row in URL_ROWS if row.method == "POST" and row_for([row], "auditor", OWN)}
    assert allowed == ABOUT_ONESELF
