"""Whatever is recorded later: what was known at a moment gives the answers that it gave then."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from personnel.officers.models import Officer
from qualifications.gate.gate import decide
from qualifications.levels.levels import correct_away, revoke
from qualifications.levels.models import LevelRecord
from qualifications.levels.outside import LegacyLevel, import_legacy
from qualifications.restrictions.models import Restriction
from qualifications.restrictions.restrictions import NewRestriction, correct_restrictions, reinstate, restrict
from qualifications.states import Level, RestrictionKind
from records.days import at_time, start_of
from records.refusals import Refusal
from tests.people import SYSTEM, TODAY

FIRST = date(2026, 1, 5)
ASKED = [FIRST + timedelta(days=days) for days in (-30, 7, 20, 60)]
END = at_time(TODAY, 10)


@dataclass(frozen=True)
class Act:
    """Something that HR records: what, and for which day counted from FIRST."""

    verb: str
    day: int
    number: int


def do(act: Act, officer: Officer, now: datetime) -> None:
    """The act, where it is possible."""
    at = start_of(FIRST + timedelta(days=act.day))
    document = f"{act.number}号"
    records = list(LevelRecord.objects.believed().filter(officer=officer).select_related("officer"))
    standing = list(Restriction.objects.believed().filter(officer=officer).select_related("officer"))
    try:
        with transaction.atomic():
            if act.verb == "grant":
                level = LegacyLevel(
                    officer=officer, level=Level.BASIC, confirmed_on=FIRST - timedelta(days=60), document_no=document
                )
                import_legacy(levels=[level], actor=SYSTEM, now=now)
            elif act.verb == "restrict":
                new = NewRestriction(officer=officer, kind=RestrictionKind.SUSPENSION, since=at, document_no=document)
                restrict(items=[new], actor=SYSTEM, now=now)
            elif act.verb == "revoke" and records:
                revoke(records=records, at=at, document_no=document, actor=SYSTEM, now=now)
            elif act.verb == "correct" and records:
                correct_away(records=records[:1], document_no=document, actor=SYSTEM, now=now)
            elif act.verb == "reinstate" and standing:
                reinstate(restrictions=standing[-1:], at=at, document_no=document, actor=SYSTEM, now=now)
            elif act.verb == "unrestrict" and standing:
                correct_restrictions(restrictions=standing[:1], document_no=document, actor=SYSTEM, now=now)
    except Refusal:
        pass


def answers(known_at: datetime | None) -> list[tuple[bool, list[str]]]:
    found = [
        decide(number="021306", duty="handle_cases", at=day, known_at=known_at, now=known_at or END) for day in ASKED
    ]
    return [(answer.allowed, [reason.code for reason in answer.reasons]) for answer in found]


_VERBS = st.sampled_from(["grant", "restrict", "revoke", "correct", "reinstate", "unrestrict"])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_VERBS, st.integers(-20, 50)), min_size=1, max_size=7))
def test_nothing_recorded_later_changes_what_was_known(dai: Officer, acts: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        then = {}
        for number, (verb, day) in enumerate(acts):
            now = at_time(FIRST + timedelta(days=3 * number), 9)
            do(Act(verb, day, number), dai, now)
            then[now] = answers(None)
        for known_at, given_then in then.items():
            assert answers(known_at) == given_then
        transaction.set_rollback(True)


_FACTS = [Act("grant", 0, 0), Act("restrict", 5, 1), Act("restrict", 30, 2)]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(_FACTS))
def test_the_order_of_recording_does_not_matter(dai: Officer, acts: list[Act]) -> None:
    given_in_order = []
    for order in (_FACTS, acts):
        with transaction.atomic():
            for number, act in enumerate(order):
                do(act, dai, at_time(FIRST + timedelta(days=number), 9))
            given_in_order.append([allowed for allowed, _reasons in answers(None)])
            transaction.set_rollback(True)
    assert given_in_order[0] == given_in_order[1] == [True, False, False, False]
