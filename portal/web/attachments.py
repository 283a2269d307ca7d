"""Files sent with a form: each is checked, stripped and kept at once, and stays chosen until the form is right."""

import logging
import unicodedata
from collections.abc import Iterable
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import TooManyRequests

from portal.actions import attaching
from portal.actions.submissions import SentFile
from portal.files.kinds import LARGEST, Reason, Refused
from portal.files.opening import Opened, opened
from portal.web import downloads
from portal.web.limits import limiter

log = logging.getLogger(__name__)

MOST_FILES = 3
LONGEST_NAME = 120

REFUSED: dict[Reason, Any] = {
    Reason.EMPTY: _l("The file is empty."),
    Reason.LARGE: _l("The file is too large: at most 10 megabytes and a thousand pages."),
    Reason.KIND: _l("Only PDF, Word (docx), JPEG and PNG can be added. The content of the file is something else."),
    Reason.BROKEN: _l("The file is damaged and cannot be read. Save it anew and try again."),
    Reason.LOCKED: _l("The file is locked with a password. Take the lock off and try again."),
    Reason.ACTIVE: _l("The file holds programs or hidden parts. Save it as PDF and try again."),
}


NOT_KEPT = _l("The file could not be saved just now, and that is our fault. Send without it, or try again later.")


def marks_of(files: Iterable[SentFile]) -> list[tuple[str, str]]:
    """What a form carries for files that were accepted before: a signed mark, and the name to show."""
    return [(_signer().dumps([one.sha256, one.name]), one.name) for one in files]


def accepted_before(marks: Iterable[str]) -> list[SentFile]:
    """The files behind the marks that came back with a form; forged marks and files no longer kept fall away."""
    found = []
    for mark in list(marks)[:MOST_FILES]:
        try:
            sha256, name = _signer().loads(mark)
        except (BadData, ValueError):
            continue
        found.append(SentFile(sha256=sha256, name=name))
    return attaching.still_kept(dict.fromkeys(found))


def accept(uploads: Iterable[FileStorage], *, besides: list[SentFile]) -> tuple[list[SentFile], list[str]]:
    """Check and keep new files beside those accepted before; what was accepted, and why others were not."""
    files, faults = list(besides), list[str]()
    for upload in uploads:
        if not upload or not upload.filename:
            continue
        name = _name_of(upload.filename)
        if len(files) >= MOST_FILES:
            faults.append(
                ngettext("At most %(num)s file can be added.", "At most %(num)s files can be added.", MOST_FILES)
            )
            break
        try:
            data = upload.stream.read(LARGEST + 1)
            upload.close()
            file = _opened(data)
            one = attaching.keep(file, name=name, folder=downloads.folder())
        except Refused as refused:
            faults.append(f"{name}: {REFUSED[refused.reason]}")
        except TooManyRequests:
            faults.append(_("Many files have come from your connection. Wait a while, or send without the file."))
        except OSError as fault:
            log.error("a file cannot be kept: %s", fault.strerror)
            faults.append(str(NOT_KEPT))
        else:
            if one.sha256 not in {kept.sha256 for kept in files}:
                files.append(one)
    return files, faults


@limiter.limit("40 per hour")
def _opened(data: bytes) -> Opened:
    """The file checked and stripped; counted, for it costs the server time."""
    return opened(data)


def _name_of(filename: str) -> str:
    """The name a person gave a file, without folders and signs that could fool the reader."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    plain = "".join(one for one in unicodedata.normalize("NFC", last) if unicodedata.category(one)[0] != "C")
    return plain.strip()[-LONGEST_NAME:] or "file"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="attachment")
