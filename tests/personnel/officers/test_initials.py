"""How a name may be typed by its initials."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.officers.initials import MOST, name_initials, name_pinyin


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("戴启明", "dqm"),
        ("单国强", "sgq"),
        ("单国强", "dgq"),  # by who doesn't know how the surname is read
        ("查理明", "zlm"),
        ("仇和", "qh"),
        ("曾乐行", "zyx"),  # 乐 as in music
        ("欧阳婧怡", "oyjy"),
        ("尉迟恭", "ycg"),
        ("卢䶮", "ly"),
        ("那仁图雅", "nrty"),
        ("买买提江·吾斯曼", "mmtjwsm"),
    ],
)
def test_a_name_is_found_by_what_is_typed(name: str, typed: str) -> None:
    assert typed in name_initials(name)


def test_the_order_of_lists_follows_the_reading_of_the_surname() -> None:
    assert sorted(["周敏", "单国强", "仇和", "戴启明"], key=name_pinyin) == ["戴启明", "仇和", "单国强", "周敏"]


@given(st.text(st.sampled_from("戴启明单查仇曾乐行重长· aZ1\U00020bb7"), max_size=12))
def test_initials_are_few_small_letters_whatever_the_name(name: str) -> None:
    readings = name_initials(name)
    assert len(readings) == len(set(readings)) <= MOST
    assert all(word.isascii() and word.isalpha() and word.islower() for word in readings)
