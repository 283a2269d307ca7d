"""Which kind of file some bytes are, told from the bytes and never from a name."""

from dataclasses import dataclass
from enum import StrEnum

LARGEST = 10 * 1024 * 1024
"""Bytes a file may have."""


class Reason(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    LARGE = "large"
    KIND = "kind"
    BROKEN = "broken"
    LOCKED = "locked"
    ACTIVE = "active"


class Refused(Exception):
    """A file is not taken; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its ending and its media type."""

    ending: str
    media_type: str


PDF = Kind("pdf", "application/pdf")
DOCX = Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
JPEG = Kind("jpg", "image/jpeg")
PNG = Kind("png", "image/png")
KINDS = (PDF, DOCX, JPEG, PNG)


def kind_of(data: bytes) -> Kind | None:
    """The kind of some bytes, by how they begin; what begins so may still turn out to be something else."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"PK\x03\x04"):
        return DOCX
    # The standard lets a PDF begin within its first kilobyte.
    return PDF if b"%PDF-" in data[:1024] else None


def kind_named(media_type: str) -> Kind:
    """The kind with a media type."""
    return next(kind for kind in KINDS if kind.media_type == media_type)
