"""Understand the reports that mail servers send back, and stop writing to addresses that do not exist."""

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from uuid import UUID

from portal.actions import mail as actions

_OURS = re.compile(r"<([0-9a-f-]{36})@")


def receive(raw: bytes) -> bool:
    """Note a report about a letter of ours that never will arrive; whether it was one.

    `raw` is a whole message as a mail server hands it over (RFC 3464). Reports of mere delay change nothing.
    """
    report = BytesParser(policy=policy.default).parsebytes(raw)
    letter = _letter(report)
    status = _status(report)
    if letter is None or not status.startswith("5"):
        return False
    return actions.bounced(letter, status=status)


def _status(report: EmailMessage) -> str:
    """The status code of the first recipient reported on, as 5.1.1; empty when there is none."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            for block in part.iter_parts() if part.is_multipart() else ():
                if block["Status"]:
                    return str(block["Status"]).strip()
    return ""


def _letter(report: EmailMessage) -> UUID | None:
    """Which letter of ours the report is about: by the Message-ID it quotes."""
    for part in report.walk():
        quoted = str(part["Message-ID"] or "") if part is not report else ""
        if part.get_content_type() == "text/rfc822-headers":
            quoted = str(part.get_content())
        match = _OURS.search(quoted)
        if match:
            try:
                return UUID(match[1])
            except ValueError:
                return None
    return None
