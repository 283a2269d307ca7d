"""After the dialogue: who took part, what was said, what is answered and promised."""

from flask import Flask

from portal.domain.words import Role
from tests.make import Make, days
from tests.visitor import Visitor


def reporting(app: Flask, make: Make) -> tuple[Visitor, str, str]:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.closed(actor=clerk)
    return make.signed_in(app, clerk), f"/desk/dialogues/{dialogue.id}/outcomes", f"/sv/dialogues/{dialogue.slug}"


def test_a_clerk_reports_everything_and_residents_read_it(app: Flask, make: Make, visitor: Visitor) -> None:
    browser, address, public = reporting(app, make)
    browser.fill_in(f"{address}/participation", total="64", women="34", men="28", other="2", band_45_64="20")
    browser.fill_in(f"{address}/finding", text="Trappan vid torget känns mörk på kvällen.")
    browser.fill_in(
        f"{address}/feedback", kind="result", text="Ni sa att trappan är mörk. Nämnden har beslutat om lampor."
    )
    browser.fill_in(
        f"{address}/promise", text="Nya lampor i trappan.", due=days(90).isoformat(), comment="Lamporna är beställda."
    )
    assert "Trappan vid torget" not in visitor.get(public)
    browser.post(f"{address}/report", browser.get(address).form_values())
    page = visitor.get(public)
    for words in ("Trappan vid torget känns mörk", "Nämnden har beslutat", "Nya lampor i trappan"):
        assert words in page
    assert "Trappan vid torget" in visitor.get("/sv/findings")
    assert "Nya lampor" in visitor.get("/sv/commitments")


def test_what_residents_still_lack_is_said(app: Flask, make: Make) -> None:
    browser, address, _public = reporting(app, make)
    page = browser.post(f"{address}/report", browser.get(address).form_values(), status=422)
    assert len(page.tree.findall(".//{*}main//{*}div//{*}li")) >= 3


def test_counts_that_do_not_add_up_are_told_at_the_total(app: Flask, make: Make) -> None:
    browser, address, _public = reporting(app, make)
    page = browser.fill_in(f"{address}/participation", status=422, total="64", women="30", men="28", other="2")
    assert page.form_values()["women"] == ["30"]
    assert page.tree.find(".//{*}p[@id='total-error']") is not None


def test_personal_data_reaches_no_result(app: Flask, make: Make) -> None:
    browser, address, _public = reporting(app, make)
    page = browser.fill_in(f"{address}/finding", status=422, text="Anna på 070-123 45 67 tycker att det är mörkt.")
    error = page.tree.find(".//{*}p[@id='text-error']")
    assert "070-123 45 67" in "".join(error.itertext())


def test_a_promise_is_followed_in_public(app: Flask, make: Make, visitor: Visitor) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.reported(actor=clerk)
    browser = make.signed_in(app, clerk)
    address = f"/desk/dialogues/{dialogue.id}/outcomes"
    link = next(one for one in browser.get(address).links() if "/promises/" in one)
    browser.fill_in(link, status=422, **{"comment": "För kort."})
    page = browser.get(link)
    browser.post(link, page.form_values() | {"status": "done", "comment": "Lamporna lyser sedan i måndags kväll."})
    assert "Lamporna lyser sedan i måndags" in visitor.get(f"/sv/dialogues/{dialogue.slug}")


def test_a_colleague_of_another_organisation_reports_nothing(app: Flask, make: Make) -> None:
    dialogue = make.closed()
    browser = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    browser.get(f"/desk/dialogues/{dialogue.id}/outcomes", status=403)
