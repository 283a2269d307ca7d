"""Documents reach residents only after somebody has read them for personal data."""

import io

from flask import Flask
from werkzeug.datastructures import FileStorage

from portal.domain.words import Role
from tests.make import Make
from tests.portal.files import made
from tests.portal.files.disks import from_memory, full_disk
from tests.visitor import Page, Visitor


def uploading(browser: Visitor, address: str, data: bytes, *, name: str = "rapport.pdf", status: int = 302) -> Page:
    fields = browser.get(f"{address}/new").form_values()
    fields |= {"title": "Rapport från vandringen", "kind": "report", "file": (io.BytesIO(data), name)}
    return browser.post(f"{address}/new", fields, status=status, content_type="multipart/form-data")


def begun(app: Flask, make: Make) -> tuple[Visitor, str, str]:
    clerk = make.staff(Role.EDITOR)
    plan = make.published(actor=clerk)
    address = f"/desk/dialogues/{plan.id}/outcomes/documents"
    return make.signed_in(app, clerk), address, f"/sv/dialogues/{plan.slug}"


def test_residents_get_the_file_after_the_check_and_no_longer_after_it_was_taken_back(
    app: Flask, make: Make, visitor: Visitor
) -> None:
    browser, address, public = begun(app, make)
    shown = uploading(browser, address, made.pdf()).location
    assert "Rapport från vandringen" not in visitor.get(public)
    number = shown.rpartition("/")[2]
    visitor.get(f"{public}/documents/{number}", status=404)
    browser.post(f"{shown}/check", browser.get(shown).form_values() | {"read": ""}, status=422)
    browser.post(f"{shown}/check", browser.get(shown).form_values() | {"read": "y"})
    assert "Rapport från vandringen" in visitor.get(public)
    answer = visitor.get(f"{public}/documents/{number}").answer
    assert answer.headers["Content-Disposition"] == "attachment; filename=rapport-fran-vandringen.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert made.AUTHOR.encode() not in answer.data
    browser.post(f"{shown}/withdraw", browser.get(shown).form_values())
    assert "Rapport från vandringen" not in visitor.get(public)
    visitor.get(f"{public}/documents/{number}", status=404)
    assert "Rapport från vandringen" in browser.get(address.replace("documents", "history"))


def test_traces_of_personal_data_are_pointed_out_before_the_check(app: Flask, make: Make) -> None:
    browser, address, _public = begun(app, make)
    shown = uploading(browser, address, made.docx("Ring Anna på 070-123 45 67.")).location
    assert "070-123 45 67" in browser.get(shown)


def test_a_program_that_calls_itself_a_pdf_is_refused_with_a_reason(app: Flask, make: Make) -> None:
    browser, address, _public = begun(app, make)
    page = uploading(browser, address, b"MZ\x90\x00 a program", name="rapport.pdf", status=422)
    assert page.tree.find(".//{*}p[@id='file-error']") is not None


def test_a_full_disk_is_said_kindly_and_keeps_what_the_clerk_wrote(app: Flask, make: Make) -> None:
    browser, address, _public = begun(app, make)
    typed = browser.get(f"{address}/new").form_values() | {"title": "Rapport från vandringen", "kind": "report"}
    picture = (io.BytesIO(made.noise(800_000)), "karta.png")
    with full_disk(room=200_000):
        page = from_memory(browser, f"{address}/new", typed | {"file": FileStorage(*picture)}, status=422)
    assert "Filen kunde inte sparas just nu" in page
    assert page.form_values()["title"] == ["Rapport från vandringen"]
    assert page.form_values()["kind"] == ["report"]
    uploading(browser, address, made.pdf())


def test_a_document_can_lie_elsewhere_at_a_safe_address(app: Flask, make: Make, visitor: Visitor) -> None:
    browser, address, public = begun(app, make)
    page = browser.get(f"{address}/new")
    fields = page.form_values() | {"title": "Beslutet", "kind": "decision"}
    browser.post(f"{address}/new", fields | {"url": "http://example.org/beslut"}, status=422)
    browser.post(f"{address}/new", fields, status=422)
    browser.post(f"{address}/new", fields | {"url": "https://example.org/beslut.pdf"})
    links = browser.get(address.removesuffix("/documents")).links()
    shown = next(one for one in links if "/documents/" in one and one[-1].isdigit())
    browser.post(f"{shown}/check", browser.get(shown).form_values() | {"read": "y"})
    assert "https://example.org/beslut.pdf" in visitor.get(public).links()


def test_a_colleague_of_another_organisation_neither_adds_nor_reads(app: Flask, make: Make) -> None:
    browser, address, _public = begun(app, make)
    shown = uploading(browser, address, made.pdf()).location
    stranger = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    stranger.get(f"{address}/new", status=403)
    stranger.get(f"{shown}/file", status=403)
