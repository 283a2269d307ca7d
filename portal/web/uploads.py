"""What people send along is read into memory, so that a full disk never comes between them and what they typed."""

import io
from typing import IO

from flask import Request


class Received(Request):
    """A request whose files wait in memory; `MAX_CONTENT_LENGTH` says how much that can be in one process."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - as the framework calls it
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return io.BytesIO()
