"""A disk that is full, and a browser elsewhere whose own is not."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.test import encode_multipart

from tests.visitor import Page, Visitor


@contextmanager
def full_disk(*, room: int) -> Iterator[None]:
    """The kernel lets this process write so many bytes of a file and no more, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def from_memory(visitor: Visitor, address: str, answers: dict[str, Any], *, status: int = 303) -> Page:
    """Send a form from memory, as a browser elsewhere does: the disk of the browser is not full."""
    boundary, body = encode_multipart(answers)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return visitor.post(address, body, status=status, content_type=kind)  # type: ignore[arg-type]
