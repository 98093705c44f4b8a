"""Exams and levels of the small bureau, by the ordinary verbs, so that figures can be counted by hand."""

from datetime import date
from decimal import Decimal

from exams.marking.results import OutsideResult, enter_results
from exams.sittings.models import Exam
from exams.sittings.sittings import found_exam
from exams.sittings.states import Absence, ExamKind
from personnel.officers.models import Officer
from personnel.units.models import Unit
from qualifications.levels.outside import LegacyLevel, import_legacy
from qualifications.restrictions.restrictions import NewRestriction, restrict
from qualifications.states import Level, RestrictionKind
from records.days import at_time, start_of
from scoring.periods.computing import compute_period, open_period
from scoring.periods.models import Period, UnitScore
from scoring.schemes.states import IndicatorCode
from tests.people import NOW, SYSTEM

OCTOBER = date(2026, 10, 1)
DAY = date(2026, 10, 20)
DOCUMENT = "临公法〔2026〕60号"


def monthly_exam(owner: Unit, title: str = "10月月考") -> Exam:
    """A test of 100 points, 60 pass."""
    return found_exam(
        owner=owner, title=title, kind=ExamKind.MONTHLY, pass_mark=Decimal(60), actor=SYSTEM, now=start_of(OCTOBER)
    )


def sat(exam: Exam, *lines: tuple[Officer, object], on: date = DAY) -> None:
    """Results: (officer, score) or (officer, reason of absence)."""
    rows = [
        OutsideResult(officer=officer, sat_on=on, absence=what)
        if isinstance(what, Absence)
        else OutsideResult(officer=officer, sat_on=on, score=Decimal(str(what)))
        for officer, what in lines
    ]
    enter_results(exam=exam, rows=rows, document_no=DOCUMENT, actor=SYSTEM, now=at_time(on, 18))


def hold(*officers: Officer, level: Level = Level.BASIC, last_day: date | None = None) -> None:
    """They hold the level since 2016 (until the last day)."""
    levels = [
        LegacyLevel(
            officer=officer,
            level=level,
            confirmed_on=date(2016, 1, 4),
            document_no="临公政〔2016〕1号",
            last_day=last_day,
        )
        for officer in officers
    ]
    import_legacy(levels=levels, actor=SYSTEM, now=start_of(date(2016, 1, 5)))


def suspend(officer: Officer, on: date, kind: RestrictionKind = RestrictionKind.SUSPENSION) -> None:
    """The officer's qualification is suspended (or he is restricted otherwise) from the day on."""
    days = 15 if kind == RestrictionKind.STOP_DUTY else None
    item = NewRestriction(officer=officer, kind=kind, since=start_of(on), days=days, document_no="临公督〔2026〕7号")
    restrict(items=[item], actor=SYSTEM, now=start_of(on))


def computed(month: date = OCTOBER) -> Period:
    """The month, computed now."""
    return compute_period(period=open_period(month=month, now=NOW), actor=SYSTEM, now=NOW)


def score_of(unit: Unit, month: date = OCTOBER) -> UnitScore:
    """The unit's score in the month."""
    return UnitScore.objects.get(unit=unit, period__month=month)


def measures_of(unit: Unit, month: date = OCTOBER) -> dict[str, tuple[Decimal, int]]:
    """{indicator: (numerator, denominator)}"""
    rows = score_of(unit, month).figures.values_list("indicator", "numerator", "denominator")
    return {str(IndicatorCode(code)): (numerator, denominator) for code, numerator, denominator in rows}
