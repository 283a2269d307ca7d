"""The poster on the notice board leads to the page of the dialogue, in every language."""

from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from flask import Flask

from portal.actions import dialogues
from tests.make import Make
from tests.visitor import Visitor


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_the_code_on_the_printed_sheet_opens_the_page(
    language: str, app: Flask, make: Make, visitor: Visitor
) -> None:
    slug = make.published().slug
    answer = app.test_client().get(f"/{language}/dialogues/{slug}/poster.pdf")
    assert answer.mimetype == "application/pdf"
    sheet = pypdfium2.PdfDocument(answer.data)
    assert len(sheet) == 1
    width, height = sheet[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    (code,) = zxingcpp.read_barcodes(sheet[0].render(scale=2).to_pil())
    assert urlsplit(code.text).path == f"/{language}/dialogues/{slug}"
    assert "Tryggare gångvägar" in visitor.get(urlsplit(code.text).path)


def test_a_very_long_title_stays_on_one_sheet(app: Flask, make: Make) -> None:
    title = "Vad tycker du om stadsdelsnämndens långsiktiga planeringsunderlag för belysning och trygghetsvandringar?"
    slug = make.published(title=title, texts={"summary": "Vi vill veta vad du tycker. " * 14}).slug
    answer = app.test_client().get(f"/sv/dialogues/{slug}/poster.pdf")
    assert len(pypdfium2.PdfDocument(answer.data)) == 1


def test_a_withdrawn_or_unknown_dialogue_has_no_poster(app: Flask, make: Make, visitor: Visitor) -> None:
    plan = make.coordinated()
    visitor.get(f"/sv/dialogues/{plan.slug}/poster", status=404)
    assert app.test_client().get(f"/sv/dialogues/{plan.slug}/poster.pdf").status_code == 404


def test_a_cancelled_dialogue_says_so_on_its_poster(make: Make, visitor: Visitor) -> None:
    editor = make.staff()
    dialogue = make.published(actor=editor)
    dialogues.cancel(dialogue.id, reason="Lokalen har blivit vattenskadad.", actor=editor)
    assert "Dialogen är inställd" in visitor.get(f"/sv/dialogues/{dialogue.slug}/poster")
