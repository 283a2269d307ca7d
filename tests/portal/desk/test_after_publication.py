"""After publication: occasions move, owners follow their promises, registers are kept, and today is clear."""

from datetime import time, timedelta

from flask import Flask
from sqlalchemy import select

from portal.actions import occasions as acting
from portal.actions import passing, registers
from portal.actions.draft import OccasionDraft
from portal.actions.registers import LeaderDraft
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.duties import kept
from portal.letters.writing import write
from portal.mail.models import Mail
from portal.occasions import queries
from portal.occasions.models import Occasion
from portal.outcomes.models import Commitment
from portal.publications.catalogue import catalogue
from portal.web.dates import now, today
from tests.make import Make, days
from tests.visitor import Visitor

LONG = "De här frågorna kan inte vänta, för nämnden beslutar om dem redan i vår."
EVENING = OccasionDraft(day=days(33), begins=time(18), ends=time(20), place="Rågsveds bibliotek")


def with_occasion(make: Make, clerk: Actor) -> tuple[Dialogue, Occasion]:
    dialogue = make.published(actor=clerk, occasions=(EVENING,))
    return dialogue, queries.of_dialogue(dialogue.id)[0]


def warm() -> None:
    """Read the reference data anew, as the first page after a change does."""
    db.session.rollback()
    catalogue()


def told() -> list[Mail]:
    kinds = ("occasion_changed", "dialogue_cancelled")
    return list(db.session.scalars(select(Mail).where(Mail.kind.in_(kinds)).order_by(Mail.id)))


