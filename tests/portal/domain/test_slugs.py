"""Addresses made from Swedish names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.slugs import slug


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Enskede-Årsta-Vantör", "enskede-arsta-vantor"),
        ("Hägersten-Älvsjö", "hagersten-alvsjo"),
        ("Östra Fältet", "ostra-faltet"),
        ("Café   på Linné!", "cafe-pa-linne"),
        ("  — ", ""),
        ("مرحبا", ""),
        ("<b>Torg</b>", "b-torg-b"),
        ("A" * 100, "a" * 80),
        ("Torg 🌳 2026", "torg-2026"),
    ],
)
def test_a_name_becomes_an_address(name: str, address: str) -> None:
    assert slug(name) == address


@given(st.text(max_size=200), st.integers(1, 120))
def test_an_address_is_short_plain_and_stays_the_same(text: str, longest: int) -> None:
    made = slug(text, longest=longest)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert len(made) <= longest
    assert slug(made, longest=longest) == made
