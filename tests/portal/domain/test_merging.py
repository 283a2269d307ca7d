"""Two people change the same plan: nothing either wrote is lost, and only what both changed collides."""

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.merging import merge

values = st.fixed_dictionaries({name: st.integers(0, 2) for name in "abcd"})


def test_what_only_one_changed_is_kept_from_that_one() -> None:
    merged = merge({"title": "A", "body": "B"}, {"title": "A2", "body": "B"}, {"title": "A", "body": "B2"})
    assert merged.values == {"title": "A2", "body": "B2"}
    assert merged.collisions == ()
    assert merged.theirs == ("title",)


def test_what_both_changed_differently_collides() -> None:
    assert merge({"title": "A"}, {"title": "B"}, {"title": "C"}).collisions == ("title",)


def test_what_both_changed_alike_does_not_collide() -> None:
    assert merge({"title": "A"}, {"title": "B"}, {"title": "B"}).collisions == ()


def test_without_the_version_it_began_from_every_difference_collides() -> None:
    assert merge(None, {"title": "B", "body": "X"}, {"title": "C", "body": "X"}).collisions == ("title",)


def test_the_order_of_codes_is_no_change() -> None:
    merged = merge({"areas": ("a", "b")}, {"areas": ("a", "b")}, {"areas": ("b", "a")}, unordered=("areas",))
    assert merged.values == {"areas": ("a", "b")}
    more = merge({"areas": ("a",)}, {"areas": ("a", "b")}, {"areas": ("a",)}, unordered=("areas",))
    assert more.theirs == ("areas",)


@given(values, values, values)
def test_each_field_holds_what_somebody_wrote_and_no_change_vanishes(
    base: dict[str, int], theirs: dict[str, int], mine: dict[str, int]
) -> None:
    merged = merge(base, theirs, mine)
    for name, value in merged.values.items():
        changed = {one for one in (theirs[name], mine[name]) if one != base[name]}
        if len(changed) > 1:
            assert name in merged.collisions
        elif changed:
            assert value == changed.pop()
        else:
            assert value == base[name]
