"""The page of a programme gathers what its organisers asked, heard and promised; a finding says where it was said."""

from datetime import time

import pytest
from flask import Flask

from portal.actions import entries
from portal.actions.draft import OccasionDraft
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.words import FindingKind, FindingStrength, Role
from portal.occasions import queries as occasions
from portal.publications.catalogue import catalogue
from tests.make import Make, days
from tests.visitor import Visitor

PROGRAMME = "ljusare-soderort"
PLACE = "Hökarängens bibliotek"


@pytest.fixture
def gathered(app: Flask, make: Make) -> Dialogue:
    """A programme with a dialogue of a committee that has results, a coming one of an office, and a draft."""
    clerk, office = make.staff(Role.EDITOR), make.staff(Role.EDITOR, organisation="trafikkontoret")
    make.signed_in(app, clerk).fill_in(
        "/desk/registers/programmes/new",
        name="Ljusare Söderort",
        summary="Samlar dialogerna om ljus och trygghet i Söderort de kommande åren.",
    )
    db.session.rollback()
    catalogue()
    evening = OccasionDraft(day=days(30), begins=time(18), ends=time(20), place=PLACE)
    held = make.reported(actor=clerk, programme=PROGRAMME, title="Var är det mörkt i Rågsved?", occasions=(evening,))
    entries.write_finding(
        held.id,
        entries.FindingDraft(
            text="Tunneln under vägen är mörkast klockan fem.",
            kind=FindingKind.PROBLEM,
            strength=FindingStrength.PERVASIVE,
            occasion_id=occasions.of_dialogue(held.id)[0].id,
        ),
        actor=clerk,
    )
    make.published(
        actor=office, lead="trafikkontoret", programme=PROGRAMME, title="Lampor längs Rågsvedsvägen", areas=("orby",)
    )
    make.dialogue(actor=clerk, programme=PROGRAMME, title="En plan som ingen ska se")
    return held


def test_a_programme_shows_what_its_organisers_asked_heard_and_promised(gathered: Dialogue, visitor: Visitor) -> None:
    page = visitor.get(f"/sv/programmes/{PROGRAMME}")
    for told in (
        "Ljusare Söderort",
        "Var är det mörkt i Rågsved?",
        "Lampor längs Rågsvedsvägen",
        "Trafikkontoret",
        "Trappan vid torget känns mörk.",
        "Ny belysning i trappan.",
    ):
        assert told in page, told
    assert "En plan som ingen ska se" not in page
    assert f"/sv/dialogues/{gathered.slug}#said" in page.links()
    assert f"/sv/programmes/{PROGRAMME}" in visitor.get("/sv/programmes").links()
    assert f"/sv/programmes/{PROGRAMME}" in visitor.get(f"/sv/dialogues/{gathered.slug}").links()


def test_a_finding_says_at_which_occasion_it_was_said(gathered: Dialogue, visitor: Visitor) -> None:
    for place in (f"dialogues/{gathered.slug}", f"programmes/{PROGRAMME}", "findings"):
        found = [
            " ".join("".join(one.itertext()).split())
            for one in visitor.get(f"/sv/{place}").tree.findall(".//{*}article")
            if one.get("class", "").startswith("finding")
        ]
        said = [one for one in found if "Tunneln under vägen" in one]
        assert said, place
        assert all(f"Sagt på {PLACE}" in one for one in said), place
        assert not any("Sagt på" in one for one in found if "Trappan vid torget" in one), "what was said nowhere"
