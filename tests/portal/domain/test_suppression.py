"""Nobody can work out a small number of participants from what is published."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.suppression import SMALL, SMALLEST_TOTAL, hide_small

NAMES = "abcdefgh"


def shown(cells: tuple[int, ...], *, total: int) -> tuple[int | None, ...]:
    named = dict(zip(NAMES, cells, strict=False))
    return tuple(hide_small(named, total=total, complete=sum(cells) == total).values())


def tables(total: int, width: int) -> Iterator[tuple[int, ...]]:
    """Every breakdown of at most `total` persons into so many counts."""
    if width == 0:
        yield ()
        return
    for first in range(total + 1):
        for rest in tables(total - first, width - 1):
            yield (first, *rest)


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize(("total", "width"), [(10, 2), (18, 3), (24, 3), (14, 4), (12, 6)])
def test_not_even_somebody_who_knows_the_rules_can_compute_a_hidden_count(
    total: int, width: int, complete: bool
) -> None:
    could_be: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
    for cells in tables(total, width):
        if not complete or sum(cells) == total:
            could_be[shown(cells, total=total)].append(cells)
    for published, candidates in could_be.items():
        for place, value in enumerate(published):
            if value is None:
                assert len({cells[place] for cells in candidates}) > 1, (published, candidates)


cells = st.lists(st.integers(0, 40), min_size=1, max_size=8)


@given(cells, st.integers(0, 30))
def test_no_count_of_one_to_four_is_shown_and_what_is_shown_is_true(counts: list[int], rest: int) -> None:
    total = sum(counts) + rest
    for true, value in zip(counts, shown(tuple(counts), total=total), strict=True):
        assert value is None or (value == true and not 0 < value < SMALL)


@given(cells)
def test_the_hidden_ones_are_at_least_two_who_hold_at_least_five_persons(counts: list[int]) -> None:
    total = sum(counts)
    published = shown(tuple(counts), total=total)
    hidden = [true for true, value in zip(counts, published, strict=True) if value is None]
    if total >= SMALLEST_TOTAL and hidden:
        assert len(hidden) > 1
        assert sum(hidden) >= SMALL
        assert sum(hidden) > len(hidden)


@given(cells)
def test_under_ten_in_all_no_breakdown_is_shown(counts: list[int]) -> None:
    total = sum(counts)
    published = shown(tuple(counts), total=total)
    assert (set(published) == {None}) if total < SMALLEST_TOTAL else True


@given(st.lists(st.just(0) | st.integers(SMALL, 60), min_size=1, max_size=8), st.integers(0, 20))
def test_large_counts_are_not_hidden_for_nothing(counts: list[int], rest: int) -> None:
    total = sum(counts) + rest
    if total >= SMALLEST_TOTAL:
        assert shown(tuple(counts), total=total) == tuple(counts)


def test_a_lone_small_count_takes_the_next_smallest_with_it() -> None:
    assert shown((34, 28, 2), total=64) == (34, None, None)
    assert shown((3, 61), total=64) == (None, None)
    assert shown((20, 20, 20, 3), total=63) == (None, None, None, None)
    assert shown((1, 1, 1, 1, 1, 9, 30), total=44) == (None, None, None, None, None, None, 30)


def test_those_who_gave_no_answer_hide_a_small_count_as_well_as_another_count_does() -> None:
    assert shown((30, 3), total=60) == (30, None)
    assert shown((30, 3), total=34) == (None, None)
