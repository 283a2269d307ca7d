"""Write a letter in its reader's language, as text and as HTML."""

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
from flask import Flask
from flask_babel import gettext, ngettext

from portal.mail.models import Mail
from portal.publications.pages import OccasionCard
from portal.web import bidi, dates, feeds, language

OUT_OF_CALENDAR = frozenset({"called_off", "lapsed", "cancelled"})
IN_CALENDAR = frozenset({"seated", "confirmed", "moved", "again"}) | OUT_OF_CALENDAR
"""What happened to a sign-up when its letter brings the occasion for the reader's calendar."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the reader sees; `text` and `html` say the same."""

    subject: str
    text: str
    html: str


def write(app: Flask, mail: Mail) -> Letter:
    """The letter in the reader's language, Swedish where that is not offered."""
    with app.test_request_context("/", base_url=app.config["BASE_URL"]):
        language.use(mail.language)
        # In plain text nothing is escaped, so its words are not marked as safe for HTML either.
        one, many = _spoken(gettext), _spoken(ngettext)
        plain: dict[str, Any] = mail.facts | {"_": one, "gettext": one, "ngettext": many}
        template = app.jinja_env.get_or_select_template(f"mail/{mail.kind}.txt")
        subject = "".join(template.blocks["subject"](template.new_context(plain)))
        return Letter(
            subject=" ".join(subject.split()),
            text=template.render(plain).strip() + "\n",
            html=app.jinja_env.get_or_select_template(f"mail/{mail.kind}.html").render(
                **mail.facts, subject=" ".join(subject.split())
            ),
        )


def _spoken(translate: Callable[..., str]) -> Callable[..., str]:
    """The translator with Swedish names that keep together in Arabic and Persian."""
    return lambda *texts, **variables: translate(*texts, **bidi.within(language.code(), variables))


def message(app: Flask, mail: Mail) -> EmailMessage:
    """The letter as a mail server takes it; its Message-ID is the same however often it is sent."""
    letter = write(app, mail)
    sent = EmailMessage()
    sent["From"] = app.config["MAIL_FROM"]
    sent["To"] = mail.recipient
    sent["Subject"] = letter.subject
    sent["Date"] = format_datetime(dates.now())
    sent["Message-ID"] = f"<{mail.uuid}@{urlsplit(app.config['BASE_URL']).hostname}>"
    sent["Auto-Submitted"] = "auto-generated"
    unsubscribe = mail.facts.get("unsubscribe")
    if isinstance(unsubscribe, str):
        sent["List-Unsubscribe"] = f"<{app.config['BASE_URL'].rstrip('/')}{unsubscribe}>"
        sent["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    sent.set_content(letter.text)
    sent.add_alternative(letter.html, subtype="html")
    calendar = calendar_of(app, mail)
    if calendar is not None:
        method, content = calendar
        sent.add_attachment(content, "text", "calendar", filename="dialog.ics", params={"method": method})
    return sent


def calendar_of(app: Flask, mail: Mail) -> tuple[str, bytes] | None:
    """The occasion of a letter for the reader's calendar, with its iCalendar method; None when there is none.

    The same occasion always has the same identity, so a later letter changes or removes the entry.
    """
    news, stored = mail.facts.get("news"), mail.facts.get("entry")
    if stored is None or news not in IN_CALENDAR:
        return None
    method = "CANCEL" if news in OUT_OF_CALENDAR else "PUBLISH"
    entry = msgspec.convert(stored, OccasionCard)
    with app.test_request_context("/", base_url=app.config["BASE_URL"]):
        language.use(mail.language)
        return method, feeds.calendar_bytes([entry], name=language.said(entry.title).text, method=method)
