"""A month's figures of the small bureau, against figures counted by hand."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from exams.sittings.states import Absence
from personnel.officers.models import Officer
from personnel.officers.officers import NewPost, appoint, change_status
from personnel.officers.states import Category, Service
from personnel.units.alterations import move_unit
from qualifications.states import RestrictionKind
from records.days import start_of
from records.models import AuditEntry
from records.refusals import Refusal
from scoring.periods.computing import compute_period, open_period
from scoring.periods.models import CountedOfficer, CountedResult, Period, UnitScore
from scoring.periods.states import Counted, Grade, Line, Standing
from tests import people
from tests.people import NOW, SYSTEM, Bureau
from tests.scoring.facts import DAY, OCTOBER, computed, hold, measures_of, monthly_exam, sat, score_of, suspend


def _staff(bureau: Bureau) -> dict[str, Officer]:
    """Five officers of 柳堤街, three of 砚池路, one of 北桥."""
    posts = {"戴": "liudi", "吴": "liudi", "那": "liudi", "欧": "liudi", "李": "liudi"} | {
        "何": "yanchi", "韦": "yanchi", "尹": "yanchi", "白": "beiqiao",
    }  # fmt: skip
    return {
        name: people.officer_in(getattr(bureau, unit), f"0210{number:02d}", name)
        for number, (name, unit) in enumerate(posts.items())
    }


@pytest.fixture
def staff(bureau: Bureau) -> dict[str, Officer]:
    return _staff(bureau)


def test_figures_counted_by_hand(bureau: Bureau, staff: dict[str, Officer]) -> None:
    exam = monthly_exam(bureau.bureau)
    sat(
        exam,
        (staff["戴"], 92), (staff["吴"], 60), (staff["那"], "59.5"),
        (staff["欧"], Absence.SICK), (staff["李"], Absence.NONE),
        (staff["何"], 80), (staff["韦"], 71), (staff["尹"], Absence.TASK_FORCE),
        (staff["白"], 100),
    )  # fmt: skip
    hold(*(staff[name] for name in "戴吴那欧何韦白"))
    computed()
    assert measures_of(bureau.liudi) == {
        "participation": (Decimal(3), 4),  # 欧 is excused, 李 is not
        "pass_rate": (Decimal(2), 3),
        "mean_score": (Decimal("211.50"), 3),
        "basic_share": (Decimal(4), 5),
    }
    assert measures_of(bureau.south) == {
        "participation": (Decimal(5), 6),
        "pass_rate": (Decimal(4), 5),
        "mean_score": (Decimal("362.50"), 5),
        "basic_share": (Decimal(6), 8),
    }
    assert measures_of(bureau.bureau)["mean_score"] == (Decimal("462.50"), 6)
    liudi, south = score_of(bureau.liudi), score_of(bureau.south)
    # 20 × 3/4 + 30 × 2/3 + 20 × 70.5 % + 30 × 4/5 = 15 + 20 + 14.1 + 24
    assert (liudi.total, liudi.without, liudi.established, liudi.line) == (Decimal("73.1"), 1, 5, Line.NOT_EXCELLENT)
    assert (liudi.grade, liudi.without_share) == (Grade.MEETS, Decimal("0.2"))
    # 2 of 8 are more than 20 %: below the standard whatever the score (77.7).
    assert (south.total, south.line, south.grade) == (Decimal("77.7"), Line.FAILS, Grade.BELOW)
    assert (liudi.name, liudi.kind, liudi.above) == ("澄南分局柳堤街派出所", "station", "澄南分局")
    assert CountedResult.objects.filter(counted=Counted.EXCUSED).count() == 2
    assert AuditEntry.objects.filter(action="scoring.period_computed").count() == 1


def test_an_excellent_score_over_the_first_line_is_not_excellent(bureau: Bureau) -> None:
    staff = [people.officer_in(bureau.yanchi, f"0211{number:02d}", f"民警{number}") for number in range(10)]
    sat(monthly_exam(bureau.bureau), *((officer, 100) for officer in staff))
    hold(*staff[:9])
    computed()
    at_the_line = score_of(bureau.yanchi)  # 1 of 10 is exactly 10 %
    assert (at_the_line.line, at_the_line.grade, at_the_line.total) == (Line.WITHIN, Grade.EXCELLENT, Decimal("97.0"))
    suspend(staff[0], date(2026, 10, 5))
    computed()
    over = score_of(bureau.yanchi)  # 2 of 10 are over 10 %, and exactly 20 % is not over 20 %
    assert (over.line, over.grade, over.total) == (Line.NOT_EXCELLENT, Grade.MEETS, Decimal("94.0"))


def test_expired_and_suspended_count_as_without(bureau: Bureau, staff: dict[str, Officer]) -> None:
    hold(staff["戴"], staff["吴"], staff["欧"])
    hold(staff["那"], last_day=date(2026, 10, 30))
    hold(staff["李"], last_day=date(2026, 10, 31))
    suspend(staff["吴"], date(2026, 10, 31))
    suspend(staff["欧"], date(2026, 10, 25), RestrictionKind.STOP_DUTY)  # stopped from duty, the qualification stands
    computed()
    standings = dict(CountedOfficer.objects.filter(unit=bureau.liudi).values_list("officer__name", "standing"))
    assert standings == {
        "戴": Standing.HOLDS,
        "吴": Standing.SUSPENDED,
        "那": Standing.ENDED,
        "欧": Standing.HOLDS,
        "李": Standing.HOLDS,  # held to the end of the month's last day
    }
    assert measures_of(bureau.liudi)["basic_share"] == (Decimal(3), 5)


def test_a_suspension_of_the_next_month_is_not_this_ones(bureau: Bureau, staff: dict[str, Officer]) -> None:
    hold(staff["白"])
    suspend(staff["白"], date(2026, 11, 1))
    computed()
    assert measures_of(bureau.beiqiao)["basic_share"] == (Decimal(1), 1)
    computed(date(2026, 11, 1))
    assert measures_of(bureau.beiqiao, date(2026, 11, 1))["basic_share"] == (Decimal(0), 1)


@pytest.mark.parametrize(
    ("moved_on", "exam_unit"),
    [(DAY, "beiqiao"), (date(2026, 10, 21), "liudi"), (date(2026, 10, 1), "beiqiao")],
)
def test_a_transfer_in_mid_month(bureau: Bureau, staff: dict[str, Officer], moved_on: date, exam_unit: str) -> None:
    """The result counts where he was on the exam's day, the level where he is at the month's end."""
    since = start_of(moved_on)
    appoint(posts=[(staff["戴"], NewPost(unit=bureau.beiqiao, post="民警", since=since))], actor=SYSTEM, now=since)
    sat(monthly_exam(bureau.bureau), (staff["戴"], 90))
    hold(staff["戴"])
    computed()
    assert CountedResult.objects.get().unit == getattr(bureau, exam_unit)
    assert CountedOfficer.objects.get(officer=staff["戴"]).unit == bureau.beiqiao
    assert measures_of(bureau.beiqiao)["basic_share"] == (Decimal(1), 2)
    assert measures_of(bureau.north)["pass_rate"][1] == (1 if exam_unit == "beiqiao" else 0)


def test_a_move_of_the_next_month_changes_nothing(bureau: Bureau, staff: dict[str, Officer]) -> None:
    november = start_of(date(2026, 11, 1))
    appoint(
        posts=[(staff["戴"], NewPost(unit=bureau.beiqiao, post="民警", since=november))], actor=SYSTEM, now=november
    )
    move_unit(unit=bureau.yanchi, parent=bureau.north, actor=SYSTEM, since=november)
    computed()
    assert (score_of(bureau.south).established, score_of(bureau.north).established) == (8, 1)
    computed(date(2026, 11, 1))
    assert score_of(bureau.south, date(2026, 11, 1)).established == 4
    assert score_of(bureau.north, date(2026, 11, 1)).established == 5


def test_only_the_established_are_counted(bureau: Bureau, staff: dict[str, Officer]) -> None:
    auxiliary = people.officer_in(bureau.beiqiao, "F00001", "辅", category=Category.AUXILIARY, established=False)
    sat(monthly_exam(bureau.bureau), (staff["白"], 90), (auxiliary, 40))
    change_status(
        officers=[staff["尹"]], status=Service.RETIRED, since=start_of(date(2026, 10, 15)), actor=SYSTEM, now=NOW
    )
    period = computed()
    assert measures_of(bureau.beiqiao)["pass_rate"] == (Decimal(1), 1)
    assert period.left_out == 1
    assert score_of(bureau.yanchi).established == 2


def test_a_later_score_of_the_same_exam_replaces_the_first(bureau: Bureau, staff: dict[str, Officer]) -> None:
    exam = monthly_exam(bureau.bureau)
    sat(exam, (staff["白"], 55))
    sat(exam, (staff["白"], 62))
    computed()
    assert measures_of(bureau.beiqiao)["pass_rate"] == (Decimal(1), 1)


def test_another_month_is_another(bureau: Bureau, staff: dict[str, Officer]) -> None:
    exam = monthly_exam(bureau.bureau)
    sat(exam, (staff["白"], 90), on=date(2026, 9, 30))
    sat(exam, (staff["白"], 80), on=date(2026, 11, 1))
    computed()
    assert measures_of(bureau.beiqiao)["participation"] == (Decimal(0), 0)
    assert score_of(bureau.beiqiao).figures.get(indicator="participation").value is None


def _all_figures() -> list[tuple[object, ...]]:
    scores = UnitScore.objects.order_by("unit").values_list(
        "unit", "name", "counts", "established", "without", "line", "total", "grade"
    )
    figures = UnitScore.objects.order_by("unit", "figures__indicator").values_list(
        "unit", "figures__indicator", "figures__numerator", "figures__denominator", "figures__value"
    )
    people_ = CountedResult.objects.order_by("officer").values_list("officer", "unit", "counted", "score")
    return [*scores, *figures, *people_]


def test_the_same_facts_give_the_same_figures(bureau: Bureau, staff: dict[str, Officer]) -> None:
    sat(monthly_exam(bureau.bureau), *((officer, 50 + 4 * number) for number, officer in enumerate(staff.values())))
    hold(*list(staff.values())[:7])
    computed()
    before = _all_figures()
    computed()
    assert _all_figures() == before
    assert Period.objects.count() == 1


def test_a_month_that_has_not_begun_is_refused(db: None) -> None:
    with pytest.raises(Refusal) as refusal:
        open_period(month=date(2026, 12, 5), now=NOW)
    assert refusal.value.code == "scoring.not_begun"


def test_the_queries_do_not_grow_with_the_people(
    bureau: Bureau, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    staff = [people.officer_in(bureau.liudi, f"03{number:04d}", f"民警{number}") for number in range(40)]
    sat(monthly_exam(bureau.bureau), *((officer, 70) for officer in staff))
    hold(*staff)
    period = open_period(month=OCTOBER, now=NOW)
    with django_assert_max_num_queries(32):
        compute_period(period=period, actor=SYSTEM, now=NOW)