def test_a_dialogue_is_not_closed_while_people_mean_to_come_to_an_occasion(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue, occasion = with_occasion(make, clerk)
    passing.move_by_time(today=days(32))
    browser = make.signed_in(app, clerk)
    address = f"/desk/dialogues/{dialogue.id}"
    refused = browser.post(f"{address}/close", browser.get(address).form_values(), status=422)
    assert "Behövs innan den kan stängas" in refused
    assert "Ställ in det först" in refused
    assert f"{address}/life" in refused.links()
    acting.cancel(occasion.id, note="Vi har fått veta det vi behöver.", actor=clerk)
    browser.post(f"{address}/close", browser.get(address).form_values())


def test_an_occasion_is_moved_and_everybody_concerned_is_told(app: Flask, make: Make, visitor: Visitor) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue, occasion = with_occasion(make, clerk)
    other = make.published(
        actor=make.staff(Role.EDITOR, organisation="farsta"),
        lead="farsta",
        title="Farstas dialog om samma kväll",
        contact_email="farsta-dialog@example.org",
        overlap_reason=LONG,
    )
    occasion.dialogues.append(db.session.get_one(Dialogue, other.id))
    db.session.commit()
    browser = make.signed_in(app, clerk)
    address = f"/desk/dialogues/{dialogue.id}/occasions/{occasion.id}"
    assert "Farstas dialog" in browser.get(address)
    moved = {"move-place": "Folkets hus", "move-note": "Biblioteket stänger tidigare den kvällen."}
    browser.post(f"{address}/move", browser.get(address).form_values() | {"move-note": "Nej."}, status=422)
    browser.post(f"{address}/move", browser.get(address).form_values() | moved)
    page = visitor.get(f"/sv/dialogues/{dialogue.slug}")
    assert "Folkets hus" in page
    assert "Biblioteket stänger tidigare" in page
    assert "Folkets hus" in visitor.get(f"/sv/dialogues/{other.slug}")
    db.session.expire_all()
    assert occasion.sequence == 1
    letters = told()
    assert {"demokrati@example.org", "farsta-dialog@example.org"} <= {one.recipient for one in letters}
    assert len({one.recipient for one in letters}) == len(letters)
    text = write(app, letters[0]).text
    assert "Folkets hus" in text
    assert "Biblioteket stänger tidigare" in text


def test_one_occasion_is_cancelled_and_the_dialogue_goes_on(app: Flask, make: Make, visitor: Visitor) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue, occasion = with_occasion(make, clerk)
    browser = make.signed_in(app, clerk)
    address = f"/desk/dialogues/{dialogue.id}/occasions/{occasion.id}"
    note = {"cancel-note": "Samtalsledaren har blivit sjuk. Vi återkommer."}
    browser.post(f"{address}/cancel", browser.get(address).form_values() | note)
    assert "blivit sjuk" in visitor.get(f"/sv/dialogues/{dialogue.slug}")
    assert told()
    browser.post(f"{address}/held", browser.get(address).form_values(), status=409)


def test_an_occasion_that_was_held_is_confirmed(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.closed(actor=clerk, occasions=(EVENING,))
    occasion = queries.of_dialogue(dialogue.id)[0]
    browser = make.signed_in(app, clerk)
    assert f"/desk/dialogues/{dialogue.id}/occasions/{occasion.id}" in browser.get("/desk/").links()
    acting.held(occasion.id, actor=clerk, now=now())
    assert f"/desk/dialogues/{dialogue.id}/occasions/{occasion.id}" not in browser.get("/desk/").links()


def test_a_stranger_moves_nothing(app: Flask, make: Make) -> None:
    dialogue, occasion = with_occasion(make, make.staff(Role.EDITOR))
    stranger = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    address = f"/desk/dialogues/{dialogue.id}/occasions/{occasion.id}"
    page = stranger.get(address)
    values = page.form_values() | {"cancel-note": "Vi vill inte ha det här mötet."}
    stranger.post(f"{address}/cancel", values, status=403)


def test_a_promise_is_followed_up_by_its_owner_whoever_held_the_dialogue(
    app: Flask, make: Make, visitor: Visitor
) -> None:
    dialogue = make.reported(lead="farsta")
    promise = db.session.scalars(select(Commitment)).one()
    owner = make.staff(Role.EDITOR)
    promise.organisation_id = next(grant.organisation_id for grant in owner.grants)
    db.session.commit()
    browser = make.signed_in(app, owner)
    assert f"/desk/promises/{promise.id}" in browser.get("/desk/promises").links()
    before = promise.due
    values = browser.get(f"/desk/promises/{promise.id}").form_values()
    answer = {"status": "changed", "comment": "Lamporna är försenade från fabriken.", "due": days(200).isoformat()}
    browser.post(f"/desk/promises/{promise.id}", values | answer)
    page = visitor.get(f"/sv/dialogues/{dialogue.slug}")
    assert "försenade från fabriken" in page
    assert before is not None
    assert "Tidigare lovat till" in page
    others = make.signed_in(app, make.staff(Role.EDITOR, organisation="trafikkontoret"))
    others.post(f"/desk/promises/{promise.id}", others.get("/desk/account").form_values() | answer, status=403)


def test_everybody_sees_how_every_organisation_keeps_its_promises(app: Flask, make: Make, visitor: Visitor) -> None:
    make.reported()
    assert "svg" in {one.tag.rpartition("}")[2] for one in visitor.get("/sv/commitments").tree.iter()}
    browser = make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None))
    assert "Ny belysning i trappan" in browser.get("/desk/promises?view=open&whose=all")


def test_a_name_is_public_only_with_consent_and_goes_when_consent_is_taken_back(
    app: Flask, make: Make, visitor: Visitor
) -> None:
    coordinator = make.staff(Role.COORDINATOR, organisation=None)
    draft = LeaderDraft(name="Yasmin Alvarsson", facilitator=True, training="Dialogledare 2026", consent=True)
    leader = registers.save_leader(draft, known=None, today=today(), actor=coordinator)
    dialogue = make.published(facilitator_id=leader.id, needs_neutral=True)
    address = f"/sv/dialogues/{dialogue.slug}"
    assert "Yasmin Alvarsson" in visitor.get(address)
    browser = make.signed_in(app, coordinator)
    values = browser.get(f"/desk/registers/leaders/{leader.id}").form_values()
    values.pop("consent")
    browser.post(f"/desk/registers/leaders/{leader.id}", values)
    page = visitor.get(address)
    assert "Yasmin" not in page
    assert "Samtalet leds av en samtalsledare" in page


