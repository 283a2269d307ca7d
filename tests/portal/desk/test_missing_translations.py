"""Who translates is told what is missing where somebody is likely to need it."""

from flask import Flask

from portal.domain.words import Role
from tests.make import Make

LONG = "De här frågorna kan inte vänta, för nämnden beslutar om dem redan i vår."


def test_what_many_need_and_cannot_read_stands_in_a_list_that_leads_to_the_texts(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.published(actor=clerk)
    make.dialogue(actor=clerk, title="Ett utkast som ingen läser än")
    over = make.reported(actor=clerk, title="En dialog som är slut", overlap_reason=LONG)
    browser = make.signed_in(app, clerk)
    assert "Inget område har några språk än" in browser.get("/desk/languages")

    admin = make.signed_in(app, make.staff(Role.ADMIN, organisation=None))
    area = "/desk/admin/areas/enskede-arsta-vantor"
    assert admin.get(area).form_values().get("languages", []) == []
    admin.fill_in(area, languages=["so", "en"])
    assert admin.get(area).form_values()["languages"] == ["en", "so"]
    assert "languages" not in admin.get("/desk/admin/areas/ragsved").names()

    page = browser.get("/desk/languages")
    addresses = [one for one in page.links() if "/plan/texts/" in one]
    assert addresses == [
        f"/desk/dialogues/{number}/plan/texts/{code}" for number in (dialogue.id, over.id) for code in ("en", "so")
    ], "what one can still take part in first; drafts never"
    browser.fill_in(addresses[0], title="Safer footpaths")
    page = browser.get("/desk/languages")
    assert [one for one in page.links() if "/plan/texts/" in one][:2] == addresses[1::-1], "nothing at all first"
    assert "översatt: 1 av" in page
    only = [one for one in browser.get("/desk/languages?language=so").links() if "/plan/texts/" in one]
    assert only == [addresses[1], addresses[3]]

    neighbour = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta")).get("/desk/languages")
    assert "Inget saknas" in neighbour
    coordinator = make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None)).get("/desk/languages")
    assert f"/desk/dialogues/{dialogue.id}" in coordinator.links()
    assert addresses[0] not in coordinator.links(), "who may not translate is led to the dialogue"
