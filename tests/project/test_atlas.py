"""Every address that answers with a page is among the pages that are pictured, walked and measured."""

import dataclasses
import re

from flask import Flask

from tests.browser.atlas import EVERY, PageType
from tests.browser.furnishing import Furnished
from tests.project.test_addresses import addresses

FILES = re.compile(
    r"(\.(csv|json|pdf|ics|atom|txt|xml|<any\([^)]*\):form>)|/file)$|^/(api|feeds|health|metrics|static)\b"
)
NO_PAGES = {
    "/": "leads to the reader's language",
    "/<language>/dialogues/<slug>/documents/<int(max=2147483647):document_id>": "a file",
    "/desk/dialogues/<int(max=2147483647):dialogue_id>/edit": "leads to the plan",
    "/desk/dialogues/<int(max=2147483647):dialogue_id>/outcomes/promises/<int(max=2147483647):commitment_id>": (
        "leads to the promise"
    ),
    "/desk/moderation/<reference>/files/<int(max=9):number>": "a file",
    "/desk/moderation/<reference>/next": "leads to the next one",
}


def rule_of(app: Flask, page: PageType) -> str:
    """The rule by which a page of the atlas is found."""
    facts = {one.name: "1" for one in dataclasses.fields(Furnished)} | {
        "uuid": "0" * 8 + "-0000" * 3 + "-" + "0" * 12
    }
    path = "/" + page.path.partition("?")[0].format(language="sv", **facts)
    rule, _parts = app.url_map.bind("localhost").match(path, return_rule=True)
    return re.sub(r"<any\([^)]*\):language>", "<language>", rule.rule)


def test_every_page_is_in_the_atlas(unconnected: Flask) -> None:
    pages = {
        address for address, ways in addresses(unconnected).items() if "GET" in ways and not FILES.search(address)
    }
    in_the_atlas = {rule_of(unconnected, page) for page in EVERY if page.status == 200}
    missing = pages - in_the_atlas - set(NO_PAGES)
    assert not missing, f"Add these to tests/browser/atlas.py: {sorted(missing)}"
    assert not in_the_atlas & set(NO_PAGES)
    assert not set(NO_PAGES) - pages, "named here for nothing"


def test_every_page_has_a_name_of_its_own() -> None:
    names = [page.name for page in EVERY]
    assert len(names) == len(set(names))
