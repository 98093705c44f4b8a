"""How what is wanted is written, what an audit entry says of it, how long a request waits."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.corrections.rules import days_waited, masked_wanted, normalized_wanted
from tests.people import NOW, id_number


@pytest.mark.parametrize(
    ("code", "text", "right"),
    [
        ("name", " 戴 启明 ", "戴 启明"),
        ("name", "  ", None),
        ("sex", "female", "female"),
        ("sex", "other", None),
        ("born_on", "1990-02-29", None),
        ("born_on", "1990-2-1", None),
        ("born_on", "1992-02-29", "1992-02-29"),
        ("id_number", id_number(7).lower(), id_number(7)),
        ("id_number", id_number(7)[:-1], None),
        ("number", "０a2196", "0A2196"),
        ("number", "21306", None),
        ("post", "副所长", "副所长"),
    ],
)
def test_what_is_wanted_is_written_as_it_would_be_recorded(code: str, text: str, right: str | None) -> None:
    assert normalized_wanted(code, text) == right


@pytest.mark.parametrize(
    ("code", "wanted", "said"),
    [
        ("name", "戴启明", "戴**"),
        ("born_on", "1990-01-01", "1990"),
        ("post", "副所长", ""),
        ("number", "0A2196", "0A2196"),
    ],
)
def test_an_entry_says_no_more_than_it_needs(code: str, wanted: str, said: str) -> None:
    assert masked_wanted(code, wanted) == said


@given(sequence=st.integers(0, 999))
def test_an_identity_number_never_shows_its_middle(sequence: int) -> None:
    whole = id_number(sequence)
    assert whole[6:14] not in masked_wanted("id_number", whole)
    assert len(masked_wanted("id_number", whole)) == len(whole)


@pytest.mark.parametrize(
    ("ended", "now", "days"),
    [
        (None, NOW, 0),
        (None, NOW + timedelta(hours=14), 1),  # over one midnight of the bureau
        (None, NOW + timedelta(days=9), 9),
        (NOW + timedelta(days=2), NOW + timedelta(days=9), 2),
    ],
)
def test_waiting_counts_the_bureaus_days(ended: datetime | None, now: datetime, days: int) -> None:
    assert days_waited(NOW, ended, now) == days
