"""Try the mail settings with one letter that is sent at once and kept nowhere."""

from uuid import uuid4

from flask import Flask

from portal.letters.server import MailServer, PutOff, Refused, Unreachable
from portal.letters.writing import message
from portal.mail.models import Mail


def send_trial(app: Flask, address: str) -> None:
    """Send a letter to an address; raises ValueError with one clear line when it was not taken."""
    url = app.config["PORTAL"].smtp_url
    if url is None:
        raise ValueError("PORTAL_SMTP_URL is not set.")
    letter = Mail(uuid=uuid4(), key="trial", recipient=address, language="sv", kind="trial", facts={})
    try:
        with MailServer(url) as server:
            server.send(message(app, letter))
    except (Unreachable, PutOff, Refused) as fault:
        raise ValueError(f"The mail server did not take it: {fault}") from None
