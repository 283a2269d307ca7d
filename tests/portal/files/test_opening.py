"""What people send in is known by its content and loses what it tells about them."""

import io
import zipfile

import pytest
from PIL import Image
from pypdf import PdfReader

from portal.files.kinds import LARGEST, Reason, Refused
from portal.files.opening import open_here, opened
from tests.portal.files import made


def parts(data: bytes) -> bytes:
    """Everything in a packed file, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.comment + b"".join(name.encode() + packed.read(name) for name in packed.namelist())


def test_a_photograph_loses_place_and_owner_and_stands_upright() -> None:
    before = made.jpeg(turned=True)
    assert made.CAMERA.encode() in before
    after = opened(before)
    assert after.media_type == "image/jpeg"
    for secret in (made.CAMERA, made.AUTHOR, "Exif", "taken by"):
        assert secret.encode() not in after.data
    assert Image.open(io.BytesIO(after.data)).size == (30, 60)


def test_a_drawing_keeps_its_transparency_and_loses_its_author() -> None:
    after = opened(made.png())
    assert made.AUTHOR.encode() not in after.data
    assert Image.open(io.BytesIO(after.data)).getpixel((1, 1)) == (0, 90, 160, 128)


def test_a_pdf_loses_author_attachments_and_scripts_and_can_be_searched() -> None:
    after = opened(made.pdf(script=True))
    read = PdfReader(io.BytesIO(after.data))
    assert after.text == "Trappan vid torget kallas mork"
    assert read.attachments == {}
    assert not (read.metadata or {}).get("/Author")
    for secret in (made.AUTHOR, made.CAMERA, "app.alert", "070-123"):
        assert secret.encode() not in after.data
    assert len(read.pages) == 1


def test_a_word_file_loses_the_names_of_those_who_wrote_it() -> None:
    assert made.AUTHOR.encode() in parts(made.docx())
    after = opened(made.docx())
    for secret in (made.AUTHOR, "00AB12CD", made.CAMERA):
        assert secret.encode() not in parts(after.data)
    assert after.text == "Trappan vid torget känns mörk."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"MZ\x90\x00 a program named report.pdf", Reason.KIND),
        (b"<html><script>alert(1)</script></html>", Reason.KIND),
        (b"%PDF-1.7 and nothing more", Reason.BROKEN),
        (b"\xff\xd8\xff\xe0 not a picture", Reason.BROKEN),
        (b"PK\x03\x04 not packed", Reason.BROKEN),
        (made.pdf(password="hemligt"), Reason.LOCKED),
        (made.docx(**{"word__vbaProject.bin": b"x"}), Reason.ACTIVE),
        (made.docx(**{"word__extra.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), Reason.ACTIVE),
        (made.docx(**{"..__outside.xml": b"<x/>"}), Reason.BROKEN),
        (b"%PDF-1.7" + bytes(LARGEST), Reason.LARGE),
    ],
)
def test_what_is_broken_locked_active_too_large_or_something_else_is_refused(data: bytes, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        opened(data)
    assert refused.value.reason is reason


def test_a_packed_file_that_would_fill_the_disk_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b"<x/>")
        packed.writestr("word/document.xml", bytes(130 * 1024 * 1024))
    with pytest.raises(Refused) as refused:
        open_here(data.getvalue())
    assert refused.value.reason is Reason.LARGE
