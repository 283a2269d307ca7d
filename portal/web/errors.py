"""Turn what went wrong into a page in the reader's language."""

import logging

from flask import Flask, after_this_request, render_template, request
from flask import Response as FlaskResponse
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response as PlainResponse
from werkzeug.wrappers import Response

from portal.db import db
from portal.domain.errors import NotAllowed, NotFound, NotPossible, Stale
from portal.web import access, language
from portal.web.problems import for_programs, problem

log = logging.getLogger(__name__)

_PAGES = {400: "400", 403: "403", 404: "404", 405: "404", 409: "409", 413: "413", 429: "429", 503: "503"}


def install(app: Flask) -> None:
    """Register a page for every error the domain and the web can raise."""
    for error, status in ((NotFound, 404), (NotAllowed, 403), (Stale, 409), (NotPossible, 409)):
        app.register_error_handler(error, lambda _error, status=status: page(status))
    app.register_error_handler(CSRFError, lambda _error: page(400))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _no_database)
    app.register_error_handler(Exception, _unforeseen)


def page(status: int, detail: str = "") -> tuple[str, int] | Response:
    """The page for a status, with that status; `detail` is for programs, people get words in their language."""
    if for_programs():
        return problem(status, detail)
    if not language.named():
        language.use(_spoken(status))
        after_this_request(_vary_by_language)
    return render_template(
        f"errors/{_PAGES.get(status, '500' if status >= 500 else '400')}.html", status=status
    ), status


def _spoken(status: int) -> str:
    """The language where the address names none: what staff chose for their desk, else what the browser wishes."""
    # Every other error of the desk comes after its guard, which has chosen already, or has no database to ask.
    staff = access.current() if status in (404, 405) and request.path.startswith("/desk/") else None
    return staff.language if staff else language.wished()


def _vary_by_language(answer: FlaskResponse) -> FlaskResponse:
    answer.vary.add("Accept-Language")
    return answer


def _http(error: HTTPException) -> tuple[str, int] | Response | PlainResponse:
    if error.response is not None:
        return error.response
    if error.code is None or error.code < 400:
        return error.get_response()
    return page(error.code, error.description or "")


def _no_database(error: Exception) -> tuple[str, int] | Response:
    db.session.rollback()
    log.error("the database does not answer at %s: %s", request.endpoint, str(error).splitlines()[0])
    return page(503)


def _unforeseen(error: Exception) -> tuple[str, int] | Response:
    db.session.rollback()
    # The address may hold a secret code; the endpoint says enough.
    log.error("unforeseen error at %s", request.endpoint, exc_info=error)
    return page(500)
