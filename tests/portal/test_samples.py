"""Made-up dialogues are like any other: residents read them, staff find and open them, the indexes agree."""

from flask import Flask

from portal.db import db
from portal.demo import samples
from portal.dialogues.models import Dialogue
from portal.domain.words import Role
from portal.indexing import desk, tell
from tests.make import Make
from tests.visitor import Visitor


def test_made_up_dialogues_are_read_in_public_and_found_and_opened_in_the_desk(
    app: Flask, make: Make, visitor: Visitor
) -> None:
    samples.make(12, seed=3, say=lambda _line: None)
    search = app.extensions["search"]
    tell.tell_all(search.telling())
    desk.tell(search.desk())
    assert tell.differences(search.telling()) == []
    assert desk.differences(search.desk()) == []
    one = db.session.query(Dialogue).order_by(Dialogue.id).first()
    assert one is not None
    title = one.texts["sv"].title
    assert title in visitor.get(f"/sv/dialogues/{one.slug}")
    coordinator = make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None))
    assert title in coordinator.get(f"/desk/dialogues/{one.id}")
    assert f"/desk/dialogues/{one.id}" in str(coordinator.get(f"/desk/search?q={title}").links())
