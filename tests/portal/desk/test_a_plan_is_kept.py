"""What a clerk writes is kept, version by version, in every language, and can be used again."""

from datetime import time, timedelta

from flask import Flask

from portal.actions import dialogues
from portal.actions.draft import DecisionDraft, GoalDraft, OccasionDraft, PolicyDraft, TargetDraft, flat
from portal.actions.drafting import draft_of
from portal.db import db
from portal.dialogues import queries
from portal.dialogues.models import Dialogue
from portal.domain.words import Form, LegalBasis, Recruitment, Role
from portal.publications import queries as published
from portal.publications.catalogue import catalogue
from portal.publications.preview import page_of_plan
from portal.translated.queries import Book, of_dialogue
from portal.web.dates import today
from tests.make import TEXTS, Make, days
from tests.planning import planned, registered, step
from tests.visitor import Visitor

JUSTIFIED = {"overlap_reason": "Beslutet tas i vår och kan inte vänta; vi frågar bara om just det här torget."}


def plan(dialogue_id: int) -> dict[str, object]:
    db.session.rollback()
    record = queries.record(dialogue_id)
    assert record is not None
    return flat(draft_of(record))


def number_of(address: str) -> int:
    return int(address.rpartition("/")[2])


def test_every_detail_of_the_plan_is_saved_where_it_was_asked(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = planned(browser)
    step(browser, address, "basics", co_organisers=["trafikkontoret"], partners="Hyresgästföreningen\nRågsveds råd")
    goal = {"goals-0-text": "Nya kommer.", "goals-0-indicator": "Kort vid dörren", "goals-0-target": "50 procent"}
    policy = {"policy_links-0-code": "4.3.2", "policy_links-0-document": "Budget 2027"}
    step(browser, address, "goals", perspectives=["children", "health"], global_goals=["11", "16"], **goal, **policy)
    step(browser, address, "influence", **{"needs_neutral": "y", "budget_sek": "500000"})
    step(browser, address, "influence", status=200, add="decisions")
    second = {"decisions-1-body": "Trafiknämnden", "decisions-1-url": "https://example.org/arende"}
    step(browser, address, "influence", **second)
    target = {
        "targets-0-why": "De går mest på kvällen.",
        "targets-0-barriers": "Tiden",
        "targets-0-recruitment": ["outreach", "school"],
        "targets-0-planned_share": "20",
    }
    browser.fill_in(f"{address}/plan/reach", **target)
    saved = plan(number_of(address))
    assert saved["co_organisers"] == ("trafikkontoret",)
    assert saved["partners"] == ("Hyresgästföreningen", "Rågsveds råd")
    assert saved["policy_links"] == (PolicyDraft(code="4.3.2", document="Budget 2027"),)
    assert (saved["needs_neutral"], saved["budget_sek"]) == (True, 500_000)
    assert (saved["perspectives"], saved["global_goals"]) == (("children", "health"), (11, 16))
    goals, decisions, targets = saved["goals"], saved["decisions"], saved["targets"]
    assert [(one.text, one.indicator, one.target) for one in goals] == [
        ("Nya kommer.", "Kort vid dörren", "50 procent")
    ]
    assert [one.body for one in decisions] == ["Stadsdelsnämnden", "Trafiknämnden"]
    assert targets == (
        TargetDraft(
            group="youth_16_19",
            why="De går mest på kvällen.",
            seldom_heard=True,
            barriers="Tiden",
            recruitment=(Recruitment.OUTREACH, Recruitment.SCHOOL),
            planned_share=20,
        ),
    )


def test_what_is_left_empty_gets_its_usual_value(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    make.dialogue(actor=clerk, contact_function="Kansliet", contact_email="kansliet@example.org")
    browser = make.signed_in(app, clerk)
    address = registered(browser)
    step(browser, address, "scope")
    saved = plan(number_of(address))
    assert saved["minutes"] == 120
    assert saved["feedback_promised"] == saved["ends"] + timedelta(60)
    assert (saved["contact_function"], saved["contact_email"]) == ("Kansliet", "kansliet@example.org")


def test_a_copy_has_the_thoughts_and_not_the_days(app: Flask, make: Make) -> None:
    source = make.published(
        actor=make.staff(organisation="farsta"),
        lead="farsta",
        areas=("hokarangen",),
        decisions=(DecisionDraft(body="Nämnden", month=days(150).replace(day=1), case_number="1.1-2/2026"),),
    )
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    page = browser.get("/desk/dialogues/copy?q=gångvägar")
    values = page.form_values() | {"source": str(source.id), "lead": "enskede-arsta-vantor"}
    saved = browser.post("/desk/dialogues/copy", values)
    opened = browser.get(saved.location)
    assert "Kopierad från" in opened
    copy = plan(number_of(saved.location.partition("/plan/")[0]))
    assert copy["purpose"] == TEXTS["purpose"]
    assert copy["checklist_room"] == "Genomtänkt."
    assert [(one.text, one.target) for one in copy["goals"]] == [("Hälften är nya i en dialog.", "")]
    assert [(one.body, one.month, one.case_number) for one in copy["decisions"]] == [("Nämnden", None, "")]
    assert (copy["starts"], copy["ends"], copy["feedback_promised"]) == (None, None, None)


def test_residents_read_the_sum_of_a_participatory_budget_and_of_nothing_else(make: Make, visitor: Visitor) -> None:
    clerk = make.staff(Role.EDITOR)
    budget = make.published(actor=clerk, form=Form.PARTICIPATORY_BUDGET, budget_sek=1_500_000)
    other = make.published(actor=clerk, title="En vanlig dialog om Rågsved", budget_sek=2_500_000, **JUSTIFIED)
    assert "1 500 000 kronor" in visitor.get(f"/sv/dialogues/{budget.slug}")
    assert "2 500 000" not in visitor.get(f"/sv/dialogues/{other.slug}")


def test_nobody_copies_what_is_not_for_them(app: Flask, make: Make) -> None:
    hidden = make.coordinated(actor=make.staff(organisation="farsta"), lead="farsta", title="En dold plan i Farsta")
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    assert "dold plan" not in browser.get("/desk/dialogues/copy?q=dold")
    make.dialogue(actor=make.staff(Role.EDITOR))
    values = browser.get("/desk/dialogues/copy").form_values() | {"source": str(hidden.id)}
    browser.post("/desk/dialogues/copy", values, status=404)


def test_a_preview_shows_the_page_in_every_language_and_is_kept_by_nobody(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.dialogue(actor=clerk)
    browser = make.signed_in(app, clerk)
    page = browser.get(f"/desk/dialogues/{dialogue.id}/preview/sv")
    assert "Förhandsvisning" in page
    assert TEXTS["can_influence"] in page
    assert page.answer.headers["Cache-Control"] == "no-store"
    arabic = browser.get(f"/desk/dialogues/{dialogue.id}/preview/ar")
    assert next(arabic.tree.iter("{http://www.w3.org/1999/xhtml}html")).get("dir") == "rtl"
    Visitor(app).get(f"/desk/dialogues/{dialogue.id}/preview/sv", status=302)
    bare = registered(browser, "Bara en rubrik än så länge")
    assert "inte vald ännu" in browser.get(f"{bare}/preview/sv"), "a level nobody has chosen is not Information"


def test_the_preview_is_what_is_published(app: Flask, make: Make) -> None:
    evening = OccasionDraft(day=days(30), begins=time(18), ends=time(20), place="Rågsveds bibliotek", childcare=True)
    changes = {"policy_links": (PolicyDraft(code="4.3.2"),), "partners": ("Rågsveds råd",), "occasions": (evening,)}
    changes |= {"perspectives": ("children",), "global_goals": (11,)}
    clerk = make.staff(Role.EDITOR)
    dialogue = make.published(actor=clerk, **changes)
    goal = f"goal_{dialogue.goals[0].id}"
    english = {"title": "Safer footpaths", "purpose": "The board decides.", goal: "Half are new.", "by_machine": "y"}
    make.signed_in(app, clerk).fill_in(f"/desk/dialogues/{dialogue.id}/plan/texts/en", **english)
    record = queries.record(dialogue.id)
    shown = published.page(dialogue.slug)
    assert record is not None
    assert shown is not None
    known = {"venues": {}, "leaders": {}, "today": today(), "now": shown.published_at}
    assert page_of_plan(record, catalogue(), book=Book(of_dialogue(record.id)), **known) == shown
    page = Visitor(app).get(f"/sv/dialogues/{dialogue.slug}")
    assert "Barnperspektiv" in page
    assert "11. Hållbara städer och samhällen" in page


def test_every_version_can_be_read_and_two_compared_word_by_word(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.dialogue(actor=clerk)
    browser = make.signed_in(app, clerk)
    address = f"/desk/dialogues/{dialogue.id}"
    browser.fill_in(f"{address}/plan/basics", title="Tryggare cykelvägar i Rågsved")
    page = browser.get(f"{address}/history")
    assert "Karin" in page
    assert "Titel" in page
    assert [one.text for one in page.tree.iterfind(".//{*}th[@scope='row']/{*}a")] == ["2", "1"], "none is skipped"
    newest, oldest = (int(one.rpartition("/")[2]) for one in page.links() if f"{address}/history/" in one)
    assert TEXTS["title"] in browser.get(f"{address}/history/{oldest}")
    compared = browser.get(f"{address}/history/compare?old={oldest}&new={newest}")
    words = {name: "".join(compared.tree.find(f".//{{*}}dd/{{*}}{name}").itertext()) for name in ("ins", "del")}
    assert "cykelvägar" in words["ins"]
    assert "gångvägar" in words["del"]
    browser.get(f"{address}/history/99", status=404)
    make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta")).get(f"{address}/history", status=404)


def test_a_translation_stands_beside_its_original_and_says_when_it_is_older(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.published(actor=clerk)
    browser, visitor = make.signed_in(app, clerk), Visitor(app)
    address = f"/desk/dialogues/{dialogue.id}/plan"
    record = queries.record(dialogue.id)
    assert record is not None
    question = f"question_{record.question_ids[0]}"
    said = {"title": "Safer footpaths in Rågsved", "by_machine": "y", question: "Where do you feel unsafe?"}
    browser.fill_in(f"{address}/texts/en", **said)
    public = f"/en/dialogues/{dialogue.slug}"
    assert "nobody has checked all of them yet" in visitor.get(public)
    assert "(machine translation, not checked)" in visitor.get(public)
    checked = {f"checked_{name}": "y" for name in ("title", question)}
    browser.fill_in(f"{address}/texts/en", **checked)
    page = visitor.get(public)
    assert "by machine, and a person has checked them" in page
    assert "(machine translation, not checked)" not in page
    browser.fill_in(f"{address}/influence", **{"questions-0-text": "Var känner du dig otrygg på kvällen?"})
    assert "Where do you feel unsafe?" in visitor.get(public), "a reworded question keeps its translation"
    assert "some Swedish texts have changed since" in visitor.get(public)
    assert "(older than the Swedish text)" in visitor.get(public)
    beside = browser.get(f"{address}/texts/en")
    assert "Äldre än originalet" in beside
    assert "på kvällen" in " ".join("".join(one.itertext()) for one in beside.tree.findall(".//{*}ins")), (
        "what is new"
    )
    assert "äldre än originalet: 1" in browser.get(f"{address}/texts")
    browser.fill_in(f"{address}/texts/en", **{f"checked_{question}": "y"})
    assert "some Swedish texts have changed since" not in visitor.get(public)
    browser.fill_in(f"{address}/texts/en", title="", **{question: ""})
    assert "Safer footpaths" not in visitor.get(public)


def test_two_translators_of_one_text_lose_nothing(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    address = f"/desk/dialogues/{make.dialogue(actor=clerk).id}/plan/texts/en"
    one, other = make.signed_in(app, clerk), make.signed_in(app, clerk)
    opened = other.get(address).form_values()
    one.fill_in(address, title="Safer footpaths")
    page = other.post(address, opened | {"title": "Walking safely"}, status=409)
    assert "Safer footpaths" in page
    assert page.form_values()["title"] == ["Walking safely"]


def test_what_the_law_orders_is_not_told_by_machine_alone(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.published(
        actor=clerk,
        legal_basis=LegalBasis.PLANNING_ACT,
        official_channel_url="https://example.org/samrad",
        response_deadline=dialogues.now(),
    )
    browser, visitor = make.signed_in(app, clerk), Visitor(app)
    beside, public = f"/desk/dialogues/{dialogue.id}/plan/texts/en", f"/en/dialogues/{dialogue.slug}"
    browser.fill_in(beside, title="Plan for Rågsved", by_machine="y")
    assert "läser det här på svenska tills någon har granskat det" in browser.get(beside)
    assert "Plan for Rågsved" not in visitor.get(public)
    browser.fill_in(beside, checked_title="y")
    assert "Plan for Rågsved" in visitor.get(public)


def test_an_edit_keeps_goals_scores_and_occasions_that_were_called_off(make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    evening = OccasionDraft(day=days(30), begins=time(18), ends=time(20))
    dialogue = make.published(actor=clerk, occasions=(evening,))
    db.session.get_one(Dialogue, dialogue.id).goals[0].score = 2
    db.session.commit()
    revision = db.session.get_one(Dialogue, dialogue.id).revision
    goal = db.session.get_one(Dialogue, dialogue.id).goals[0]
    changes = {"goals": (GoalDraft(text="Hälften är nya.", id=goal.id),), "occasions": ()}
    dialogues.edit(dialogue.id, changes, actor=clerk, revision=revision, today=today())
    kept = queries.record(dialogue.id)
    assert kept is not None
    assert [(one.text, one.score) for one in kept.goals] == [("Hälften är nya.", 2)]
    assert [one.state for one in kept.occasions] == ["cancelled"]
