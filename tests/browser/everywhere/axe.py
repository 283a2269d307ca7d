"""Axe finds nothing on any type of page, in any language, in the light and in the dark, on a phone and on a desk."""

import pytest

from portal.web.language import KNOWN
from tests.browser.everywhere.conftest import OpensPages
from tests.browser.test_axe import overflow, violations

PHONE, DESK = 320, 1280


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", KNOWN)
def test_axe(open_pages: OpensPages, axe: str, language: str, width: int) -> None:
    found: list[str] = []
    for page, seen in open_pages(language, width=width):
        for scheme in ("light", "dark"):
            seen.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"{page.name}, {scheme}: {one}" for one in violations(seen, axe)]
        found += overflow(seen)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_axe_with_forced_colours_and_large_text(open_pages: OpensPages, axe: str, language: str) -> None:
    """Text of twice the size on a screen of 640 pixels is what a reader meets who enlarges it."""
    found: list[str] = []
    for page, seen in open_pages(
        language, width=640, forced_colors="active", reduced_motion="reduce", bypass_csp=True
    ):
        seen.add_style_tag(content="html { font-size: 200% }")
        found += [f"{page.name}: {one}" for one in violations(seen, axe)] + overflow(seen)
    assert not found, "\n".join(found)
