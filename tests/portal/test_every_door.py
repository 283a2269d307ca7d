"""No rule for what is public is got around by another door: an edit, a move, a file, an answer taken back."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.actions import dialogues, life, occasions, shifting
from portal.actions.draft import DecisionDraft, GoalDraft, OccasionDraft
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.calendar import moment
from portal.domain.errors import RulesNotMet
from portal.domain.rights import Actor
from portal.domain.words import LegalBasis, Role
from portal.occasions import queries as held
from portal.web.dates import now, today
from tests.make import Make, days
from tests.portal.bulk.files import as_csv, checked, loaded, row
from tests.visitor import Visitor

CHRISTMAS = date(today().year + 1, 12, 25)
REASON = "De här frågorna kan inte vänta, för nämnden beslutar om dem redan i vår."
TELEPHONE = "Anna, 070-174 06 05"
LAW = {
    "legal_basis": LegalBasis.PLANNING_ACT,
    "official_channel_url": "https://example.org/samrad",
    "response_deadline": now() + timedelta(60),
}


def evening(day: date) -> OccasionDraft:
    return OccasionDraft(day=day, begins=time(18), ends=time(20), place="Rågsveds bibliotek")


@pytest.fixture
def clerk(make: Make) -> Actor:
    return make.staff(Role.EDITOR)


def refused(dialogue: Dialogue, changes: dict[str, object], clerk: Actor) -> set[str]:
    """The rules for which an edit is refused; none when it is saved."""
    try:
        dialogues.edit(dialogue.id, changes, actor=clerk, revision=dialogue.revision, today=today())
    except RulesNotMet as broken:
        return {one.rule for one in broken.problems if not one.warning}
    return set()


def crowded(make: Make) -> None:
    """Three others ask the same people for hours, two months from now."""
    amir = make.staff(Role.EDITOR, organisation="trafikkontoret")
    for title in ("Gatan vid torget", "Bussen till torget", "Cykelbanan vid torget"):
        make.published(
            actor=amir, lead="trafikkontoret", title=title, starts=90, ends=100, minutes=240, overlap_reason=REASON
        )


def test_what_is_public_is_not_moved_nearer_than_the_notice_allows(make: Make, clerk: Actor) -> None:
    dialogue = make.published(actor=clerk, starts=40, ends=60)
    assert refused(dialogue, {"starts": days(10)}, clerk) == {"V11"}
    assert refused(dialogue, {"occasions": (evening(days(9)),)}, clerk) == {"V11"}
    with pytest.raises(RulesNotMet, match="V11"):
        shifting.shift(dialogue.id, days(8), actor=clerk, revision=dialogue.revision, today=today())
    assert refused(dialogue, {"starts": days(20)}, clerk) == set(), "still two weeks ahead"
    db.session.expire_all()
    assert refused(db.session.get_one(Dialogue, dialogue.id), {"starts": days(30)}, clerk) == set(), "later is kinder"


def test_what_the_law_ordered_when_it_was_published_is_not_made_voluntary_without_notice(
    make: Make, clerk: Actor
) -> None:
    dialogue = make.published(actor=clerk, starts=5, ends=40, **LAW)
    assert refused(dialogue, {"legal_basis": LegalBasis.VOLUNTARY}, clerk) == {"V11"}


def test_a_public_dialogue_that_moves_among_others_tells_residents_why(make: Make, clerk: Actor) -> None:
    dialogue = make.published(actor=clerk, starts=30, ends=31, overlap_reason="")
    crowded(make)
    among = {"starts": days(92), "ends": days(93), "decisions": (DecisionDraft(body="Nämnden", month=days(200)),)}
    assert refused(dialogue, among, clerk) == {"V9"}
    assert refused(dialogue, among | {"overlap_reason": REASON}, clerk) == set()
    db.session.expire_all()
    moved = db.session.get_one(Dialogue, dialogue.id)
    assert refused(moved, {"overlap_reason": ""}, clerk) == {"V9"}, "the reason stays as long as it is needed"
    assert refused(moved, {"minutes": 30}, clerk) == set()


def test_a_public_occasion_is_not_moved_to_a_holiday_or_to_the_day_after_tomorrow(make: Make, clerk: Actor) -> None:
    dialogue = make.published(actor=clerk, starts=30, ends=420, occasions=(evening(days(30)),))
    (occasion,) = held.of_dialogue(dialogue.id)

    def move(day: date) -> None:
        occasions.move(
            occasion.id,
            starts=moment(day, time(18)),
            ends=moment(day, time(20)),
            place="Biblioteket",
            address="",
            note="Lokalen är upptagen den kvällen.",
            actor=clerk,
        )

    for day, rule in ((CHRISTMAS, "V19"), (days(2), "V11")):
        with pytest.raises(RulesNotMet, match=rule):
            move(day)
    move(days(60))


def test_a_dialogue_is_not_opened_again_until_after_the_decision(make: Make, clerk: Actor) -> None:
    dialogue = make.closed(actor=clerk)
    with pytest.raises(RulesNotMet, match="V4"):
        life.reopen(dialogue.id, ends=days(300), reason="Många hann inte svara i somras.", today=today(), actor=clerk)


PUBLIC: dict[str, Callable[[], dict[str, Any]]] = {
    "partners": lambda: {"partners": (TELEPHONE,)},
    "contact_function": lambda: {"contact_function": TELEPHONE},
    "decisions-0-body": lambda: {"decisions": (DecisionDraft(body=TELEPHONE, month=days(160)),)},
    "goals": lambda: {"goals": (GoalDraft(text="Fler kommer.", indicator=TELEPHONE),)},
    "occasions-0-place": lambda: {
        "occasions": (OccasionDraft(day=days(31), begins=time(18), ends=time(20), place=TELEPHONE),)
    },
}


@pytest.mark.parametrize("field", PUBLIC)
def test_no_line_that_residents_read_holds_a_telephone_number(make: Make, clerk: Actor, field: str) -> None:
    dialogue = make.dialogue(actor=clerk, **PUBLIC[field]())
    with pytest.raises(RulesNotMet) as broken:
        dialogues.to_coordination(dialogue.id, actor=clerk, today=today())
    assert {(one.rule, one.field) for one in broken.value.problems if not one.warning} == {("V15", field)}


OPEN = {
    "Status": "pågår",
    "Första dag": today().isoformat(),
    "Publicerad": (today() - timedelta(30)).isoformat(),
    "Tillfällen": "",
}


def told(content: bytes) -> set[tuple[str, str]]:
    return {(one.problem.rule, one.problem.field) for one in checked(content).faults if not one.problem.warning}


def test_a_file_is_no_way_around_the_rules(app: Flask, make: Make, clerk: Actor) -> None:
    for heading, field in (
        ("Samarbetspartner", "partners"),
        ("Kontakt", "contact_function"),
        ("Vem_beslutar", "decision_body"),
    ):
        assert told(as_csv([row(**{heading: TELEPHONE})])) == {("V15", field)}
    place = f"{days(41)} 17:00-19:00 | {TELEPHONE}"
    assert told(as_csv([row(Tillfällen=place)])) == {("V15", "occasions")}


def test_what_was_asked_before_is_answered_for_in_the_desk_not_passed_by_in_a_file(make: Make, clerk: Actor) -> None:
    make.reported(actor=clerk, themes=("urban_environment/playground",), groups=("parents",))
    same = row(Arrangör="Trafikkontoret", Varför_trots_överlapp=REASON)
    assert told(as_csv([same])) == {("V10", "status")}
    assert told(as_csv([same | {"Status": "utkast"}])) == set()
    begun = OPEN
    assert told(as_csv([same | begun])) == {("V10", "status")}


def test_what_is_open_in_a_file_was_told_two_weeks_ahead(app: Flask) -> None:
    assert told(as_csv([row() | OPEN])) == set()
    assert told(as_csv([row() | OPEN | {"Publicerad": ""}])) == {("B.required", "published_on")}
    late = (today() - timedelta(13)).isoformat()
    assert told(as_csv([row() | OPEN | {"Publicerad": late}])) == {("V11", "starts")}


def test_what_is_open_in_a_file_has_no_coming_occasion_on_a_holiday_and_says_why_it_adds_to_much(
    make: Make, clerk: Actor
) -> None:
    begun = OPEN
    christmas = f"{CHRISTMAS} 17:00-19:00 | Biblioteket"
    assert told(as_csv([row() | begun | {"Tillfällen": christmas}])) == {("V19", "occasions")}
    crowded(make)
    among = {"Sista dag": days(100).isoformat(), "Återkoppling senast": days(150).isoformat()}
    assert told(as_csv([row() | begun | among])) == {("V9", "overlap_reason")}


def test_what_a_machine_translated_in_a_file_is_told_and_never_stands_for_what_the_law_orders(
    app: Flask, visitor: Visitor
) -> None:
    machine = {"Översatt av maskin till": "engelska"}
    law = {
        "Titel": "Detaljplan för torget",
        "Rättslig grund": "plan- och bygglagen (PBL)",
        "Dialogform": "samråd (PBL)",
        "Officiell kanal": "https://example.org/samrad",
        "Sista dag för synpunkter": days(50).isoformat(),
        "Titel (engelska)": "A plan for the square",
        "Referens": "A-2",
    }
    assert loaded(as_csv([row() | machine | {"Referens": "A-1"} | dict.fromkeys(law.keys() - row().keys(), "")])).made
    assert loaded(as_csv([row() | machine | law])).made
    voluntary = visitor.get("/en/dialogues/ny-lekplats-vid-torget")
    assert "A new playground" in voluntary
    assert "translated from Swedish by machine" in voluntary
    assert "A plan for the square" not in visitor.get("/en/dialogues/detaljplan-for-torget")
