"""The registrar takes out a whole dialogue for the archive, and finds dialogues by assignment and case number."""

import io
import json
import zipfile

from flask import Flask

from portal.actions.draft import DecisionDraft, PolicyDraft
from portal.domain.words import Role
from tests.make import TEXTS, Make, days
from tests.portal.desk.test_documents import uploading
from tests.portal.files import made
from tests.visitor import Visitor


def taken_out(browser: Visitor, address: str) -> zipfile.ZipFile:
    form = browser.get(f"{address}/life").form_values()
    answer = browser.post(f"{address}/life/package", form, status=200).answer
    assert answer.mimetype == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_the_registrar_takes_out_everything_that_is_kept_of_a_dialogue(app: Flask, make: Make) -> None:
    clerk, registrar = make.staff(Role.EDITOR), make.staff(Role.REGISTRAR)
    dialogue = make.reported(actor=clerk, finding="Trappan vid bussen är mörk.")
    address = f"/desk/dialogues/{dialogue.id}"
    uploading(make.signed_in(app, clerk), f"{address}/outcomes/documents", made.pdf())
    packed = taken_out(make.signed_in(app, registrar), address)
    told = json.loads(packed.read("dialogue.json"))
    assert told["dialogue"]["texts"]["sv"]["title"] == TEXTS["title"]
    assert [one["new"] for one in told["moves"]][-1] == "reported"
    results = told["results"]
    assert results["findings"][0]["texts"]["sv"] == "Trappan vid bussen är mörk."
    assert (results["participation"][0]["women"], len(results["promises"][0]["updates"])) == (34, 1)
    (document,) = told["documents"]
    assert packed.read(document["in_this_file"]).startswith(b"%PDF")
    newest = max(name for name in packed.namelist() if name.startswith("versions/"))
    assert json.loads(packed.read(newest))["record"] == told["dialogue"]


def test_whoever_does_not_keep_the_records_of_the_organiser_takes_out_nothing(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    address = f"/desk/dialogues/{make.published(actor=clerk).id}/life"
    for person in (clerk, make.staff(Role.REGISTRAR, organisation="trafikkontoret")):
        browser = make.signed_in(app, person)
        page = browser.get(address)
        assert "Ta ut filen" not in page
        browser.post(f"{address}/package", page.form_values(), status=404)


def test_dialogues_are_found_by_the_assignment_they_answer_to_and_by_case_number(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    month = days(200).replace(day=1)
    make.dialogue(actor=clerk, title="Lekplatsen i Bandhagen", policy_links=(PolicyDraft(code="4.3.2"),))
    make.dialogue(
        actor=clerk,
        title="Biblioteket i Högdalen",
        decisions=(DecisionDraft(body="Nämnden", month=month, case_number="1.1-245/2026"),),
    )
    browser = make.signed_in(app, clerk)
    for code, found, other in (
        ("4.3", "Lekplatsen i Bandhagen", "Biblioteket i Högdalen"),
        ("1.1-245", "Biblioteket i Högdalen", "Lekplatsen i Bandhagen"),
    ):
        page = browser.get(f"/desk/dialogues?code={code}")
        assert found in page
        assert other not in page
        file = browser.get(next(link for link in page.links() if "csv" in link), buffered=True).text
        assert found in file
        assert other not in file
    assert "Inga dialoger här" in browser.get("/desk/dialogues?code=%25")
