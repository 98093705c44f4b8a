"""Drawing: a paper that can be made is made, never with a question twice. No database."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.papers.rules import ID_ALPHABET, NotEnough, Shortage, draw, fingerprint_of, new_option_ids

POOLS = st.lists(st.lists(st.integers(0, 30), max_size=20), min_size=1, max_size=6)


@given(POOLS, st.data(), st.text(max_size=8))
def test_a_drawing_meets_its_counts_and_repeats_nothing(pools: list[list[int]], data: st.DataObject, seed: str) -> None:
    counts = [data.draw(st.integers(0, 8)) for _pool in pools]
    if greatest_flow(counts, pools) < sum(counts):
        with pytest.raises(NotEnough):
            draw(counts, pools, seed)
        return
    drawn = draw(counts, pools, seed)
    assert [len(row) for row in drawn] == counts
    assert all(set(row) <= set(pool) for row, pool in zip(drawn, pools, strict=True))
    everything = [question for row in drawn for question in row]
    assert len(set(everything)) == len(everything)
    assert draw(counts, pools, seed) == drawn


def greatest_flow(counts: list[int], pools: list[list[int]]) -> int:
    """How many places can be filled at the most, by plain augmenting over single places."""
    places = [pool for count, pool in zip(counts, pools, strict=True) for _place in range(count)]
    held: dict[int, int] = {}

    def fill(place: int, seen: set[int]) -> bool:
        for question in places[place]:
            if question not in seen:
                seen.add(question)
                if question not in held or fill(held[question], seen):
                    held[question] = place
                    return True
        return False

    return sum(fill(place, set()) for place in range(len(places)))


def test_rows_that_compete_give_way() -> None:
    assert sorted(map(sorted, draw([1, 1, 1], [[1, 2, 3], [1, 2], [1]], "x"))) == [[1], [2], [3]]


def test_what_lacks_is_told_for_each_row() -> None:
    with pytest.raises(NotEnough) as short:
        draw([3, 2, 1], [[1, 2], [3, 4], [5]], "x")
    assert short.value.shortages == [Shortage(0, 3, 2, 2)]


def test_other_seeds_draw_others() -> None:
    drawings = {tuple(draw([5], [list(range(50))], str(seed))[0]) for seed in range(10)}
    assert len(drawings) == 10


@given(st.integers(2, 8), st.integers())
def test_option_ids_differ_and_are_no_letters_of_options(count: int, seed: int) -> None:
    ids = new_option_ids(count, random.Random(seed))
    assert len(set(ids)) == count
    assert all(set(own) <= set(ID_ALPHABET) for own in ids)


def test_fingerprints() -> None:
    assert fingerprint_of({"a": 1, "b": [2]}) == fingerprint_of({"b": [2], "a": 1})
    assert fingerprint_of({"a": 1}) != fingerprint_of({"a": 2})
