"""The database session, the base class of every table, and the column types they share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CheckConstraint, DateTime, Enum, MetaData, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Texts = dict[str, str]
"""One text in several languages: {"sv": "…", "en": "…"}."""


class Base(DeclarativeBase):
    """Base of every table; constraints get predictable names, so that errors can be told apart."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
Created = Annotated[datetime, mapped_column(DateTime(timezone=True), server_default=func.now())]
Json = Annotated[dict[str, object], mapped_column(JSONB)]
Spoken = Annotated[Texts, mapped_column(JSONB)]


def choice(values: type[StrEnum], *, name: str | None = None) -> Enum:
    """A text column that the database holds to the values of an enumeration; `name` sets two in one table apart."""
    return Enum(
        values,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or values.__name__.lower(),
        values_callable=lambda kinds: [kind.value for kind in kinds],
    )


def swedish(column: str, *, low: int = 1, high: int | None = None) -> CheckConstraint:
    """The texts of a column hold Swedish, of a length in characters between `low` and `high`."""
    length = f"char_length({column}->>'sv')"
    rule = f"{column} ? 'sv' AND {length} >= {low}" + (f" AND {length} <= {high}" if high else "")
    return CheckConstraint(rule, name=f"{column}_swedish")


def now() -> datetime:
    """This moment, with its time zone."""
    return datetime.now(UTC)


class Stamped:
    """When a row was made and last changed."""

    created_at: Mapped[Created]
    updated_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now(), onupdate=func.now()
    )


@contextmanager
def transaction() -> Iterator[SQLAlchemy]:
    """Commit what happens inside, all of it, or nothing when something fails."""
    try:
        yield db
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
