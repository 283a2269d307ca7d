"""Staff see what all plan, marked where it clashes, and never another's draft."""

from flask import Flask

from portal.domain.rights import Actor
from portal.domain.words import Role
from tests.make import Make


def test_the_calendar_shows_plans_and_their_conflicts(app: Flask, make: Make, admin: Actor) -> None:
    make.coordinated(actor=admin, title="Tryggare gångvägar", starts=30, ends=32)
    make.coordinated(actor=admin, title="Lugnare Rågsvedsvägen", lead="trafikkontoret", starts=40, ends=40)
    make.coordinated(actor=admin, title="Fritid i Farsta", lead="farsta", areas=("farsta",), starts=40, ends=40)
    reader = make.signed_in(app, make.staff(Role.READER, organisation="farsta"))
    page = reader.get("/desk/calendar")
    for title in ("Tryggare gångvägar", "Lugnare Rågsvedsvägen", "Fritid i Farsta", "1 konflikt"):
        assert title in page
    assert "Fritid i Farsta" not in reader.get("/desk/calendar?district=enskede-arsta-vantor&by=organiser")
    assert "Tryggare gångvägar" not in reader.get("/desk/calendar?organiser=trafikkontoret&status=coordination")


def test_a_draft_is_shown_to_its_own_organisation_only(app: Flask, make: Make, admin: Actor) -> None:
    make.dialogue(actor=admin, title="Ett hemligt utkast")
    own = make.signed_in(app, make.staff(Role.EDITOR))
    assert "Ett hemligt utkast" in own.get("/desk/calendar")
    for role in (Role.EDITOR, Role.READER, Role.EXTERNAL):
        other = make.signed_in(app, make.staff(role, organisation="farsta"))
        assert "hemligt" not in other.get("/desk/calendar")
