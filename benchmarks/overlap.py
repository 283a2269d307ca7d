"""How long the overlap check and the load map take beside very many dialogues.

    PORTAL_DATABASE_URL=... python benchmarks/overlap.py [--plans 200]

Measures a database that is there, filled with `portal samples --dialogues 1000000`. Plans of one kind after the
other (a neighbourhood, a district, the city), for everyone or one group, on days around the one given: time in
the server from plan to answer, all statements included. Run it on a machine with nothing else to do.
"""

import argparse
import os
import random
import statistics
import time
from datetime import timedelta

from sqlalchemy import text

from portal.app import create_app
from portal.db import db
from portal.domain.load import first_of
from portal.overlap.check import Plan, check
from portal.publications.catalogue import catalogue
from portal.publications.load import load_map, unasked
from portal.settings import read
from portal.web.dates import today

INSIDE = """SELECT count(*) FROM overlap_ask WHERE counts AND (starts <= :day + 180 AND ends >= :day - 180
    OR reported_on IS NULL AND ends BETWEEN :day - 1095 AND :day)"""


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--plans", type=int, default=200)
    wanted = asked.parse_args()
    with create_app(read(os.environ)).app_context():
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
        told("load map of a year and the unasked", [year() for _ in range(wanted.plans)])


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


def told(name: str, times: list[float]) -> None:
    ninety_five = statistics.quantiles(times, n=20)[-1]
    print(f"{name:40} median {statistics.median(times):6.1f} ms   95th percentile {ninety_five:6.1f} ms")


if __name__ == "__main__":
    main()
