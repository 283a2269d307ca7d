"""Look for faults an operator can mend, and say each in words an operator understands."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import text

from portal import paths, schema
from portal.db import db
from portal.domain.mail import MailState
from portal.indexing import tell
from portal.indexing.causes import causes
from portal.mail import queries as letters
from portal.overlap import asks, load

OLDEST_JOB_MINUTES = 10
SUPPORTED = 150000
COMPARED = 40_000
"""So many of the newest dialogues are compared with what is stored of them, however many there are."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: fine, or a fault."""

    fine: bool
    text: str


def examine(app: Flask) -> list[Line]:
    """Look at everything; what cannot be looked at is a fault too."""
    found: list[Line] = []
    with app.app_context():
        for look in (_database, _migrations, _jobs, _mail, _search, _load, _languages, _assets, _secret):
            try:
                found += look(app)
            except Exception as fault:
                db.session.rollback()
                found.append(Line(False, f"{look.__name__.strip('_')}: {str(fault).splitlines()[0]}"))
                if look is _database:
                    break
    return found


def _database(_app: Flask) -> Iterator[Line]:
    version = int(db.session.execute(text("SHOW server_version_num")).scalar_one())
    name = db.session.execute(text("SHOW server_version")).scalar_one()
    yield Line(version >= SUPPORTED, f"PostgreSQL {name} answers; 15 or later is needed.")
    lowered = db.session.execute(text("SELECT lower('ÅÄÖ') = 'åäö'")).scalar_one()
    yield Line(
        lowered,
        "The database knows that å is the small Å."
        if lowered
        else "The database does not lower-case Å, Ä, Ö: make it anew with a UTF-8 locale.",
    )


def _migrations(_app: Flask) -> Iterator[Line]:
    behind = schema.pending(db.engine)
    yield Line(
        not behind, "The tables lack a migration: run 'portal migrate'." if behind else "The tables are up to date."
    )


def _jobs(_app: Flask) -> Iterator[Line]:
    waiting = db.session.execute(
        text(
            "SELECT count(*) FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id"
            " AND e.type = 'deferred' WHERE j.status = 'todo' AND j.scheduled_at IS NULL"
            " AND e.at < now() - make_interval(mins => :minutes)"
        ),
        {"minutes": OLDEST_JOB_MINUTES},
    ).scalar_one()
    failed = db.session.execute(text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")).scalar_one()
    yield Line(
        not waiting,
        f"{waiting} jobs have waited more than {OLDEST_JOB_MINUTES} minutes: is 'portal worker' running?"
        if waiting
        else "No job waits for long.",
    )
    yield Line(not failed, f"{failed} jobs have failed for good." if failed else "No job has failed.")


def _mail(app: Flask) -> Iterator[Line]:
    settings, counts = app.config["PORTAL"], letters.counts()
    if settings.smtp_url is None:
        yield Line(
            not settings.secure,
            f"No mail server is set (PORTAL_SMTP_URL): {counts[MailState.WAITING]} letters wait, none is sent.",
        )
        return
    late, lost = letters.late(), counts[MailState.GIVEN_UP]
    yield Line(
        not late,
        f"{late} letters have waited more than an hour: does the mail server answer? See /desk/mail."
        if late
        else "No letter waits for long.",
    )
    yield Line(not lost, f"{lost} letters were given up: see /desk/mail." if lost else "No letter was given up.")


def _search(app: Flask) -> Iterator[Line]:
    engine = app.extensions["search"].telling()
    found = [Line(fine, told) for fine, told in causes(app.config["PORTAL"], engine)]
    yield from found
    if not all(line.fine for line in found):
        return  # what follows from these would only hide them
    differences = tell.differences(engine, thoroughly=False)
    yield Line(
        not differences,
        f"Index and database differ in {len(differences)} places, for example: {differences[0]}."
        if differences
        else "Index and database agree.",
    )


def _load(_app: Flask) -> Iterator[Line]:
    wrong, late = asks.differences(newest=COMPARED), load.late(OLDEST_JOB_MINUTES)
    yield Line(
        not wrong,
        f"Dialogue {wrong[0]} is stored otherwise for the overlap check than it is registered: run 'portal load'."
        if wrong
        else f"What the overlap check reads agrees with the newest {COMPARED} dialogues.",
    )
    yield Line(
        not late,
        f"The load of {late} months waits to be summed: is 'portal worker' running?"
        if late
        else "The load map follows the dialogues.",
    )


def _languages(app: Flask) -> Iterator[Line]:
    for language in app.config["LANGUAGES"]:
        there = (paths.TRANSLATIONS / language / "LC_MESSAGES" / "messages.mo").is_file()
        yield Line(
            there, f"Language {language}: " + ("has its catalogue." if there else "has no compiled catalogue.")
        )


def _assets(_app: Flask) -> Iterator[Line]:
    there = (paths.STATIC / "vendor" / "manifest.json").is_file()
    yield Line(there, "The style sheets are there." if there else "static/vendor is missing: run 'make assets'.")


def _secret(app: Flask) -> Iterator[Line]:
    safe = (
        app.config["PORTAL"].secure or "127.0.0.1" in app.config["BASE_URL"] or "localhost" in app.config["BASE_URL"]
    )
    yield Line(safe, "Addresses are secure." if safe else "PORTAL_BASE_URL is not https: sessions can be stolen.")
