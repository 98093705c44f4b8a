"""Whatever is done in whatever order: exclusive posts don't overlap, and everybody is counted once."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from personnel.officers.models import Appointment, Officer
from personnel.officers.officers import NewPost, end_appointments, second, transfer
from personnel.officers.states import Relation
from records.days import start_of
from records.refusals import Refusal
from tests import people

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["transfer", "second", "end", "end secondment"]),
        st.integers(0, 1),
        st.integers(0, 3),
        st.integers(1, 20),
    ),
    max_size=8,
)


class Sequences(TestCase):
    """One small bureau for each example."""

    @settings(max_examples=12)
    @given(ACTS)
    def test_posts_of_one_relation_never_overlap_and_headcount_adds_up(self, acts) -> None:
        bureau = people.found_bureau()
        officers = [
            people.officer_in(bureau.liudi, "021306", "戴启明"),
            people.officer_in(bureau.yanchi, "0A2196", "何晓晨"),
        ]
        units = [bureau.yanchi, bureau.liudi, bureau.beiqiao, bureau.hr_office]
        for name, who, where, day in acts:
            at = start_of(date(2026, 1, 1) + timedelta(days=day))
            self.act(name, officers[who], units[where], at)
        for officer in officers:
            for relation in (Relation.ESTABLISHED, Relation.WORKING):
                rows = Appointment.objects.believed().filter(officer=officer, relation=relation)
                periods = sorted(rows.values_list("valid_from", "valid_to"), key=lambda period: period[0])
                assert all(one[1] is not None and one[1] <= other[0] for one, other in pairwise(periods))
        self.add_up(bureau)

    def act(self, name, officer, unit, at) -> None:
        post = [(officer, NewPost(unit=unit, post="民警", since=at))]
        common = {"actor": people.SYSTEM, "now": at}
        with suppress(Refusal):
            match name:
                case "transfer":
                    transfer(posts=post, **common)
                case "second":
                    second(posts=post, **common)
                case "end":
                    end_appointments(officers=[officer], relation=Relation.ESTABLISHED, on=at, **common)
                case _:
                    end_appointments(officers=[officer], relation=Relation.WORKING, on=at, **common)

    def add_up(self, bureau) -> None:
        for day in (0, 7, 14, 30):
            at = start_of(date(2026, 1, 1) + timedelta(days=day))
            whole = Officer.objects.posted_below(bureau.bureau.pk, at).count()
            parts = [bureau.south, bureau.north, bureau.hr_office]
            assert whole == sum(Officer.objects.posted_below(part.pk, at).count() for part in parts)
            posted = Appointment.objects.believed().holding_at(at).filter(relation=Relation.ESTABLISHED)
            assert whole == posted.values("officer").distinct().count()
