"""PDF files without author, program, history, attachments and scripts."""

import io
import time

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from portal.files.images import without_segments
from portal.files.kinds import Reason, Refused

MOST_PAGES = 1000
READING_SECONDS = 8.0
"""After so long, what has been read of the text is enough."""

_TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/JS", "/OpenAction", "/AF")
_UNWANTED_NOTES = ("/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia")
_UNWANTED_ACTIONS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")


def strip_pdf(data: bytes) -> bytes:
    """The same pages, with nothing that tells who made them or that acts by itself; raises Refused."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise Refused(Reason.LOCKED)
        if not 0 < len(reader.pages) <= MOST_PAGES:
            raise Refused(Reason.BROKEN if not reader.pages else Reason.LARGE)
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        root = writer.root_object
        names = root.get("/Names")
        for part in ("/JavaScript", "/EmbeddedFiles"):
            if names is not None:
                names.get_object().pop(NameObject(part), None)
        for thing in list(writer._objects):
            _clean(thing)
        for page in writer.pages:
            _clean_notes(page)
        clean = io.BytesIO()
        writer.write(clean)
        # Copied once more: what nothing leads to any longer stays behind.
        again = PdfWriter(clone_from=PdfReader(clean))
        again.metadata = None
        clean = io.BytesIO()
        again.write(clean)
    except Refused:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError) as error:
        raise Refused(Reason.BROKEN) from error
    return clean.getvalue()


def _clean(thing: object) -> None:
    if not isinstance(thing, DictionaryObject):
        return
    for name in _TELLING:
        thing.pop(NameObject(name), None)
    if thing.get("/Type") in ("/Filespec", "/EmbeddedFile", "/F") or thing.get("/S") in _UNWANTED_ACTIONS:
        thing.clear()
        if isinstance(thing, StreamObject):
            thing.set_data(b"")
        return
    if isinstance(thing, StreamObject) and thing.get("/Subtype") == "/Image" and thing.get("/Filter") == "/DCTDecode":
        thing._data = without_segments(thing._data)


def _clean_notes(page: DictionaryObject) -> None:
    """Notes keep their text and lose the name of who wrote them; attached files and films go."""
    notes = page.get("/Annots")
    if notes is None:
        return
    kept = ArrayObject()
    for reference in notes.get_object():
        note = reference.get_object()
        if isinstance(note, DictionaryObject) and note.get("/Subtype") not in _UNWANTED_NOTES:
            if note.get("/Subtype") != "/Widget":
                note.pop(NameObject("/T"), None)
            kept.append(reference)
    page[NameObject("/Annots")] = kept


def read_pdf(data: bytes, *, most: int) -> str:
    """The text of the pages, to at most `most` characters; a page that cannot be read is passed over."""
    pages: list[str] = []
    size, until = 0, time.monotonic() + READING_SECONDS
    for page in PdfReader(io.BytesIO(data), strict=False).pages:
        try:
            text = page.extract_text().strip()
        except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            continue
        pages.append(text)
        size += len(text)
        if size > most or time.monotonic() > until:
            break
    return "\n".join(pages).replace("\x00", "")[:most]
