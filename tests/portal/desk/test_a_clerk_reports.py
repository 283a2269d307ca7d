"""After the dialogue: who took part, what was said, what is answered and promised."""

from flask import Flask

from portal.actions import counting
from portal.domain.words import CountMethod, Role
from tests.make import Make, days
from tests.visitor import Visitor


def reporting(app: Flask, make: Make) -> tuple[Visitor, str, str]:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.closed(actor=clerk)
    return make.signed_in(app, clerk), f"/desk/dialogues/{dialogue.id}/outcomes", f"/sv/dialogues/{dialogue.slug}"


def test_a_clerk_reports_everything_and_residents_read_it(app: Flask, make: Make, visitor: Visitor) -> None:
    browser, address, public = reporting(app, make)
    browser.fill_in(f"{address}/participation", total="64", women="34", men="28", other="2", band_45_64="20")
    browser.fill_in(f"{address}/finding", text="Trappan vid torget känns mörk på kvällen.")
    browser.fill_in(
        f"{address}/feedback", kind="result", text="Ni sa att trappan är mörk. Nämnden har beslutat om lampor."
    )
    browser.fill_in(
        f"{address}/promise", text="Nya lampor i trappan.", due=days(90).isoformat(), comment="Lamporna är beställda."
    )
    assert "Trappan vid torget" not in visitor.get(public)
    browser.post(f"{address}/report", browser.get(address).form_values())
    page = visitor.get(public)
    for words in ("Trappan vid torget känns mörk", "Nämnden har beslutat", "Nya lampor i trappan"):
        assert words in page
    assert "Trappan vid torget" in visitor.get("/sv/findings")
    assert "Nya lampor" in visitor.get("/sv/commitments")


def test_what_residents_still_lack_is_said(app: Flask, make: Make) -> None:
    browser, address, _public = reporting(app, make)
    page = browser.post(f"{address}/report", browser.get(address).form_values(), status=422)
    assert len(page.tree.findall(".//{*}main//{*}div//{*}li")) >= 3


def test_what_the_results_still_need_is_said_before_anybody_asks(app: Flask, make: Make) -> None:
    browser, address, _public = reporting(app, make)
    assert "Det här behövs innan invånarna kan se resultatet" in browser.get(address)
    assert "Skriv minst en lärdom" in browser.get(address)
    browser.fill_in(f"{address}/finding", text="Trappan vid bussen är mörk på kvällen.")
    assert "Skriv minst en lärdom" not in browser.get(address)


def test_the_kind_of_answer_that_residents_wait_for_is_chosen_already(app: Flask, make: Make) -> None:
    browser, address, _public = reporting(app, make)
    assert browser.get(f"{address}/feedback").form_values()["kind"] == ["result"]
    reported = make.reported(actor=(clerk := make.staff(Role.EDITOR)), title="Lampor i trappan vid bussen")
    later = make.signed_in(app, clerk).get(f"/desk/dialogues/{reported.id}/outcomes/feedback")
    assert later.form_values()["kind"] == ["implementation"]


def test_counts_that_do_not_add_up_are_told_at_the_total(app: Flask, make: Make) -> None:
    browser, address, _public = reporting(app, make)
    page = browser.fill_in(f"{address}/participation", status=422, total="64", women="30", men="28", other="2")
    assert page.form_values()["women"] == ["30"]
    assert page.tree.find(".//{*}p[@id='total-error']") is not None


def test_personal_data_reaches_no_result(app: Flask, make: Make) -> None:
    browser, address, _public = reporting(app, make)
    page = browser.fill_in(f"{address}/finding", status=422, text="Anna på 070-123 45 67 tycker att det är mörkt.")
    error = page.tree.find(".//{*}p[@id='text-error']")
    assert "070-123 45 67" in "".join(error.itertext())


def test_a_promise_is_followed_in_public(app: Flask, make: Make, visitor: Visitor) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.reported(actor=clerk)
    browser = make.signed_in(app, clerk)
    address = f"/desk/dialogues/{dialogue.id}/outcomes"
    link = next(one for one in browser.get(address).links() if "/promises/" in one)
    browser.fill_in(link, status=422, **{"comment": "För kort."})
    page = browser.get(link)
    browser.post(link, page.form_values() | {"status": "done", "comment": "Lamporna lyser sedan i måndags kväll."})
    assert "Lamporna lyser sedan i måndags" in visitor.get(f"/sv/dialogues/{dialogue.slug}")


def test_a_colleague_of_another_organisation_reports_nothing(app: Flask, make: Make) -> None:
    dialogue = make.closed()
    browser = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    browser.get(f"/desk/dialogues/{dialogue.id}/outcomes", status=403)


def test_counts_are_corrected_and_what_stood_before_is_kept(app: Flask, make: Make, visitor: Visitor) -> None:
    browser, address, _public = reporting(app, make)
    browser.fill_in(f"{address}/participation", women="34", men="28", other="2", home_ragsved="40", language_ar="12")
    page = browser.get(f"{address}/participation")
    assert page.form_values()["women"] == ["34"]
    assert page.form_values()["home_ragsved"] == ["40"]
    browser.fill_in(f"{address}/participation", women="44")
    assert "34" in browser.get(f"{address}/history")
    browser.post(f"{address}/participation/withdraw", browser.get(address).form_values())
    assert browser.get(f"{address}/participation").form_values()["women"] == [""]


