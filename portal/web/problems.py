"""What went wrong, told to programs: problem details as RFC 9457 has them."""

import json
from http import HTTPStatus

from flask import Response, request


def for_programs() -> bool:
    """Whether this request came to the open interface."""
    return request.path.startswith("/api/")


def problem(status: int, detail: str = "") -> Response:
    """The answer for a status, with what the program should know."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(json.dumps(told, ensure_ascii=False), status=status, content_type="application/problem+json")
