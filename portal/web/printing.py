"""Pages on paper: PDF from HTML, and addresses as QR codes."""

import io
import logging
from typing import Any, NoReturn

import segno
from markupsafe import Markup

from portal import paths

# It remarks on every rule of a style sheet that only browsers follow.
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)


class CannotPrint(Exception):
    """The libraries that lay out text (Pango) are not on this machine."""


def qr(address: str) -> Markup:
    """A QR code as a piece of SVG, with the quiet zone that readers need."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, border=4, omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn from numbers, not from text


def pdf(html: str, *, style: str) -> bytes:
    """A page as PDF, with one of our own style sheets; nothing is fetched from anywhere.

    Raises CannotPrint when the machine lacks the libraries.
    """
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 - loads system libraries that a small installation may lack
    except OSError as fault:
        raise CannotPrint(str(fault)) from fault

    made: bytes = HTML(string=html, url_fetcher=_nothing).write_pdf(
        stylesheets=[CSS(filename=str(paths.STATIC / "css" / style))], pdf_variant="pdf/ua-1"
    )
    return made


def _nothing(url: str, **_more: Any) -> NoReturn:
    raise ValueError(f"A printed page may not fetch {url}.")
