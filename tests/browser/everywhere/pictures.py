"""Picture every type of page into screenshots/, in two languages, narrow and wide, light and dark."""

import os
from pathlib import Path

import pytest

from tests.browser.everywhere.conftest import PAGES, WANTED, OpensPages

FOLDER = Path("screenshots")


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", os.environ.get("LANGUAGES", "sv ar").split())
def test_pictures(open_pages: OpensPages, language: str, width: int) -> None:
    assert PAGES, f"tests/browser/atlas.py knows none of {WANTED}"
    for page, seen in open_pages(language, width=width):
        for scheme in ("light", "dark"):
            seen.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            folder = FOLDER / f"{language}-{width}-{scheme}"
            seen.screenshot(path=folder / f"{page.name}.png", full_page=True)
