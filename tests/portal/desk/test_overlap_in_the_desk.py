"""Overlap in the desk: seen while planning, tried, taken, agreed, answered to, settled; never more than allowed."""

from flask import Flask

from portal.actions import dialogues, noticing, sharing
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.letters.writing import write
from portal.mail.models import Mail
from portal.web.dates import today
from tests.make import Make, days
from tests.portal.overlap.test_deciding import FIRST, LATER, evening, ours, street_talk
from tests.visitor import Visitor

SECRET = "Hemligt utkast om torget"


def piece(browser: Visitor, dialogue_id: int, form: dict[str, object], *, status: int = 200) -> str:
    """What the script is given to put in place: no whole page."""
    address = f"/desk/dialogues/{dialogue_id}/overlap/panel"
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    answer = browser._apart(browser._client.post, address, data=form, headers=headers)
    assert answer.status_code == status
    return answer.text


def both(make: Make) -> tuple[Actor, Actor, Dialogue, Dialogue]:
    karin = make.staff(Role.EDITOR)
    amir = make.staff(Role.EDITOR, organisation="trafikkontoret")
    return karin, amir, ours(make, karin), street_talk(make, amir)


def test_the_panel_follows_the_form_and_saves_nothing(app: Flask, make: Make) -> None:
    karin, _amir, mine, _theirs = both(make)
    browser = make.signed_in(app, karin)
    form = browser.get(f"/desk/dialogues/{mine.id}/plan/scope").form_values()
    answer = piece(browser, mine.id, form)
    assert "41" in answer
    assert "Lugnare Rågsvedsvägen" in answer
    assert "gata@example.org" in answer
    assert "→" in answer, "suggestions show the score before and after"
    far = {**form, "starts": days(300).isoformat(), "ends": days(300).isoformat()}
    assert 'id="overlap-said"' in piece(browser, mine.id, far)
    wrong = {**form, "minutes": "många"}
    assert "41" not in piece(browser, mine.id, wrong)
    assert db.session.get_one(Dialogue, mine.id).starts == days(FIRST)


def test_trying_changes_nothing_and_taking_saves(app: Flask, make: Make) -> None:
    karin, _amir, mine, _theirs = both(make)
    browser = make.signed_in(app, karin)
    address = f"/desk/dialogues/{mine.id}/overlap"
    page = browser.get(address)
    assert "inte en mätning" in page.said
    tries = [link for link in page.links() if "try=" in link]
    assert {link.partition("try=")[2].partition("%3A")[0].partition(":")[0] for link in tries} >= {
        "move",
        "less",
        "inform",
        "together",
    }
    for link in tries:
        assert browser.get(link)
    assert db.session.get_one(Dialogue, mine.id).minutes == 120
    db.session.rollback()
    browser.post(f"{address}/take", page.form_values() | {"code": "less:15"})
    db.session.rollback()
    assert db.session.get_one(Dialogue, mine.id).minutes == 15
    browser.get(f"{address}?try=move:2030-07-04", status=404)


def test_two_organisers_agree_in_the_desk(app: Flask, make: Make) -> None:
    karin, amir, mine, theirs = both(make)
    first, second = make.signed_in(app, karin), make.signed_in(app, amir)
    address = f"/desk/dialogues/{mine.id}/overlap"
    values = first.get(address).form_values()
    first.post(f"{address}/take", values | {"code": f"together:{theirs.id}", "message": "Vi tar kvällen ihop."})
    assert "Vi tar kvällen ihop." in second.get("/desk/coordination")
    page = second.get("/desk/coordination")
    second.post("/desk/coordination/proposals/1/accept", page.form_values() | {"words": "Gärna."})
    assert "Gärna." in first.get("/desk/coordination")
    db.session.rollback()
    assert db.session.get_one(Dialogue, mine.id).starts == days(LATER)


def test_what_was_asked_before_is_answered_to_at_its_place(app: Flask, make: Make) -> None:
    karin = make.staff(Role.EDITOR)
    old = make.reported(actor=karin, days_ago=40, title="Trygghet förra året")
    mine = ours(make, karin)
    browser = make.signed_in(app, karin)
    page = browser.get(f"/desk/dialogues/{mine.id}")
    assert f"/desk/dialogues/{mine.id}/earlier" in page.links()
    browser.post(f"/desk/dialogues/{mine.id}/publish", page.form_values(), status=422)
    address = f"/desk/dialogues/{mine.id}/earlier"
    page = browser.get(address)
    assert "Trappan vid torget känns mörk." in page
    assert "Var känner du dig otrygg?" in page, "the same question is pointed out"
    name = f"e{old.id}"
    short = page.form_values() | {f"{name}-kind": "repeats", f"{name}-reason": "Bara för att."}
    assert "Bara för att." in browser.post(f"{address}/{old.id}", short, status=422).text
    reason = "Trappan är ombyggd sedan dess, så svaren från förra året gäller inte längre."
    browser.post(f"{address}/{old.id}", short | {f"{name}-reason": reason})
    browser.post(f"/desk/dialogues/{mine.id}/publish", page.form_values())
    assert reason in browser.get(f"/sv/dialogues/{mine.slug}")
    assert "Dina svar har använts igen" in browser.get(f"/sv/dialogues/{old.slug}")


