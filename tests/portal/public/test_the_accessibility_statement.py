"""The accessibility statement says how far the portal has come, when that was last looked at, and where to tell."""

import pytest

from portal.settings import KNOWN
from tests.visitor import Visitor


@pytest.mark.parametrize("language", KNOWN)
def test_it_is_dated_and_leads_to_the_form_for_faults(visitor: Visitor, language: str) -> None:
    page = visitor.get(f"/{language}/accessibility")
    assert {"sv": "26 november 2026", "fi": "26. marraskuuta 2026", "es": "26 de noviembre de 2026"}.get(
        language, ""
    ) in page
    leads = [str(link.get("href")) for link in page.tree.findall(".//{*}a")]
    assert f"/{language}/suggest?kind=accessibility_fault" in leads
    assert any("digg.se" in address for address in leads)


def test_it_admits_that_not_all_is_well(visitor: Visitor) -> None:
    page = visitor.get("/sv/accessibility")
    assert "Portalen följer delvis lagen" in page
    assert "Brister som vi känner till" in page
