"""Staff search the plans and dialogues they may open, in their own words; others' drafts leave no trace."""

from flask import Flask

from portal.actions import dialogues
from portal.domain.words import Role
from portal.indexing import desk, tell
from tests.make import Make
from tests.visitor import Visitor, counted


def entered(app: Flask) -> None:
    """The worker has done its job."""
    desk.tell(app.extensions["search"].desk())


def test_a_draft_is_found_by_part_of_a_word_and_in_spite_of_a_typo(app: Flask, make: Make) -> None:
    karin = make.staff()
    make.dialogue(actor=karin, title="Lekparken vid torget")
    entered(app)
    browser = make.signed_in(app, karin)
    for words in ("park", "lekparkerna", "lekpraken", "torg"):
        assert "Lekparken vid torget" in browser.get(f"/desk/search?q={words}"), words
    assert "Lekparken" not in browser.get("/desk/search?q=simhall")


def test_drafts_of_others_are_neither_found_nor_counted_nor_suggested(app: Flask, make: Make) -> None:
    amir = make.staff(organisation="trafikkontoret")
    make.dialogue(actor=amir, lead="trafikkontoret", title="Kabelfärjan till Lidingö")
    entered(app)
    theirs, mine = make.signed_in(app, amir), make.signed_in(app, make.staff())
    assert "Kabelfärjan" in theirs.get("/desk/search?q=kabelfärja")
    for words in ("kabelfärja", "kabelfärjn", ""):
        page = mine.get(f"/desk/search?q={words}")
        assert "abelfärjan" not in page
        assert "(1)" not in page


def test_a_plan_in_coordination_is_found_by_all_staff_but_not_by_an_outside_organiser(app: Flask, make: Make) -> None:
    make.coordinated(title="Bänkar utmed ån")
    outside = make.staff(Role.EXTERNAL, organisation="trafikkontoret")
    entered(app)
    assert "Bänkar utmed ån" in make.signed_in(app, make.staff(Role.READER, organisation="farsta")).get(
        "/desk/search?q=bänk"
    )
    assert "Bänkar" not in make.signed_in(app, outside).get("/desk/search?q=bänk")


def test_one_made_private_again_is_not_shown_though_the_index_has_not_been_told(app: Flask, make: Make) -> None:
    karin, reader = make.staff(), make.staff(Role.READER, organisation="farsta")
    plan = make.coordinated(actor=karin, title="Bänkar utmed ån")
    entered(app)
    dialogues.to_draft(plan.id, actor=karin)
    assert "Bänkar" not in make.signed_in(app, reader).get("/desk/search?q=bänk")


def test_drafts_are_never_in_the_public_index(app: Flask, make: Make, visitor: Visitor) -> None:
    make.dialogue(title="Lekparken vid torget")
    entered(app)
    tell.tell_all(app.extensions["search"].telling())
    engine = app.extensions["search"].telling().engines[0]
    assert not [name for name, _version in engine.versions() if not name.startswith("page_")]
    assert "Lekparken" not in visitor.get("/sv/dialogues?q=lekpark")


def test_filters_narrow_and_bad_ones_are_left_out(app: Flask, make: Make) -> None:
    karin = make.staff()
    make.dialogue(actor=karin, title="Lekparken vid torget")
    make.coordinated(actor=karin, title="Parken bakom skolan")
    entered(app)
    browser = make.signed_in(app, karin)
    assert "Parken bakom" not in browser.get("/desk/search?q=park&status=draft")
    page = browser.get('/desk/search?q=park&status="x&page=-3&district=%00&theme=a%22%20OR%201=1')
    assert "Lekparken" in page
    assert "Parken bakom" in page


def test_the_page_asks_no_more_of_the_database_when_there_is_more_to_find(app: Flask, make: Make) -> None:
    karin = make.staff()
    browser = make.signed_in(app, karin)

    def statements() -> int:
        entered(app)
        browser.get("/desk/search?q=park")
        with counted() as asked:
            browser.get("/desk/search?q=park")
        return len(asked)

    make.dialogue(actor=karin, title="Parken nummer noll")
    before = statements()
    for number in range(6):
        make.dialogue(actor=karin, title=f"Parken nummer {number}")
    assert statements() <= before + 1


def test_what_the_worker_missed_is_entered_and_what_is_gone_leaves(app: Flask, make: Make) -> None:
    make.dialogue(title="Lekparken vid torget")
    engine = app.extensions["search"].desk()
    assert desk.differences(engine) == []  # what is due is no difference
    desk.tell(engine)
    assert desk.differences(engine) == []
    engine.engines[0].drop(["1"])
    assert len(desk.differences(engine)) == 1
    desk.rebuild(engine)
    assert desk.differences(engine) == []