def test_the_registers_are_filled_in_and_read(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    browser.fill_in("/desk/registers/venues/new", name="Rågsveds bibliotek", area="ragsved", wheelchair="y")
    assert "Rågsveds bibliotek" in browser.get("/desk/registers/venues")
    browser.fill_in("/desk/registers/programmes/new", status=422, name="Lokalt program", summary="För kort.")
    browser.fill_in(
        "/desk/registers/programmes/new",
        name="Lokalt utvecklingsprogram",
        summary="Samlar dialogerna om hur Rågsved ska utvecklas de kommande åren.",
        name_en="Local development programme",
    )
    warm()
    assert "Lokalt utvecklingsprogram" in browser.get("/desk/registers/programmes")
    browser.fill_in("/desk/registers/programmes/lokalt-utvecklingsprogram", retired="y")
    warm()
    browser.fill_in("/desk/registers/leaders/new", name="Ali Berg", parts=["facilitator", "process_leader"])
    assert "Ali Berg" in browser.get("/desk/registers/leaders")
    assert "Ali Berg" not in browser.get("/desk/registers/leaders?neutral=1")
    browser.get("/desk/registers")
    reader = make.signed_in(app, make.staff(Role.READER))
    reader.get("/desk/registers/venues/new", status=403)
    partner = make.signed_in(app, make.staff(Role.EXTERNAL))
    partner.get("/desk/registers/leaders", status=403)


def test_coordinators_see_who_needs_a_neutral_facilitator(app: Flask, make: Make) -> None:
    make.coordinated(needs_neutral=True, title="En svår fråga om torget")
    page = make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None)).get("/desk/registers/leaders")
    assert "En svår fråga om torget" in page


def test_today_is_sorted_by_urgency_and_says_so_when_nothing_is_due(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR, Role.MODERATOR)
    browser = make.signed_in(app, clerk)
    assert "Inget att göra just nu" in browser.get("/desk/")
    dialogue = make.closed(actor=clerk, days_ago=65)
    page = browser.get("/desk/")
    assert "Invånarna skulle ha fått veta resultatet" in page
    assert f"/desk/dialogues/{dialogue.id}/outcomes" in page.links()
    city = make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None))
    assert "skulle ha fått veta" not in city.get("/desk/")
    row = db.session.get_one(Dialogue, dialogue.id)
    row.feedback_promised = today() - timedelta(31)
    row.starts = row.ends = today() - timedelta(100)
    kept.keep([dialogue.id])
    db.session.commit()
    assert "skulle ha fått veta" in city.get("/desk/")


def test_a_co_organiser_edits_and_a_cancelled_dialogue_tells_it(app: Flask, make: Make) -> None:
    dialogue = make.published(co_organisers=("farsta",))
    partner = make.staff(Role.EDITOR, organisation="farsta")
    browser = make.signed_in(app, partner)
    assert dialogue.texts["sv"].title in browser.get("/desk/dialogues")
    browser.get(f"/desk/dialogues/{dialogue.id}/life")
    show = browser.get(f"/desk/dialogues/{dialogue.id}")
    values = show.form_values() | {"reason": "Nämnden har dragit tillbaka frågan."}
    browser.post(f"/desk/dialogues/{dialogue.id}/cancel", values)
    assert "Nämnden har dragit tillbaka" in write(app, told()[0]).text
    assert "Nämnden har dragit tillbaka" in browser.get(f"/desk/dialogues/{dialogue.id}/life")


def test_in_an_arabic_desk_a_swedish_title_keeps_its_mark_and_lists_have_their_own_comma(
    app: Flask, make: Make
) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.published(actor=clerk, title="Var ska det bli tryggare?")
    desk = make.signed_in(app, clerk)
    desk.post("/desk/account/language", desk.get("/desk/account").form_values() | {"language": "ar"})
    (heading,) = desk.get(f"/desk/dialogues/{dialogue.id}").tree.findall(".//{*}h1")
    (apart,) = heading
    assert (apart.tag.rpartition("}")[2], apart[0].get("lang")) == ("bdi", "sv")
    assert "إكسل (.xlsx)، نص (.csv)" in desk.get("/desk/dialogues")
