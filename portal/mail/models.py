"""The table of letters."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, SmallInteger, String, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Created, Moment, choice
from portal.domain.mail import MailState


class Mail(Base):
    """One letter to one address. `key` names its cause, so that one cause never gives two letters.

    `facts` is what the templates of its `kind` need. A while after it was sent, address and facts are
    taken away; the key stays, and with it the certainty that it is not sent again.
    """

    __tablename__ = "mail"
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, object]] = mapped_column(JSONB)
    at: Mapped[Created]
    state: Mapped[MailState] = mapped_column(choice(MailState), default=MailState.WAITING)
    next_try_at: Mapped[Moment] = mapped_column(server_default=func.now())
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[Moment | None]
    __table_args__ = (
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_when"),
        Index("ix_mail_waiting", "next_try_at", postgresql_where=text("state = 'waiting'")),
        Index("ix_mail_recipient", "recipient"),
        Index("ix_mail_state", "state", "id"),
    )
