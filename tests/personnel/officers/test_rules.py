"""Identity numbers and police numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.officers.rules import (
    id_number_check,
    is_id_number,
    is_police_number,
    masked_name,
    normalized_police_number,
)


def test_the_checksum_is_that_of_the_standard() -> None:
    # The example of GB 11643-1999, Annex A.
    assert id_number_check("11010519491231002") == "X"
    assert is_id_number("11010519491231002X")


@pytest.mark.parametrize("wrong", ["110105194912310021", "11010519491231002", "11010519491231002x", "", "X" * 18])
def test_a_wrong_number_is_known(wrong: str) -> None:
    assert not is_id_number(wrong)


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 16))
def test_one_changed_digit_is_always_noticed(first_17: str, place: int) -> None:
    changed = first_17[:place] + str((int(first_17[place]) + 1) % 10) + first_17[place + 1 :]
    assert not is_id_number(changed + id_number_check(first_17))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("0a2196", "0A2196"), (" 021306 ", "021306"), ("０２１３０６", "021306"), ("02 1306", "021306")],
)
def test_a_police_number_is_read_as_meant(typed: str, meant: str) -> None:
    assert normalized_police_number(typed) == meant
    assert is_police_number(meant)


def test_a_mask_leaves_the_family_name() -> None:
    assert masked_name("戴启明") == "戴**"
    assert masked_name("戴") == "戴*"
