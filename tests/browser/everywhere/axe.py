"""Axe finds nothing on any type of page, in any language, in the light and in the dark, on a phone and on a desk."""

import pytest

from portal.web.language import KNOWN
from tests.browser.everywhere.conftest import OpensPages
from tests.browser.everywhere.hindrances import cut_off, dead_buttons, moving
from tests.browser.test_axe import COLOURS, TAGS, mirrored, overflow, read_by_axe

PHONE, DESK = 320, 1280


@pytest.mark.parametrize("language", KNOWN)
def test_axe(open_pages: OpensPages, axe: str, language: str) -> None:
    """A page is fetched once; every rule reads it in both widths, and in the dark again those about colours."""
    found: list[str] = []
    for page, seen in open_pages(language, width=DESK):
        seen.evaluate(axe)
        for width in (DESK, PHONE):
            seen.set_viewport_size({"width": width, "height": 900})
            for scheme, rules in (("light", TAGS), ("dark", COLOURS)):
                seen.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                found += [f"{page.name}, {width}, {scheme}: {one}" for one in read_by_axe(seen, rules)]
            found += overflow(seen) + mirrored(seen)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_large_text_on_a_phone(open_pages: OpensPages, axe: str, language: str) -> None:
    """Text of twice the size in a window of 320 pixels, for a reader who wants nothing to move."""
    found: list[str] = []
    for page, seen in open_pages(language, width=PHONE, reduced_motion="reduce", bypass_csp=True):
        seen.add_style_tag(content="html { font-size: 200% }")
        seen.evaluate(axe)
        wrong = read_by_axe(seen, TAGS) + overflow(seen) + cut_off(seen) + moving(seen)
        found += [f"{page.name}: {one}" for one in wrong]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_without_javascript(open_pages: OpensPages, axe: str, language: str) -> None:
    """None of the portal's scripts arrive."""
    found: list[str] = []
    for page, seen in open_pages(language, width=PHONE, scripts=False):
        seen.evaluate(axe)
        wrong = read_by_axe(seen, TAGS) + overflow(seen) + dead_buttons(seen)
        found += [f"{page.name}: {one}" for one in wrong]
    assert not found, "\n".join(found)
