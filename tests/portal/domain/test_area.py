"""Which areas have the same residents."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.area import Place, kilometres, shared_residents
from tests.portal.domain.asks import CITY, ENSKEDE, FARSTA, HAGSATRA, HOKARANGEN, RAGSVED, places

NEIGHBOUR = Place(kind="neighbourhood", district="farsta", neighbourhood="fagersjo", lat=59.2480, lon=18.0620)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (CITY, CITY, 1.0),
        (CITY, ENSKEDE, 0.3),
        (CITY, RAGSVED, 0.2),
        (ENSKEDE, ENSKEDE, 1.0),
        (ENSKEDE, FARSTA, 0.0),
        (ENSKEDE, RAGSVED, 0.6),
        (FARSTA, RAGSVED, 0.0),
        (RAGSVED, RAGSVED, 1.0),
        (RAGSVED, HAGSATRA, 0.3),
        (RAGSVED, NEIGHBOUR, 0.3),
        (RAGSVED, HOKARANGEN, 0.0),
    ],
)
def test_how_far_two_areas_have_the_same_residents(one: Place, other: Place, share: float) -> None:
    assert shared_residents(one, other, near_km=2) == share
    assert shared_residents(other, one, near_km=2) == share


def test_ragsved_and_hokarangen_lie_three_kilometres_apart() -> None:
    assert kilometres(RAGSVED, HOKARANGEN) == pytest.approx(3.0, abs=0.1)


def test_the_border_of_near_is_the_distance_itself() -> None:
    far = kilometres(RAGSVED, NEIGHBOUR)
    assert far is not None
    assert shared_residents(RAGSVED, NEIGHBOUR, near_km=far) == 0.3
    assert shared_residents(RAGSVED, NEIGHBOUR, near_km=far - 0.001) == 0.0


def test_a_neighbourhood_without_a_centre_is_near_nobody_across_the_border() -> None:
    assert kilometres(replace(NEIGHBOUR, lat=None), RAGSVED) is None
    assert shared_residents(RAGSVED, replace(NEIGHBOUR, lon=None), near_km=2) == 0.0


@given(places, places, st.floats(0, 50))
def test_sharing_goes_both_ways_and_is_a_share(one: Place, other: Place, near: float) -> None:
    share = shared_residents(one, other, near_km=near)
    assert share == shared_residents(other, one, near_km=near)
    assert 0 <= share <= 1
    assert shared_residents(one, one, near_km=near) == 1
