"""The load map tells residents of published dialogues only, and staff of plans in coordination, too."""

from flask import Flask

from portal.domain.load import first_of
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.overlap import load
from tests.make import Make, days
from tests.visitor import Visitor

REASON = "Vi frågar om annat än de andra, och vi har stämt av det med alla som ordnar dialoger."
HOME = "enskede-arsta-vantor"


def cell_address(day: int) -> str:
    return f"{HOME}/{first_of(days(day)).isoformat()[:7]}"


def test_residents_see_what_is_published_and_nothing_of_plans(
    app: Flask, make: Make, admin: Actor, visitor: Visitor
) -> None:
    make.coordinated(actor=admin, title="En hemlig plan", starts=30, ends=30)
    load.sum_due()
    assert "72 min" not in visitor.get("/sv/load")
    assert "لا شيء" in visitor.get("/ar/load")
    assert "hemlig" not in visitor.get(f"/sv/load/{cell_address(30)}")
    make.published(actor=admin, title="Tryggt i Rågsved", starts=30, ends=30, minutes=100, overlap_reason=REASON)
    load.sum_due()
    page = visitor.get("/sv/load")
    assert "60 min" in page
    assert f"/sv/load/{cell_address(30)}" in page.links()
    behind = visitor.get(f"/sv/load/{cell_address(30)}?group=parents")
    assert "Tryggt i Rågsved" in behind
    assert "hemlig" not in behind
    assert "Bromma" in page


def test_staff_see_plans_in_coordination_and_never_drafts(app: Flask, make: Make, admin: Actor) -> None:
    make.coordinated(actor=admin, title="En plan i samordning", starts=30, ends=30)
    make.dialogue(actor=admin, title="Ett utkast", starts=30, ends=30)
    load.sum_due()
    reader = make.signed_in(app, make.staff(Role.READER, organisation="farsta"))
    assert "72 min" in reader.get("/desk/load")
    page = reader.get(f"/desk/load/{cell_address(30)}")
    assert "En plan i samordning" in page
    assert "Ett utkast" not in page
    outside = make.signed_in(app, make.staff(Role.EXTERNAL, organisation="farsta"))
    outside.get("/desk/load", status=403)


def test_an_address_that_names_no_cell_is_not_found(app: Flask, visitor: Visitor) -> None:
    for address in ("nowhere/2026-12", f"{HOME}/2026-13", f"{HOME}/0001-01", f"{HOME}/never"):
        visitor.get(f"/sv/load/{address}", status=404)
    visitor.get("/sv/load?group=nobody&from=x")