def test_the_clerk_is_told_which_counts_residents_do_not_see(app: Flask, make: Make) -> None:
    clerk = make.staff()
    dialogue = make.reported(actor=clerk)
    browser = make.signed_in(app, clerk)
    address = f"/desk/dialogues/{dialogue.id}/outcomes/participation"
    page = browser.get(address)
    assert "Invånarna ser att sammanlagt 64 deltog." in page
    assert "dolda för dem" in page
    assert "En rättelse hålls inne" not in page
    corrected = counting.Counts(method=CountMethod.COUNTED, total=65, women=35, men=28, other=2)
    counting.report_participation(dialogue.id, corrected, occasion_id=None, actor=clerk)
    page = browser.get(address)
    assert "Invånarna ser att sammanlagt 64 deltog." in page
    assert "En rättelse hålls inne" in page


def test_a_finding_is_corrected_and_the_last_result_cannot_be_taken_away(
    app: Flask, make: Make, visitor: Visitor
) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.reported(actor=clerk)
    browser, public = make.signed_in(app, clerk), f"/sv/dialogues/{dialogue.slug}"
    address = f"/desk/dialogues/{dialogue.id}/outcomes"
    links = browser.get(address).links()
    finding, told = (next(one for one in links if f"/{kind}/" in one) for kind in ("finding", "feedback"))
    browser.fill_in(finding, text="Trappan vid torget känns mörk och hal.", areas="ragsved")
    assert "mörk och hal" in visitor.get(public)
    browser.fill_in(told, kind="result", text="Ni sa att trappan är mörk och hal. Nu får den lampor och sand.")
    assert "lampor och sand" in visitor.get(public)
    page = browser.get(told)
    browser.post(f"{told}/withdraw", page.form_values(), status=422)
    assert "lampor och sand" in visitor.get(public)
    assert "Trappan vid torget känns mörk." in browser.get(f"{address}/history")


def test_an_organiser_looks_back_at_the_goals(app: Flask, make: Make, visitor: Visitor) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.reported(actor=clerk)
    browser = make.signed_in(app, clerk)
    address = f"/desk/dialogues/{dialogue.id}/outcomes/evaluation"
    score = next(name for name in browser.get(address).names() if name.startswith("score_"))
    answers = {score: "1", "worked_place": "Biblioteket ligger nära.", "lessons": "Börja tidigare."}
    averages = {"felt_heard": "4.2", "understood": "3.9", "again": "4.5"}
    browser.fill_in(address, status=422, **answers, **averages, answers="9")
    browser.fill_in(address, **answers, **averages, answers="23")
    assert "Börja tidigare." in visitor.get(f"/sv/dialogues/{dialogue.slug}")
    colleague = make.signed_in(app, make.staff(Role.READER, organisation="trafikkontoret"))
    for method, found in (("", True), ("open_meeting", True), ("workshop", False)):
        page = colleague.get(f"/desk/registers/lessons?method={method}")
        assert ("Börja tidigare." in page, "Biblioteket ligger nära." in page) == (found, found), method
    assert browser.get(address).form_values()[score] == ["1"]


def test_what_each_way_of_reaching_people_gave_is_compared_by_staff_and_hidden_from_residents(
    app: Flask, make: Make, visitor: Visitor
) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.reported(actor=clerk)
    browser = make.signed_in(app, clerk)
    address = f"/desk/dialogues/{dialogue.id}/outcomes/participation"
    ways = {"channel_citizen_host": "30", "channel_ambassador": "12"}
    counts = {"total": "64", "women": "34", "men": "28", "other": "2"}
    page = browser.fill_in(address, status=422, **counts, **ways, channel_school="23")
    assert "blir tillsammans 65" in page
    browser.fill_in(address, **counts, **ways)
    assert browser.get(address).form_values()["channel_ambassador"] == ["12"]

    rows = browser.get("/desk/registers/reach").tree.findall(".//{*}tbody/{*}tr")
    table = {cells[0]: cells[1:] for cells in (["".join(one.itertext()) for one in row] for row in rows)}
    assert table["Medborgarvärdar"][2:] == ["1", "30", "30"]
    assert table["Lokala ambassadörer"][2:] == ["1", "12", "12"]
    for place in (f"/sv/dialogues/{dialogue.slug}", "/sv/statistics"):
        assert "ambassadör" not in visitor.get(place)


def test_from_showing_the_results_the_way_leads_to_followed_up(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.reported(actor=clerk)
    browser = make.signed_in(app, clerk)
    here = f"/desk/dialogues/{dialogue.id}"
    assert f"{here}/life#follow-up" in browser.get(here).links()
    evaluation = f"{here}/outcomes/evaluation"
    assert evaluation in browser.get(f"{here}/life").links()
    score = next(name for name in browser.get(evaluation).names() if name.startswith("score_"))
    assert browser.fill_in(evaluation, **{score: "2"}).location.endswith(f"{here}/life")
    assert evaluation not in browser.get(f"{here}/life").links(), "what is done is not asked for again"
