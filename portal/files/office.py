"""Word files without names of authors, editing marks, and properties; those with programs in them are refused."""

import io
import re
import zipfile
from xml.etree import ElementTree

from portal.files.images import strip_image
from portal.files.kinds import JPEG, PNG, Reason, Refused, kind_of

MOST_PARTS = 3000
MOST_BYTES = 120 * 1024 * 1024
"""Of all parts, unpacked."""

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
_OF_OFFICE = b' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
_EMPTIED = {
    "docProps/core.xml": _XML + _CORE,
    "docProps/app.xml": _XML + b"<Properties" + _OF_OFFICE + b'extended-properties"/>',
    "docProps/custom.xml": _XML + b"<Properties" + _OF_OFFICE + b'custom-properties"/>',
    "word/people.xml": _XML + b'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
}
_PERSON = re.compile(rb'(\s\w+:(?:author|initials|lastModifiedBy|userId))="[^"]*"')
_SESSION = re.compile(rb'\s\w+:rsid\w*="[0-9A-Fa-f]*"')
_THUMBNAIL = re.compile(rb'<Relationship\b[^>]*metadata/thumbnail"[^>]*/>')
_PACKED = (".xlsx", ".docx", ".pptx")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def strip_office(data: bytes, *, main: str = "word/document.xml", depth: int = 0) -> bytes:
    """The same document with emptied properties; raises Refused for what is broken, locked or active."""
    clean = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as new:
            parts = old.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                raise Refused(Reason.LARGE)
            if "[Content_Types].xml" not in old.namelist() or (main and main not in old.namelist()):
                raise Refused(Reason.KIND)
            for part in parts:
                if part.flag_bits & 1:
                    raise Refused(Reason.LOCKED)
                content = _stripped(part.filename, old.read(part), depth)
                if content is not None:
                    # A name of our own making: no times, no remarks, no extra fields.
                    new.writestr(zipfile.ZipInfo(part.filename), content, zipfile.ZIP_DEFLATED)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused(Reason.BROKEN) from error
    return clean.getvalue()


def _stripped(name: str, content: bytes, depth: int) -> bytes | None:
    """One part as it may be kept; None when it is left out."""
    low = name.lower()
    _refuse(low, content, depth)
    if name in _EMPTIED:
        return _EMPTIED[name]
    if low.startswith("docprops/thumbnail"):
        return None
    if re.fullmatch(r"customxml/item\d+\.xml", low):
        content = _XML + b"<emptied/>"
    elif low.endswith(_PACKED):
        content = strip_office(content, main="", depth=depth + 1)
    elif low.endswith((".jpg", ".jpeg", ".png")):
        kind = kind_of(content)
        content = strip_image(content, kind) if kind in (JPEG, PNG) else content
    elif low.endswith((".xml", ".rels")):
        content = _THUMBNAIL.sub(b"", _SESSION.sub(b"", _PERSON.sub(rb'\1=""', content)))
    return content


def _refuse(low: str, content: bytes, depth: int) -> None:
    """Raise Refused for a part that acts by itself, hides another document deeper, or lies outside."""
    if low.startswith("/") or ".." in low.split("/"):
        raise Refused(Reason.BROKEN)
    if low.endswith((".bin", ".exe", ".vbs")) and "printersettings" not in low:
        raise Refused(Reason.ACTIVE)
    if depth and low.endswith(_PACKED):
        raise Refused(Reason.ACTIVE)
    if low.endswith((".xml", ".rels")) and any(
        mark in content for mark in (b"<!DOCTYPE", b"<!ENTITY", b"macroEnabled", b"vbaProject")
    ):
        raise Refused(Reason.ACTIVE)


def read_office(data: bytes, *, most: int) -> str:
    """The text of a stripped Word file, paragraph by paragraph, to at most `most` characters."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        try:
            root = ElementTree.fromstring(opened.read("word/document.xml"))  # noqa: S314 - entities were refused
        except ElementTree.ParseError as error:
            raise Refused(Reason.BROKEN) from error
    lines, size = [], 0
    for paragraph in root.iter(f"{_WORD}p"):
        line = "".join(piece.text or "" for piece in paragraph.iter(f"{_WORD}t")).strip()
        if line:
            lines.append(line)
            size += len(line) + 1
        if size > most:
            break
    return "\n".join(lines)[:most]
