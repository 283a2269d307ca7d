"""Public forms without cookies: a signed ticket says that a form is ours, when it was opened and which one it is."""

import secrets
from dataclasses import dataclass
from time import time
from urllib.parse import urlsplit

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

LONGEST = 7 * 24 * 3600
"""Seconds a form may lie open: nobody should have to hurry."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One opened form: a random mark of its own, and how many seconds ago it was opened."""

    once: str
    age: float


def issue(purpose: str) -> str:
    """A new ticket for a form; it goes into a hidden field."""
    return _signer(purpose).dumps(secrets.token_urlsafe(18))


def read(text: str | None, *, purpose: str) -> Ticket | None:
    """The ticket that came back with a form; None when it is missing, forged, for something else or too old."""
    try:
        once, issued = _signer(purpose).loads(text or "", max_age=LONGEST, return_timestamp=True)
    except BadData:
        return None
    return Ticket(str(once), time() - issued.timestamp())


def from_elsewhere() -> bool:
    """Whether the browser says that another site sent this request; one that says nothing is believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    # A page that sends no referrer makes the browser write "null" here.
    said = request.headers.get("Origin", "null")
    if said == "null":
        said = request.headers.get("Referer", "")
    return bool(said) and _site(said) not in {_site(request.host_url), _site(current_app.config["BASE_URL"])}


def _site(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"form:{purpose}")
