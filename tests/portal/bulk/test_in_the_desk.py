"""A clerk sends a file, reads what is wrong with it, and has it entered; the list comes back as a file."""

import csv
import io

import openpyxl
from flask import Flask

from portal.bulk import files, mapping
from portal.bulk.models import BulkImport, ImportState
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.words import Role
from portal.web.dates import today
from tests.make import Make
from tests.portal.bulk.files import as_csv, as_xlsx, checked, draft, loaded, row
from tests.portal.test_worker import run_jobs
from tests.visitor import Page, Visitor


def sent(browser: Visitor, content: bytes, **ticks: str) -> str:
    """Send a file as a browser would; the address of its page."""
    values = browser.get("/desk/import").form_values() | {"file": (io.BytesIO(content), "Våra dialoger.csv")} | ticks
    return browser.post("/desk/import", values, content_type="multipart/form-data").location


def test_a_clerk_sends_a_file_and_has_it_entered(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    address = sent(browser, as_csv([draft(), draft(Titel="En annan titel")]))
    assert "Våra dialoger.csv" in browser.get(address)
    run_jobs(app)
    assert "2 rader är rätt" in browser.get(address)
    assert db.session.query(Dialogue).count() == 0
    browser.fill_in(address)
    run_jobs(app)
    assert "2 dialoger lades in" in browser.get(address)
    assert db.session.query(Dialogue).count() == 2
    assert "Våra dialoger.csv" in browser.get("/desk/import")


def test_mistakes_are_shown_by_row_and_can_be_taken_along(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    address = sent(browser, as_csv([draft(Titel="Kort"), *[draft(Arrangör="Atlantis") for _ in range(60)]]))
    run_jobs(app)
    page = browser.get(address)
    for words in ("61 rader har fel", "Titel", "minst 5 tecken", "”Atlantis” är inte känd"):
        assert words in page
    assert "Lägg in" not in page
    (onward,) = {link for link in page.links() if "after=" in link}
    assert "62" in browser.get(onward)
    told = browser.get(f"{address}/mistakes.csv", buffered=True).answer.get_data().decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(told), delimiter=";"))) == 62
    browser.post(address, browser.get("/desk/import").form_values(), status=409)


def test_a_file_that_cannot_be_read_says_why(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    address = sent(browser, b"%PDF-1.7 a report")
    run_jobs(app)
    assert "Det här är inte en tabell" in browser.get(address)
    assert "Välj en fil" in browser.fill_in("/desk/import", status=422)


def test_nobody_else_sees_a_file(app: Flask, make: Make) -> None:
    address = sent(make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta")), as_csv([draft()]))
    make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta")).get(address, status=404)
    make.signed_in(app, make.staff(Role.READER)).get("/desk/import", status=403)


def test_a_job_done_twice_enters_nothing_twice(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR, organisation="farsta")
    content = as_csv([draft(Titel=f"Dialog nummer {number}") for number in range(30)])
    number = files.receive(content, name="x.csv", given=mapping.Given(), history=False, skip_bad=True, actor=clerk)
    files.check_now(number, today=today())
    files.confirm(number, actor=clerk)
    loaded(content, skip_bad=True, actor=clerk)
    for _ in range(2):
        files.load_now(number, today=today())
    kept = db.session.get_one(BulkImport, number, populate_existing=True)
    assert (kept.state, kept.made, kept.content) == (ImportState.DONE, 30, None)
    assert db.session.query(Dialogue).count() == 30


def exported(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page.answer.get_data().decode("utf-8-sig")), delimiter=";"))


def test_the_list_as_a_file_comes_back_through_bulk_registration(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    make.reported(actor=clerk, title="=HYPERLINK(1) på torget")
    make.dialogue(actor=clerk, title="Ett utkast om parken", texts={"purpose": "Rad ett\nrad två; semikolon"})
    make.dialogue(lead="farsta", title="Andras utkast om bryggan")
    browser = make.signed_in(app, clerk)
    rows = exported(browser.get("/desk/dialogues.csv", buffered=True))
    assert [one["Titel"] for one in rows] == ["'=HYPERLINK(1) på torget", "Ett utkast om parken"]
    assert rows[0]["Deltagare"] == "64"
    workbook = openpyxl.load_workbook(
        io.BytesIO(browser.get("/desk/dialogues.xlsx", buffered=True).answer.get_data())
    )
    assert workbook.active["C2"].value == "'=HYPERLINK(1) på torget"
    assert workbook.active["C2"].data_type == "s"
    content = browser.get("/desk/dialogues.csv", buffered=True).answer.get_data()
    assert (checked(content).known, checked(content).bad) == (2, 0)
    renamed = [one | {"Referens": f"R{place}"} for place, one in enumerate(rows)]
    again = loaded(as_csv(renamed))
    assert again.made == 2, again.faults
    kept = ("Titel", "Varför frågar ni", "Resultat", "Lärdomar", "Målgrupper", "Kvinnor", "Frågor", "Beslutsmånad")
    after = exported(browser.get("/desk/dialogues.csv", buffered=True))
    assert [{name: one[name] for name in kept} for one in after[2:]] == [
        {name: one[name] for name in kept} for one in rows
    ]


def test_others_counts_and_notes_are_not_in_the_file_of_all_plans(app: Flask, make: Make) -> None:
    theirs = make.reported(lead="farsta", title="Deras dialog om bryggan", internal_note="hemligt")
    make.dialogue(lead="farsta", title="Deras utkast")
    (one,) = exported(
        make.signed_in(app, make.staff(Role.READER)).get("/desk/dialogues.csv?plans=all", buffered=True)
    )
    assert one["Titel"] == "Deras dialog om bryggan"
    assert one["Deltagare"] == one["Intern anteckning"] == one["Kvinnor"] == ""
    assert theirs.status.value == "reported"


def test_the_template_can_be_sent_back_as_it_is(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    book = openpyxl.load_workbook(
        io.BytesIO(browser.get("/desk/import/template.xlsx", buffered=True).answer.get_data())
    )
    headings, example = ([cell.value for cell in line] for line in list(book.worksheets[0].rows)[:2])
    assert len(book.worksheets) == 3
    filled = dict(zip(headings, example, strict=True)) | {"Referens": "1"}
    assert checked(as_xlsx([filled])).bad == 0
    assert checked(as_xlsx([row(Referens="EXEMPEL"), row()])).rows == 1
    assert b"Titel" in browser.get("/desk/import/template.csv", buffered=True).answer.get_data()
