"""Record a letter in the transaction of what causes it."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from portal.db import db
from portal.jobs import defer_once
from portal.mail.models import Mail

SEND = "send_mail"
"""The job that sends every letter that is due."""


def post(
    *, key: str, to: str, language: str, kind: str, facts: dict[str, object], not_before: datetime | None = None
) -> bool:
    """Record a letter; whether it is new: a second one with the same `key` is not recorded.

    `kind` names the templates `templates/mail/<kind>.txt` and `.html`; `facts` are what they need, as JSON
    knows it (moments and days in ISO form). Addresses in it lack the host; the templates add it. An
    `unsubscribe` among the facts becomes the headers that let a mail program unsubscribe with one click.
    """
    values: dict[str, object] = {"key": key, "recipient": to, "language": language, "kind": kind, "facts": facts}
    if not_before is not None:
        values["next_try_at"] = not_before
    recorded = db.session.execute(
        insert(Mail).values(**values).on_conflict_do_nothing(index_elements=["key"]).returning(Mail.id)
    ).scalar()
    if recorded is None:
        return False
    if not_before is None:
        defer_once(SEND)
    return True
