"""Every public change takes the next version, in order; a change that nobody outside can see takes none."""

from collections.abc import Callable
from threading import Thread

import pytest
from flask import Flask

from portal.actions import dialogues, entries
from portal.actions.draft import flat
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.rights import Actor
from portal.domain.words import FeedbackKind
from portal.overlap.asks import SUM_LOAD
from portal.publications import feed, queries, versions
from portal.publications.models import PublishedItem
from portal.publications.refresh import refresh
from portal.web.dates import today
from tests.make import TEXTS, Make
from tests.visitor import counted


def version() -> int:
    db.session.rollback()
    return versions.current().content


def version_of(slug: str) -> int:
    return db.session.query(PublishedItem.version).filter_by(kind="dialogue", key=slug).scalar()


def jobs() -> set[str]:
    """What the worker has been asked to do; the load among staff counts plans too, so its sums do not matter here."""
    asked = db.session.execute(db.text("SELECT task_name FROM procrastinate_jobs")).scalars()
    return {*asked} - {SUM_LOAD}


def edited(make: Make, dialogue: Dialogue, admin: Actor, **changes: object) -> None:
    db.session.rollback()
    revision = db.session.get_one(Dialogue, dialogue.id).revision
    dialogues.edit(dialogue.id, flat(make.draft(**changes)), actor=admin, revision=revision, today=today())


def test_a_plan_takes_no_version_and_wakes_neither_search_nor_mail(make: Make, admin: Actor) -> None:
    before, asked = version(), jobs()
    make.coordinated(actor=admin)
    assert version() == before
    assert jobs() == asked | {"tell_desk"}, "only the search of the desk is told"


def test_publishing_editing_and_withdrawing_each_take_the_next(make: Make, admin: Actor) -> None:
    before = version()
    plan = make.published(actor=admin)
    assert version() == version_of(plan.slug) == before + 1
    edited(make, plan, admin, title="En annan rubrik")
    assert version() == version_of(plan.slug) == before + 2
    dialogues.unpublish(plan.id, reason="En person nämndes vid namn i texten.", actor=admin)
    assert version() == version_of(plan.slug) == before + 3
    dialogues.republish(plan.id, actor=admin)
    assert version() == version_of(plan.slug) == before + 4


def test_an_edit_that_residents_cannot_see_takes_no_version(make: Make, admin: Actor) -> None:
    plan = make.published(actor=admin)
    before, asked = version(), jobs()
    edited(make, plan, admin)
    edited(make, plan, admin, internal_note="Ring nämndsekreteraren.")
    edited(make, plan, admin, expected=40)
    assert (version(), jobs()) == (before, asked)
    assert db.session.get_one(Dialogue, plan.id).expected == 40


def test_only_what_changed_gets_the_new_version(make: Make, admin: Actor) -> None:
    one = make.published(actor=admin)
    other = make.published(actor=admin, areas=("akalla",), title="En annan dialog")
    untouched = version_of(one.slug)
    edited(make, other, admin, areas=("akalla",), title="En tredje dialog")
    assert version_of(one.slug) == untouched
    assert [entry.key for batch in feed.changed_since(untouched + 1) for entry in batch] == [other.slug]


def test_a_refused_edit_leaves_everything_as_it_was(make: Make, admin: Actor) -> None:
    plan = make.published(actor=admin)
    before, page = version(), queries.page(plan.slug)
    with pytest.raises(Exception, match="V1"):
        edited(make, plan, admin, texts=TEXTS | {"summary": ""})
    assert version() == before
    assert queries.page(plan.slug) == page


def test_the_feed_gives_changes_in_the_order_of_their_versions(make: Make, admin: Actor) -> None:
    reason = "Vi frågar om annat än de andra, och vi har stämt av det med alla som ordnar dialoger."
    for number in range(5):
        make.published(actor=admin, title=f"Dialog {number}", overlap_reason=reason)
    plan = db.session.query(Dialogue).filter_by(slug="dialog-1").one()
    edited(make, plan, admin, title="Dialog 1 igen", overlap_reason=reason)
    entries = [entry for batch in feed.changed_since(0, batch=2) for entry in batch]
    assert [entry.key for entry in entries] == ["dialog-0", "dialog-2", "dialog-3", "dialog-4", "dialog-1"]
    assert [entry.version for entry in entries] == sorted({entry.version for entry in entries})
    assert dict(feed.known()) == {entry.id: entry.version for entry in entries}


def test_two_who_publish_at_once_get_versions_in_the_order_they_commit(app: Flask, make: Make, admin: Actor) -> None:
    one = make.published(actor=admin)
    other = make.published(actor=admin, areas=("akalla",), title="En annan dialog")
    before = version()
    row = db.session.get_one(Dialogue, one.id)
    row.texts["sv"].title = "Första rubriken"
    assert refresh([row]) == before + 1
    second = in_another_process(app, lambda: rename(other.id, "Andra rubriken"))
    second.join(0.3)
    assert second.is_alive(), "the second must wait for the first"
    db.session.commit()
    second.join(10)
    assert not second.is_alive()
    assert (version_of(one.slug), version_of(other.slug), version()) == (before + 1, before + 2, before + 2)


def rename(dialogue_id: int, title: str) -> None:
    row = db.session.get_one(Dialogue, dialogue_id)
    row.texts["sv"].title = title
    refresh([row])
    db.session.commit()


def in_another_process(app: Flask, work: Callable[[], None]) -> Thread:
    """Start the work in a transaction of its own."""

    def run() -> None:
        with app.app_context():
            work()
            db.session.remove()

    thread = Thread(target=run)
    thread.start()
    return thread


def test_a_failure_after_the_change_publishes_nothing(make: Make, admin: Actor) -> None:
    plan = make.published(actor=admin)
    before = version()
    row = db.session.get_one(Dialogue, plan.id)
    row.texts["sv"].title = "Halvvägs"
    refresh([row])
    db.session.rollback()
    assert version() == before
    page = queries.page(plan.slug)
    assert page is not None
    assert page.card.title == {"sv": TEXTS["title"]}


def fill(make: Make, admin: Actor, number: int) -> str:
    reason = "Vi frågar om annat än de andra, och vi har stämt av det med alla som ordnar dialoger."
    for place in range(number):
        dialogue = make.reported(actor=admin, title=f"Dialog {place}", overlap_reason=reason)
        for turn in range(number):
            entries.give_feedback(
                dialogue.id,
                kind=FeedbackKind.DECISION,
                text=f"Beslut {turn} är fattat i nämnden.",
                on_day=today(),
                actor=admin,
            )
    return dialogue.slug


@pytest.mark.parametrize("warm", [True, False])
def test_a_list_and_a_page_ask_the_database_no_more_when_there_is_more(make: Make, admin: Actor, warm: bool) -> None:
    asked = []
    for number in (1, 4):
        slug = fill(make, admin, number)
        found = {}
        for name, read in {
            "list": lambda: queries.listing(queries.Selection(district=("farsta",))),
            "all": lambda: queries.listing(queries.Selection()),
            "page": lambda slug=slug: queries.page(slug),
            "findings": lambda: queries.findings(queries.Selection()),
            "promises": lambda: queries.commitments(queries.Selection(), today=today()),
            "tallies": queries.tallies,
        }.items():
            if warm:
                read()
            db.session.rollback()
            with counted() as statements:
                read()
            found[name] = len(statements)
        asked.append(found)
    assert asked[0] == asked[1]
    assert max(asked[0].values()) <= 5
