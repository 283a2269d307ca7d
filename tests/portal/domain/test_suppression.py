"""Small numbers of participants cannot be computed from what is left, nor from corrections."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.domain.suppression import SMALL, SMALLEST_TOTAL, Shown, hide_part, hide_small, next_shown, shown

Cells = tuple[int, ...]


def names(cells: Cells) -> dict[str, int]:
    return {str(place): count for place, count in enumerate(cells)}


def hidden(cells: Cells) -> tuple[int | None, ...]:
    return tuple(hide_small(names(cells)).values())


def tables(total: int, width: int) -> Iterator[Cells]:
    """Every table of so many counts with a sum."""
    if width == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables(total - first, width - 1):
            yield (first, *rest)


@pytest.mark.parametrize(("total", "width"), [(10, 2), (18, 3), (24, 3), (14, 4), (12, 6)])
def test_not_even_somebody_who_knows_the_rules_can_compute_a_hidden_count(total: int, width: int) -> None:
    could_be: dict[tuple[int | None, ...], list[Cells]] = defaultdict(list)
    for cells in tables(total, width):
        could_be[hidden(cells)].append(cells)
    for published, candidates in could_be.items():
        for place, value in enumerate(published):
            if value is None:
                assert len({cells[place] for cells in candidates}) > 1, (published, candidates)


counts = st.lists(st.integers(0, 40), min_size=1, max_size=8)


@given(counts)
def test_no_count_of_one_to_four_is_shown_and_what_is_shown_is_true(cells: list[int]) -> None:
    for true, value in zip(cells, hidden(tuple(cells)), strict=True):
        assert value is None or (value == true and not 0 < value < SMALL)


@given(counts)
def test_the_hidden_ones_are_at_least_two_who_hold_at_least_five_persons(cells: list[int]) -> None:
    taken = [true for true, value in zip(cells, hidden(tuple(cells)), strict=True) if value is None]
    if sum(cells) >= SMALLEST_TOTAL and taken:
        assert len(taken) > 1
        assert sum(taken) >= SMALL
        assert sum(taken) > len(taken)


@given(counts)
def test_under_ten_in_all_no_breakdown_is_shown(cells: list[int]) -> None:
    if sum(cells) < SMALLEST_TOTAL:
        assert shown(sum(cells), {"gender": names(tuple(cells))}).breakdowns == {}


@given(st.lists(st.just(0) | st.integers(SMALL, 60), min_size=1, max_size=8))
def test_large_counts_are_not_hidden_for_nothing(cells: list[int]) -> None:
    if sum(cells) >= SMALLEST_TOTAL:
        assert hidden(tuple(cells)) == tuple(cells)


def test_a_lone_small_count_takes_the_next_smallest_with_it() -> None:
    assert hidden((34, 28, 2)) == (34, None, None)
    assert hidden((3, 61)) == (None, None)
    assert hidden((20, 20, 20, 3)) == (None, None, None, None)
    assert hidden((1, 1, 1, 1, 1, 9, 30)) == (None, None, None, None, None, None, 30)


# ---- Corrections: somebody kept the earlier page, and compares ------------------------------------------------


def published(versions: tuple[Cells, ...]) -> tuple[Shown, ...]:
    """What the public sees after each version of the counts."""
    told: list[Shown] = []
    seen: list[Shown] = []
    for cells in versions:
        fresh = next_shown(shown(sum(cells), {"gender": names(cells)}), told)
        if fresh is not None:
            told.append(fresh)
        seen.append(told[-1])
    return tuple(seen)


def figures(seen: Shown) -> tuple[object, ...]:
    told = seen.breakdowns.get("gender")
    return (seen.total, None if told is None else tuple(told.cells.values()))


@cache
def _could_be(highest: int, width: int, step: int) -> dict[object, list[tuple[Cells, Cells]]]:
    """Everything the public could see of a count and its correction in one place, and what could lie behind it."""
    found: dict[object, list[tuple[Cells, Cells]]] = defaultdict(list)
    for total in range(highest + 1):
        for before in tables(total, width):
            for place in range(width):
                for change in range(-step, step + 1):
                    after = (*before[:place], before[place] + change, *before[place + 1 :])
                    if after[place] >= 0:
                        seen = published((before, after))
                        found[figures(seen[0]), figures(seen[1])].append((before, after))
    return found


@pytest.mark.parametrize(("highest", "width", "step"), [(26, 2, 12), (20, 3, 9)])
def test_a_correction_in_one_place_reveals_no_hidden_count_even_to_somebody_who_knows_that(
    highest: int, width: int, step: int
) -> None:
    for seen, candidates in _could_be(highest, width, step).items():
        for version, (total, cells) in enumerate(seen):  # type: ignore[arg-type, misc, var-annotated]
            if cells is None or total + step > highest:
                # Beyond the largest table tried, some of what could lie behind is missing.
                continue
            for place, value in enumerate(cells):
                if value is None:
                    behind = {pair[version][place] for pair in candidates}
                    assert len(behind) > 1, (seen, candidates)


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=6))
@settings(max_examples=400)
def test_between_any_two_pages_no_figure_differs_by_one_to_four_and_the_same_are_hidden(
    versions: list[list[int]],
) -> None:
    seen = published(tuple(tuple(cells) for cells in versions))
    assume(any(one != other for one, other in pairwise(seen)))
    for number, new in enumerate(seen):
        for old in seen[:number]:
            assert not 0 < abs(new.total - old.total) < SMALL
            if not (new.breakdowns and old.breakdowns):
                continue
            now, then = new.breakdowns["gender"].cells, old.breakdowns["gender"].cells
            assert {name for name in now if now[name] is None} == {name for name in then if then[name] is None}
            for name in now:
                one, other = now[name], then[name]
                assert one is None or other is None or not 0 < abs(one - other) < SMALL


@given(counts, st.integers(0, 7), st.integers(1, 4))
def test_one_slip_found_later_changes_nothing_that_is_shown(cells: list[int], place: int, more: int) -> None:
    after = list(cells)
    after[place % len(cells)] += more
    before, later = published((tuple(cells), tuple(after)))
    assert before == later


def test_a_large_correction_is_shown() -> None:
    first, second = published(((34, 28, 0), (44, 38, 0)))
    assert first.total == 62
    assert second.total == 82
    assert second.breakdowns["gender"].cells == {"0": 44, "1": 38, "2": 0}


def test_a_correction_that_would_uncover_what_was_hidden_shows_the_total_alone() -> None:
    first, second = published(((34, 28, 2), (34, 28, 12)))
    assert first.breakdowns["gender"].cells == {"0": 34, "1": None, "2": None}
    assert second.total == 74
    assert second.breakdowns == {}


def part_and_rest(sizes: Cells) -> Iterator[tuple[Cells, Cells]]:
    """Every way to divide each of some counts in two."""
    for late in product(*(range(size + 1) for size in sizes)):
        yield sizes, late


@pytest.mark.parametrize("sizes", [(9, 7, 6), (12, 3, 2), (6, 5, 0), (11, 10), (8, 8, 1)])
def test_how_many_of_each_count_were_late_tells_of_no_few_either(sizes: Cells) -> None:
    """Whoever knows the rules, the counts and the sums tries every way there is to divide them."""
    could_be: dict[object, list[tuple[Cells, Cells]]] = defaultdict(list)
    few = {}
    for whole, late in part_and_rest(sizes):
        told = tuple(hide_part(names(whole), names(late)).values())
        sum_told = sum(late) if not any(0 < one < SMALL for one in (sum(late), sum(whole) - sum(late))) else None
        could_be[told, sum_told].append((whole, late))
        few[whole, late] = [
            place
            for place, (all_of, one) in enumerate(zip(whole, late, strict=True))
            if hide_small(names(whole))[str(place)] is not None
            if 0 < one < SMALL or 0 < all_of - one < SMALL
        ]
    for published, candidates in could_be.items():
        for whole, late in candidates:
            for place in few[whole, late]:
                assert published[0][place] is None
                assert len({other[place] for _whole, other in candidates}) > 1, (published, candidates)
