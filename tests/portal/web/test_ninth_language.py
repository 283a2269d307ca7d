"""A catalogue is all that a further language needs: tried with Tigrinya, which no line of the portal names."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from portal import paths
from tests.conftest import SECRET
from tests.make import Make

TEXTS: dict[str | tuple[str, str], str | tuple[str, str]] = {
    "City of Stockholm": "ከተማ ስቶክሆልም",
    "Dialogues": "ዝርርባት",
    ("%(shown)s dialogue", "%(shown)s dialogues"): ("%(shown)s ዝርርብ", "%(shown)s ዝርርባት"),
}
PAGES = ("/ti/dialogues", "/ti/dialogues?theme=care/elderly", "/sv/", "/fi/")
# In a process of its own: which languages there are is settled when the portal is loaded.
OPEN = """
import json, sys
from datetime import date
from pathlib import Path
from portal import paths
translations, database, secret, data, pages = sys.argv[1:]
paths.TRANSLATIONS = Path(translations)
from portal.app import create_app
from portal.settings import Settings
from portal.web import dates
app = create_app(Settings(database_url=database, secret_key=secret, data_dir=Path(data)))
visitor = app.test_client()
said = {path: visitor.get(path).text for path in json.loads(pages)}
with app.test_request_context("/ti/"):
    day = date(2026, 12, 3)
    said["dates"] = [dates.day(day), dates.weekday(day), dates.month_name(day), dates.period(day, date(2027, 1, 8))]
app.extensions["freshness"].close()
print(json.dumps(said))
"""


@pytest.fixture
def translations(tmp_path: Path) -> Path:
    """Two catalogues that are whole, and a new one as `pybabel init` begins it, with a few texts."""
    for code in ("sv", "en"):
        (tmp_path / code).symlink_to(paths.TRANSLATIONS / code)
    begun = Catalog(locale="ti")
    for text, said in TEXTS.items():
        begun.add(text, said, flags=("python-format",))
    folder = tmp_path / "ti" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, begun)
    return tmp_path


def opened(translations: Path, database: str) -> dict[str, Any]:
    arguments = [str(translations), database, SECRET, str(translations.parent), json.dumps(PAGES)]
    answer = subprocess.run(
        [sys.executable, "-c", OPEN, *arguments], check=False, capture_output=True, text=True, timeout=60
    )
    assert answer.returncode == 0, answer.stderr
    said: dict[str, Any] = json.loads(answer.stdout)
    return said


def switch(page: Element) -> dict[str | None, Element]:
    """The links to the page in other languages, by language."""
    part = next(one for one in page.iter("nav") if one.get("class") == "languages")
    return {link.get("hreflang"): link for link in part.iter("a")}


def test_a_catalogue_alone_makes_a_language_work(translations: Path, database: str, make: Make) -> None:
    make.published(title="Lampor i Rågsved")
    make.published(title="Fontän i Årsta", areas=("arsta",), themes=("care/elderly",), starts=60, ends=70)
    said = opened(translations, database)
    page = html5lib.parse(said["/ti/dialogues"], namespaceHTMLElements=False)
    assert (page.get("lang"), page.get("dir")) == ("ti", "ltr")
    assert "ከተማ ስቶክሆልም" in said["/ti/dialogues"]
    assert [heading.text for heading in page.iter("h1")] == ["ዝርርባት"]
    assert "2 ዝርርባት<" in said["/ti/dialogues"]
    assert "1 ዝርርብ<" in said["/ti/dialogues?theme=care/elderly"]
    assert said["dates"][:3] == ["ታሕሳስ 3, 2026", "ሓሙስ 3 ታሕሳስ", "ታሕ"]
    assert "ታሕ" in said["dates"][3]
    assert "ጥሪ" in said["dates"][3]
    # A text that was written in Swedish says so, in the voice of a screen reader too.
    assert any(one.get("lang") == "sv" and "Fontän i Årsta" in "".join(one.itertext()) for one in page.iter())
    # It is called by its own name, and what has no catalogue has no pages.
    others = switch(html5lib.parse(said["/sv/"], namespaceHTMLElements=False))
    assert list(others) == ["sv", "en", "ti"]
    assert (others["ti"].text, others["ti"].get("lang"), others["ti"].get("href")) == ("ትግርኛ", "ti", "/ti/")
    assert 'lang="fi"' not in said["/fi/"]
