"""Founding and moving units; headcounts on a past day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from personnel.officers.models import Officer
from personnel.officers.officers import NewPost, appoint
from personnel.units.alterations import UnitAlteration, alter_units, move_unit
from personnel.units.models import Unit, UnitClosure, UnitVersion
from personnel.units.states import UnitKind
from personnel.units.tree import rebuild_closure
from personnel.units.units import NewUnit, close_unit, found_units, reopen_unit
from records.days import start_of
from records.models import AuditEntry
from records.refusals import Refusal
from tests.people import FOUNDED, NOW, SYSTEM, Bureau

MAY = start_of(date(2026, 5, 1))
DAY = timedelta(days=1)


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


def test_a_change_holds_until_the_next_recorded_one_of_its_kind(bureau: Bureau) -> None:
    july = start_of(date(2026, 7, 1))
    move_unit(unit=bureau.yanchi, parent=bureau.north, actor=SYSTEM, since=july)
    renamed = UnitAlteration(unit=bureau.yanchi, since=MAY, name="澄南分局砚池派出所", short_name="砚池派出所")
    alter_units(alterations=[renamed], actor=SYSTEM, reason="地名规范", document_no="临公编〔2026〕3号")
    at = Unit.objects.named_at
    assert at(MAY - DAY).get(pk=bureau.yanchi.pk).short_name == "砚池路派出所"
    in_may, later_on = at(MAY).get(pk=bureau.yanchi.pk), at(NOW).get(pk=bureau.yanchi.pk)
    assert (in_may.short_name, in_may.parent_id) == ("砚池派出所", bureau.south.pk)
    assert (later_on.short_name, later_on.parent_id) == ("砚池派出所", bureau.north.pk)
    change = bureau.yanchi.changes.latest("pk")
    assert (change.reason_code, change.params, change.document_no) == (
        "unit.changed",
        {"reason": "地名规范"},
        "临公编〔2026〕3号",
    )


def test_a_move_before_a_recorded_one_ends_with_it(bureau: Bureau) -> None:
    july = start_of(date(2026, 7, 1))
    move_unit(unit=bureau.yanchi, parent=bureau.north, actor=SYSTEM, since=july)
    move_unit(unit=bureau.yanchi, parent=bureau.bureau, actor=SYSTEM, since=MAY)
    parents = [Unit.objects.named_at(at).get(pk=bureau.yanchi.pk).parent_id for at in (MAY - DAY, MAY, july)]
    assert parents == [bureau.south.pk, bureau.bureau.pk, bureau.north.pk]


def test_two_units_may_change_places_in_time(bureau: Bureau) -> None:
    """砚池路 stands under 柳堤街 in May and above it from June on: at no instant under itself."""
    june = start_of(date(2026, 6, 1))
    move_unit(unit=bureau.yanchi, parent=bureau.liudi, actor=SYSTEM, since=MAY)
    with pytest.raises(Refusal) as refusal:
        move_unit(unit=bureau.liudi, parent=bureau.yanchi, actor=SYSTEM, since=june)
    assert (refusal.value.code, refusal.value.field) == ("units.cycle", "parent")
    move_unit(unit=bureau.yanchi, parent=bureau.south, actor=SYSTEM, since=june)
    move_unit(unit=bureau.liudi, parent=bureau.yanchi, actor=SYSTEM, since=june)
    assert UnitClosure.objects.at(MAY).filter(ancestor=bureau.liudi, descendant=bureau.yanchi).exists()
    assert UnitClosure.objects.at(june).filter(ancestor=bureau.yanchi, descendant=bureau.liudi).exists()


@pytest.mark.parametrize(
    ("since", "parent", "code", "field"),
    [
        (date(2010, 12, 31), "north", "units.not_standing", "since"),
        (date(2026, 5, 1), "south", "units.nothing_changes", "parent"),
        (date(2026, 5, 1), "yanchi", "units.cycle", "parent"),
    ],
    ids=["before it was founded", "where it stands already", "under itself"],
)
def test_a_move_is_refused_at_its_field(bureau: Bureau, since: date, parent: str, code: str, field: str) -> None:
    rows = set(UnitVersion.objects.values_list("pk", "closed_by"))
    with pytest.raises(Refusal) as refusal:
        move_unit(unit=bureau.yanchi, parent=getattr(bureau, parent), actor=SYSTEM, since=start_of(since))
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert set(UnitVersion.objects.values_list("pk", "closed_by")) == rows
    assert not AuditEntry.objects.filter(action="personnel.unit_moved").exists()


def test_nothing_moves_under_a_unit_that_closes_earlier(bureau: Bureau) -> None:
    close_unit(unit=bureau.beiqiao, actor=SYSTEM, since=start_of(date(2027, 1, 1)), reason="撤并")
    with pytest.raises(Refusal, match="2027-01-01") as refusal:
        move_unit(unit=bureau.yanchi, parent=bureau.beiqiao, actor=SYSTEM, since=MAY)
    assert (refusal.value.code, refusal.value.field) == ("units.orphan", "parent")


def test_a_unit_closes_once_it_is_empty(bureau: Bureau, he: Officer) -> None:
    with pytest.raises(Refusal, match="2") as below:
        close_unit(unit=bureau.south, actor=SYSTEM, since=MAY)
    assert (below.value.code, below.value.field) == ("units.has_subunits", "since")
    with pytest.raises(Refusal, match="1") as posted:
        close_unit(unit=bureau.yanchi, actor=SYSTEM, since=MAY)
    assert (posted.value.code, posted.value.field) == ("units.has_people", "since")
    appoint(posts=[(he, NewPost(unit=bureau.liudi, post="民警", since=MAY))], actor=SYSTEM)
    close_unit(unit=bureau.yanchi, actor=SYSTEM, since=MAY, reason="撤并", document_no="临公编〔2026〕4号")
    assert not Unit.objects.named_at(MAY).filter(pk=bureau.yanchi.pk).exists()
    assert Unit.objects.named_at(MAY - DAY).filter(pk=bureau.yanchi.pk).exists()
    assert not UnitClosure.objects.at(MAY).filter(descendant=bureau.yanchi).exists()
    entry = AuditEntry.objects.get(action="personnel.unit_closed")
    assert (entry.reason, entry.document_no, entry.after) == ("撤并", "临公编〔2026〕4号", {"until": "2026-05-01"})


def test_a_closed_unit_stands_again_from_a_later_day(bureau: Bureau) -> None:
    close_unit(unit=bureau.yanchi, actor=SYSTEM, since=MAY)
    with pytest.raises(Refusal) as refusal:
        reopen_unit(unit=bureau.yanchi, parent=bureau.north, actor=SYSTEM, since=MAY - DAY)
    assert refusal.value.code == "units.stands"
    june = start_of(date(2026, 6, 1))
    reopen_unit(unit=bureau.yanchi, parent=bureau.north, actor=SYSTEM, since=june)
    assert not Unit.objects.named_at(MAY).filter(pk=bureau.yanchi.pk).exists()
    again = Unit.objects.named_at(june).get(pk=bureau.yanchi.pk)
    assert (again.short_name, again.parent_id) == ("砚池路派出所", bureau.north.pk)


def test_nothing_is_founded_under_a_unit_before_that_stood(bureau: Bureau) -> None:
    new = NewUnit(
        code="110103000000",
        name="新所",
        short_name="新所",
        kind=UnitKind.STATION,
        is_law_enforcement=True,
        parent_code=bureau.south.code,
    )
    with pytest.raises(Refusal, match="新所") as refusal:
        found_units(units=[new], actor=SYSTEM, since=FOUNDED - DAY)
    assert (refusal.value.code, refusal.value.field) == ("units.orphan", "parent")
    with pytest.raises(Refusal) as short:
        found_units(units=[replace(new, code="11010300000")], actor=SYSTEM, since=FOUNDED)
    assert (short.value.code, short.value.field) == ("units.code", "code")
    assert Unit.objects.count() == 7