def test_a_coordinator_sees_answers_and_settles(app: Flask, make: Make) -> None:
    karin, amir, _mine, _theirs = both(make)
    for number in range(3):
        street_talk(make, amir, title=f"Gatan nummer {number}", starts=FIRST, ends=FIRST)
    mine = ours(make, karin, title="Tryggare torg i Rågsved")
    maria = make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None, name="Maria"))
    assert "Tryggare torg i Rågsved" in maria.get("/desk/coordination")
    address = f"/desk/dialogues/{mine.id}/decisions"
    values = maria.get(address).form_values()
    maria.post(address, values | {"kind": "settled", "words": "kort"}, status=422)
    maria.post(address, values | {"kind": "settled", "words": "De delar kväll från och med nu."})
    assert "Tryggare torg i Rågsved" not in maria.get("/desk/coordination")
    assert "Tryggare torg i Rågsved" in maria.get("/desk/coordination?settled=1")
    clerk = make.signed_in(app, karin)
    token = clerk.get(f"/desk/dialogues/{mine.id}").form_values()["csrf_token"]
    clerk.post(address, {"csrf_token": token, "kind": "settled", "words": "x" * 30}, status=403)


def test_weights_are_tried_before_they_hold(app: Flask, make: Make) -> None:
    _karin, _amir, mine, _theirs = both(make)
    row = db.session.get_one(Dialogue, mine.id)
    row.starts = row.ends = days(-20)
    db.session.commit()
    admin = make.signed_in(app, make.staff(Role.ADMIN, organisation=None))
    values = admin.get("/desk/weights").form_values()
    tried = values | {"closeness": "0.30", "theme": "0.35"}
    assert 'id="effect"' in admin.post("/desk/weights", tried | {"try": "1"}, status=200).text
    admin.post("/desk/weights", values | {"closeness": "0.9"}, status=422)
    admin.post("/desk/weights", tried | {"reason": "Ämnet ska väga tyngre än tiden."})
    assert "Ämnet ska väga tyngre" in admin.get("/desk/weights")
    make.signed_in(app, make.staff(Role.EDITOR)).get("/desk/weights", status=403)


def test_nothing_of_anothers_draft_is_shown_anywhere(app: Flask, make: Make) -> None:
    karin, amir, mine, theirs = both(make)
    hidden = make.dialogue(actor=amir, lead="trafikkontoret", title=SECRET, starts=FIRST, ends=FIRST)
    back = street_talk(make, amir, title=f"{SECRET} igen", starts=FIRST, ends=FIRST)
    again = ours(make, karin, title="Tryggare torg i Rågsved")
    sharing.propose(mine.id, theirs.id, message="", actor=karin, today=today())
    dialogues.to_draft(back.id, actor=amir)
    noticing.tell_overlaps(today=today())
    browser = make.signed_in(app, karin)
    form = browser.get(f"/desk/dialogues/{mine.id}/plan/scope").form_values()
    shown = [
        piece(browser, mine.id, form),
        *(
            browser.get(f"/desk{address}").text
            for one in (mine.id, again.id)
            for address in (
                "/coordination",
                f"/dialogues/{one}",
                f"/dialogues/{one}/overlap",
                f"/dialogues/{one}/earlier",
                f"/dialogues/{one}/decisions",
            )
        ),
    ]
    letters = list(db.session.query(Mail))
    assert {one.kind for one in letters} == {"joint_proposal", "overlap_notices"}
    shown += [letter.text + letter.html + letter.subject for letter in (write(app, one) for one in letters)]
    assert not any(SECRET in text for text in shown)
    for address in ("overlap", "earlier", "decisions"):
        browser.get(f"/desk/dialogues/{hidden.id}/{address}", status=404)
    piece(browser, hidden.id, form, status=404)


def test_a_private_draft_is_a_secret_and_no_work(app: Flask, make: Make) -> None:
    karin, amir, _mine, _theirs = both(make)
    jobs = db.text("SELECT task_name FROM procrastinate_jobs WHERE id > :last ORDER BY id")
    last = db.session.execute(db.text("SELECT coalesce(max(id), 0) FROM procrastinate_jobs")).scalar_one()
    letters = db.session.query(Mail).count()
    make.dialogue(actor=amir, lead="trafikkontoret", title=SECRET, starts=FIRST, ends=FIRST)
    assert db.session.execute(jobs, {"last": last}).scalars().all() == ["tell_desk"], "its own search alone is told"
    assert db.session.query(Mail).count() == letters
    browser = make.signed_in(app, karin)
    for address in (
        "dialogues.csv",
        "dialogues.csv?plans=all",
        "dialogues?plans=all",
        "coordination",
        "calendar",
        "load",
    ):
        told = browser.get(f"/desk/{address}", buffered=True).answer.get_data(as_text=True)
        assert SECRET not in told, address
    assert SECRET in make.signed_in(app, amir).get("/desk/dialogues"), "its own organisation reads it"


def test_an_association_sees_that_somebody_plans_but_not_what(app: Flask, make: Make) -> None:
    _karin, amir, _mine, _theirs = both(make)
    street_talk(make, amir, title=SECRET, starts=FIRST, ends=FIRST)
    outside = make.staff(Role.EXTERNAL)
    draft = make.dialogue(actor=outside, starts=FIRST, ends=FIRST, occasions=(evening(FIRST),))
    browser = make.signed_in(app, outside)
    page = browser.get(f"/desk/dialogues/{draft.id}/overlap")
    assert SECRET not in page.text
    assert "Lugnare Rågsvedsvägen" not in page.text
