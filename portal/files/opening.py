"""Open a file that a stranger made, in a process of its own with little memory and little time.

Run as `python -m portal.files.opening` it reads the file from its input and writes a line of JSON (media type,
text, or why the file is refused) and then the stripped file.
"""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass

from portal.files.images import strip_image
from portal.files.kinds import DOCX, LARGEST, PDF, Reason, Refused, kind_of
from portal.files.office import read_office, strip_office
from portal.files.portable import read_pdf, strip_pdf

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 40
WALL_SECONDS = 60
MOST_TEXT = 300_000
"""Characters of text kept for search."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it may be kept: what it is, its stripped bytes, and the text in it."""

    media_type: str
    data: bytes
    text: str


def opened(data: bytes) -> Opened:
    """Check and strip a file, apart from the rest of the portal; raises Refused."""
    if not data:
        raise Refused(Reason.EMPTY)
    if len(data) > LARGEST:
        raise Refused(Reason.LARGE)
    if kind_of(data) is None:
        raise Refused(Reason.KIND)
    try:
        done = subprocess.run(  # noqa: S603 - our own module, nothing from outside on the command line
            [sys.executable, "-I", "-m", __name__], input=data, capture_output=True, timeout=WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(Reason.BROKEN) from error
    head, _, clean = done.stdout.partition(b"\n")
    if done.returncode != 0 or not head:
        # It ran out of memory or time, or met what its reader cannot bear.
        raise Refused(Reason.BROKEN)
    told = json.loads(head)
    if "refused" in told:
        raise Refused(Reason(told["refused"]))
    return Opened(media_type=told["media_type"], data=clean, text=told["text"])


def open_here(data: bytes) -> Opened:
    """The same in this process, without protection."""
    kind = kind_of(data)
    if kind is None:
        raise Refused(Reason.KIND)
    if kind is PDF:
        clean = strip_pdf(data)
        return Opened(kind.media_type, clean, read_pdf(clean, most=MOST_TEXT))
    if kind is DOCX:
        clean = strip_office(data)
        return Opened(kind.media_type, clean, read_office(clean, most=MOST_TEXT))
    return Opened(kind.media_type, strip_image(data, kind), "")


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        found = open_here(sys.stdin.buffer.read())
        if len(found.data) > 2 * LARGEST:
            raise Refused(Reason.LARGE)
        told, clean = {"media_type": found.media_type, "text": found.text}, found.data
    except Refused as refused:
        told, clean = {"refused": refused.reason.value}, b""
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=True).encode() + b"\n" + clean)


if __name__ == "__main__":
    _main()
