"""How long the overlap check, suggestions, planning calendar and load map take beside very many dialogues.

    PORTAL_DATABASE_URL=... python benchmarks/overlap.py [--plans 200]

Measures a database that is there, filled with `portal samples --dialogues 1000000`. Plans of one kind after the
other (a neighbourhood, a district, the city), for everyone or one group, on days around the one given: time in
the server from plan to answer, all statements included. The pages are asked of the application itself, signed in;
a plan of its own is moved to and fro and taken away again. Run it on a machine with nothing else to do.
"""

import argparse
import os
import random
import statistics
import time
from datetime import date, timedelta
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from portal.actions import dialogues, shifting, staff
from portal.actions.draft import TEXT_FIELDS, DialogueDraft
from portal.app import create_app
from portal.db import db
from portal.dialogues import queries as dialogue_queries
from portal.domain.load import first_of
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.overlap.check import Plan, check
from portal.overlap.suggesting import advise
from portal.publications.catalogue import catalogue
from portal.publications.load import load_map, unasked
from portal.settings import read
from portal.staff import queries
from portal.web.dates import today

HOME = "enskede-arsta-vantor"
INSIDE = """SELECT count(*) FROM overlap_ask WHERE counts AND (starts <= :day + 180 AND ends >= :day - 180
    OR reported_on IS NULL AND ends BETWEEN :day - 1095 AND :day)"""


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--plans", type=int, default=200)
    wanted = asked.parse_args()
    app = create_app(read(os.environ))
    with app.app_context():
        day = today() + timedelta(30)
        stored = db.session.execute(text("SELECT count(*) FROM overlap_ask")).scalar_one()
        inside = db.session.execute(text(INSIDE), {"day": day}).scalar_one()
        print(f"{stored} dialogues, {inside} inside the windows of a plan on {day}")
        everything: list[float] = []
        for kind in ("neighbourhood", "district", "city"):
            times = [timed(plan(kind, number)) for number in range(wanted.plans)]
            everything += times
            told(f"overlap check, {kind}", times)
        told("overlap check, all plans", everything)
        for kind in ("neighbourhood", "district", "city"):
            told(f"suggestions, {kind}", [suggested(plan(kind, number)) for number in range(wanted.plans)])
        told("load map of a year and the unasked", [year() for _ in range(wanted.plans)])
        pages(app, wanted.plans)


def plan(kind: str, number: int) -> Plan:
    chance = random.Random(number)
    names = catalogue()
    starts = today() + timedelta(chance.randint(15, 45))
    return Plan(
        starts=starts,
        ends=starts + timedelta(chance.choice((0, 0, 7, 30))),
        areas=(chance.choice([one.slug for one in names.areas.values() if one.kind == kind and one.current]),),
        groups=("all",) if number % 2 else (chance.choice(list(names.groups)),),
        themes=(chance.choice(list(names.themes)),),
        minutes=chance.choice((10, 60, 120)),
        organiser=chance.choice(list(names.organisations)),
    )


def timed(planned: Plan) -> float:
    db.session.rollback()
    begun = time.perf_counter()
    check(planned, today=today())
    return (time.perf_counter() - begun) * 1000


def year() -> float:
    db.session.rollback()
    begun = time.perf_counter()
    load_map(first_of(today()), count=12, group="all", coordination=True)
    unasked(first_of(today()), coordination=True)
    return (time.perf_counter() - begun) * 1000


def suggested(planned: Plan) -> float:
    db.session.rollback()
    begun = time.perf_counter()
    advise(planned, today=today())
    return (time.perf_counter() - begun) * 1000


def pages(app: Flask, times: int) -> None:
    """The planning calendar, the page on which a plan is moved, and the move itself, of an editor."""
    address = f"{uuid4().hex}@example.org"
    person = staff.add(email=address, name="Prov", role=Role.EDITOR, organisation=HOME)
    editor, epoch = queries.as_actor(person), person.epoch
    first = today() + timedelta(40)
    draft = DialogueDraft(
        texts={name: "Tryggare gångvägar" if name == "title" else "" for name in TEXT_FIELDS},
        lead=HOME,
        areas=("ragsved",),
        groups=("all",),
        themes=("urban_environment/safety",),
        minutes=60,
        starts=first,
        ends=first,
    )
    made = dialogues.register(draft, actor=editor).id
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(staff=editor.id, epoch=epoch, since=int(time.time()))
    try:
        for name, path in (
            ("planning calendar, half a year", "/desk/calendar"),
            ("planning calendar, a month", "/desk/calendar?span=month"),
            ("planning calendar, one district", f"/desk/calendar?district={HOME}"),
            ("load map, the page", "/desk/load"),
            ("moving a plan: better days", f"/desk/dialogues/{made}/move"),
            ("moving a plan: a day tried", f"/desk/dialogues/{made}/move?starts={first + timedelta(9)}"),
        ):
            told(name, [opened(client, path) for _ in range(times)])
        told("moving a plan: moved", [moved(made, first + timedelta(number), editor) for number in range(1, times)])
    finally:
        db.session.rollback()
        db.session.execute(text("DELETE FROM dialogue WHERE id = :id"), {"id": made})
        db.session.execute(text("UPDATE staff SET active = false WHERE id = :id"), {"id": editor.id})
        db.session.commit()


def opened(client: FlaskClient, path: str) -> float:
    begun = time.perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status)
    return (time.perf_counter() - begun) * 1000


def moved(dialogue_id: int, first: date, editor: Actor) -> float:
    db.session.rollback()
    revision = dialogue_queries.record(dialogue_id).revision
    begun = time.perf_counter()
    shifting.shift(dialogue_id, first, actor=editor, revision=revision, today=today())
    return (time.perf_counter() - begun) * 1000


def told(name: str, times: list[float]) -> None:
    ninety_five = statistics.quantiles(times, n=20)[-1]
    print(f"{name:40} median {statistics.median(times):6.1f} ms   95th percentile {ninety_five:6.1f} ms")


if __name__ == "__main__":
    main()
