"""The people of the demo, before they are taken on: as many, as old and as varied as those of a real bureau."""

from collections import Counter
from datetime import date

import pytest

from config.demo.cast import CAST
from config.demo.people import Person, whole_staff
from config.demo.units import CITY, SPLIT_STATIONS, whole_bureau
from config.demo.year import Year, is_public_holiday, is_working_day
from personnel.officers.rules import is_id_number, is_police_number
from personnel.officers.states import Category
from personnel.units.states import UnitKind

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def staff() -> list[Person]:
    return whole_staff(TODAY, 20110101)


@pytest.fixture(scope="module")
def officers(staff: list[Person]) -> list[Person]:
    left = {"leaver", "passes_number"}
    return [person for person in staff if person.category == Category.OFFICER and not person.tags & left]


def test_units_are_those_of_a_city_without_fire_fighters():
    places = whole_bureau()
    kinds = Counter(place.kind for place in places)
    assert 80 <= len(places) <= 92
    assert kinds[UnitKind.SUB_BUREAU] == 6
    assert not any("消防" in place.name for place in places)
    for name in {place.sub_bureau for place in places} - {""}:
        assert 140 <= sum(place.size for place in places if place.sub_bureau == name) <= 190
        stations = [place for place in places if place.sub_bureau == name and place.kind == UnitKind.STATION]
        assert 5 <= len(stations) <= 8
        assert all(8 <= place.size <= 25 for place in stations if not place.is_split)
    assert sum(place.kind == UnitKind.TEAM for place in places) == 3 * len(SPLIT_STATIONS)


def test_every_unit_is_as_large_as_it_says(officers: list[Person]):
    people = Counter(person.place.code for person in officers)
    assert people == {place.code: place.size for place in whole_bureau()}
    assert len(officers) == 1496


def test_numbers_and_identities_are_well_formed_and_unique(staff: list[Person]):
    assert all(is_id_number(person.id_number) for person in staff)
    assert all(is_police_number(person.number) for person in staff)
    assert len({person.id_number for person in staff}) == len(staff)
    assert len({person.number for person in staff}) == len(staff)
    assert all(person.id_number.startswith("9901") for person in staff)


def test_names_are_as_varied_as_real_ones(staff: list[Person]):
    lengths = Counter(len(person.name) for person in staff)
    names = Counter(person.name for person in staff)
    assert 0.15 < lengths[2] / len(staff) < 0.35
    assert any("·" in name for name in names)
    assert "卢䶮" in names
    assert sum("建国" in name for name in names) <= 5
    assert 1 < max(names.values()) <= 4
    assert all(names[known.name] == 1 for known in CAST)


def test_ranks_fit_age_years_and_post(officers: list[Person]):
    ranks = Counter(person.rank[2:] for person in officers if person.rank)
    assert ranks["警司"] + ranks["警督"] > 0.97 * len(officers)
    for person in officers:
        years = (TODAY - person.joined_on).days / 365
        assert TODAY.year - person.born_on.year < 61
        assert person.joined_on.year - person.born_on.year >= 20
        if "警监" in person.rank:
            assert person.place.name == CITY
        if person.rank == "一级警督":
            assert years >= 19
        assert (person.rank == "") == bool(person.tags & {"recruit", "yearling"})


def test_there_are_as_many_recruits_as_usual_and_no_unit_has_too_many(officers: list[Person]):
    recruits = [person for person in officers if person.has("recruit")]
    assert 12 <= len(recruits) <= 20
    by_unit = Counter(person.place.short_name + person.place.sub_bureau for person in recruits)
    assert by_unit.pop("砚池路派出所澄南分局") == 3
    assert set(by_unit.values()) == {1}


def test_the_same_seed_gives_the_same_people(staff: list[Person]):
    again = whole_staff(TODAY, 20110101)
    assert [(one.name, one.number, one.id_number) for one in staff] == [
        (one.name, one.number, one.id_number) for one in again
    ]


@pytest.mark.parametrize(
    "today", [TODAY, date(2026, 5, 4), date(2026, 10, 8), date(2026, 12, 31), date(2027, 2, 10), date(2027, 9, 30)]
)
def test_the_year_holds_nothing_on_days_off_and_twelve_monthly_tests(today: date):
    year = Year(today)
    assert len(year.monthly_tests) == 12
    assert len({(day.year, day.month) for day in year.monthly_tests}) == 12
    assert all(is_working_day(day) for day in year.monthly_tests)
    assert year.go_live < min(year.monthly_tests) < max(year.monthly_tests) < today
    assert year.make_up < today
    assert year.make_up.weekday() == 5
    assert not is_public_holiday(year.make_up)
    assert year.before(3) < today
    assert not is_working_day(date(2026, 2, 17))  # Spring Festival


@pytest.mark.parametrize("today", [date(2026, 5, 4), date(2027, 1, 2), date(2028, 2, 29)])
def test_what_is_taken_over_began_before_the_system(today: date):
    begun = Year(today).go_live
    for person in whole_staff(today, 20110101):
        assert person.joined_on <= (person.post_since or today)
        if not person.has("recruit"):
            assert person.joined_on <= begun
            assert (person.rank_since or begun) <= begun
            assert (person.post_since or begun) <= begun
