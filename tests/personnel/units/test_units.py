"""Founding and moving units; headcounts on a past day."""

from datetime import date

import pytest

from personnel.officers.models import Officer
from personnel.units.models import Unit, UnitClosure
from personnel.units.states import UnitKind
from personnel.units.units import NewUnit, found_units, move_unit, rebuild_closure
from records.days import start_of
from records.refusals import Refusal
from tests.people import FOUNDED, NOW, SYSTEM, Bureau

MAY = start_of(date(2026, 5, 1))


def test_the_headcount_of_a_subtree_follows_the_tree_of_its_day(bureau: Bureau, dai: Officer, he: Officer) -> None:
    move_unit(unit=bureau.yanchi, parent=bureau.north, actor=SYSTEM, since=MAY)
    south_before = Officer.objects.posted_below(bureau.south.pk, start_of(date(2026, 4, 30)))
    south_after = Officer.objects.posted_below(bureau.south.pk, MAY)
    assert set(south_before) == {dai, he}
    assert set(south_after) == {dai}
    assert set(Officer.objects.posted_below(bureau.north.pk, MAY)) == {he}


def test_a_unit_cannot_come_to_stand_under_itself(bureau: Bureau) -> None:
    with pytest.raises(Refusal) as refusal:
        move_unit(unit=bureau.south, parent=bureau.yanchi, actor=SYSTEM, since=MAY)
    assert refusal.value.code == "units.cycle"
    assert Unit.objects.named_at(NOW).get(pk=bureau.south.pk).parent_id == bureau.bureau.pk


def test_the_projection_is_the_same_when_made_anew(bureau: Bureau) -> None:
    before = {row.key() for row in UnitClosure.objects.all()}
    rebuild_closure()
    assert {row.key() for row in UnitClosure.objects.all()} == before


def test_a_unit_has_its_name_only_while_it_stands(bureau: Bureau) -> None:
    assert Unit.objects.named_at(NOW).get(pk=bureau.yanchi.pk).short_name == "砚池路派出所"
    assert not Unit.objects.named_at(start_of(date(2010, 12, 31))).exists()
    assert Unit.objects.below(bureau.south.pk, FOUNDED).count() == 3


def test_a_code_in_use_and_an_unknown_parent_are_refused(bureau: Bureau) -> None:
    def found(code: str, parent: str) -> None:
        new = NewUnit(
            code=code,
            name="新所",
            short_name="新所",
            kind=UnitKind.STATION,
            is_law_enforcement=True,
            parent_code=parent,
        )
        found_units(units=[new], actor=SYSTEM, since=FOUNDED)

    with pytest.raises(Refusal, match=bureau.yanchi.code) as taken:
        found(bureau.yanchi.code, bureau.south.code)
    assert taken.value.code == "units.code_taken"
    with pytest.raises(Refusal, match="119999000000"):
        found("110103000000", "119999000000")
    assert Unit.objects.count() == 7
