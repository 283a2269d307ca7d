"""Whether desk lists and public pages keep their pace and their number of statements with many dialogues.

    python benchmarks/large.py [--dialogues 100000] [--seconds 3] [--folder FOLDER]

Needs `wrk`. Starts a PostgreSQL of its own, fills it with made-up dialogues (kept in FOLDER for the next run when
one is named), and asks each page, rendered anew every time, in turn with a bare Flask "hello". Prints for each page
the number of database statements, the share of hello's requests per second, and the processor time per request.
"""

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import crowd
import psutil
from flask import Flask
from speed import ask, served
from sqlalchemy import event, text

from portal.laptop import postgres

EMAIL, PASSWORD = "large@example.org", secrets.token_urlsafe(16)

PUBLIC = (
    "/sv/",
    "/sv/dialogues",
    "/sv/dialogues?page=900",
    "/sv/dialogues?page=900&sort=-date",
    "/sv/dialogues?page=900&sort=updated",
    "/sv/dialogues?from=2020-01-01&theme=care",
    "/sv/dialogues?district=farsta&status=archived",
    "/sv/dialogues/prov-500",
    "/sv/districts",
    "/sv/districts/farsta",
    "/sv/districts/hokarangen",
    "/sv/findings",
    "/sv/findings?page=900",
    "/sv/commitments",
    "/sv/commitments?page=900",
    "/sv/calendar",
    "/sv/calendar?district=farsta",
    "/sv/map",
    "/sv/load",
    "/sv/statistics",
    "/sv/statistics/received",
    "/sv/programmes",
    "/sv/documents",
    "/feeds/dialogues.atom",
    "/feeds/calendar.ics",
    "/feeds/dialogues.ics",
    "/api/v1/dialogues",
    "/api/v1/findings",
    "/api/v1/commitments",
    "/api/v1/districts",
    "/sitemap.xml?piece=3",
)
GUESTS = "/desk/dialogues/500/occasions/{}/guests"
DESK = (
    "/desk/",
    "/desk/dialogues",
    "/desk/dialogues?plans=all",
    "/desk/dialogues?plans=all&status=archived",
    "/desk/dialogues?plans=all&page=3000",
    "/desk/moderation",
    "/desk/moderation?page=100",
    "/desk/moderation?q=lekplatsen",
    "/desk/moderation?view=decided&page=800",
    "/desk/moderation/C-5000",
    "/desk/moderation/figures?days=365",
    GUESTS,
    "/desk/answers",
    "/desk/records",
    "/desk/mail",
    "/desk/promises?whose=all",
    "/desk/promises?whose=all&view=settled&page=100",
    "/desk/coordination",
    "/desk/load",
    "/desk/calendar",
    "/desk/import",
    "/desk/dialogues/copy?q=lekplats",
    "/desk/dialogues/500",
    "/desk/dialogues/500/history",
    "/desk/dialogues/500/outcomes",
    "/desk/registers",
    "/desk/registers/programmes",
    "/desk/registers/leaders",
    "/desk/registers/venues",
    "/desk/registers/synonyms",
    "/desk/weights",
    "/desk/admin/areas",
    "/desk/admin/organisations",
    "/desk/admin/staff",
    "/desk/admin/audit",
    "/desk/admin/audit?who=large",
)


def main() -> None:
    """Fill the database, count, measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--dialogues", type=int, default=100_000)
    asked.add_argument("--seconds", type=int, default=3)
    asked.add_argument("--folder", type=Path)
    wanted = asked.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed (Debian: apt-get install wrk).")
    with tempfile.TemporaryDirectory() as passing:
        folder = wanted.folder or Path(passing)
        with postgres.start(folder / "pg", say=lambda _line: None) as server:
            os.environ.update(PORTAL_DATABASE_URL=server.url, PORTAL_SECRET_KEY="x" * 40, PORTAL_DATA_DIR=str(folder))
            fill(wanted.dialogues)
            measure(server.process.pid, wanted.seconds)


def fill(wanted: int, *options: str) -> None:
    """Migrate, and make as many dialogues as are lacking; options are those of `portal samples`."""
    run = [sys.executable, "-m", "portal.cli"]
    subprocess.run([*run, "migrate"], check=True, stdout=subprocess.DEVNULL)
    there = application()
    with there.app_context():
        from portal.db import db

        known = db.session.execute(text("SELECT count(*) FROM dialogue")).scalar_one()
        db.session.remove()
        db.engine.dispose()
    if known < wanted:
        subprocess.run(
            [*run, "samples", "--dialogues", str(wanted - known), *options], check=True, stdout=subprocess.DEVNULL
        )


def application() -> Flask:
    """The portal in this process, keeping no page."""
    from portal.app import create_app

    app = create_app()
    app.wsgi_app._tag = lambda: None
    return app


def measure(database: int, seconds: int) -> None:
    """Count the statements of each page, then ask it in turn with hello."""
    app = application()
    with app.app_context():
        cookie, occasion = sign_in(app), crowd.gather(500)
    counts = {path: statements(app, path, cookie) for path in (one.format(occasion) for one in (*PUBLIC, *DESK))}
    here = [path for path, (status, _count) in counts.items() if status == 200]
    for path, (status, _count) in counts.items():
        if status != 200:
            print(f"{path:44} answered {status}: not measured")
    with served("hello:app") as hello, served("cold:app") as cold:
        print(f"first answer of a fresh process: {warm(cold[1]):.1f} s", flush=True)
        for path in here:
            floor, _spent = ask(hello, "/", database, seconds)
            rate, (web, sql) = ask(cold, path, database, seconds, cookie=cookie)
            print(
                f"{path:44} statements {counts[path][1]:2}   share of hello {rate / floor:.3f}"
                f"   web {web:.2f} ms + database {sql:.2f} ms",
                flush=True,
            )
        memory = max(child.memory_info().rss for child in psutil.Process(cold[0]).children()) / 1e6
    print(f"memory of one web process: {memory:.0f} MB")


def warm(port: int) -> float:
    """Have every process count once what it then keeps; returns the longest wait, in seconds."""

    def once(_number: int) -> float:
        begun = time.monotonic()
        urllib.request.urlopen(f"http://127.0.0.1:{port}/sv/dialogues", timeout=120).read()
        return time.monotonic() - begun

    with ThreadPoolExecutor(6) as visitors:
        return max(visitors.map(once, range(12)))


def sign_in(app: Flask) -> str:
    """The session of somebody who may do everything."""
    from portal.actions import staff
    from portal.domain.words import Role

    for role in (Role.ADMIN, Role.COORDINATOR, Role.EDITOR):
        person = staff.add(email=EMAIL, name="Large", role=role, organisation=None)
    staff.choose_password(person, PASSWORD)
    browser = app.test_client()
    form = browser.get("/desk/sign-in").text
    token = form.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    told = browser.post("/desk/sign-in", data={"email": EMAIL, "password": PASSWORD, "csrf_token": token})
    assert told.status_code in (302, 303), told.status
    kept = browser.get_cookie("portal_desk", path="/desk")
    assert kept is not None
    return f"portal_desk={kept.value}"


def statements(app: Flask, path: str, cookie: str) -> tuple[int, int]:
    """The status of a page and how many statements it takes, asked once before so that what is kept is there."""
    from portal.db import db

    client = app.test_client(use_cookies=False)
    client.get(path, headers={"Cookie": cookie})
    with app.app_context():
        engine = db.engine
    with counted(engine) as asked:
        answer = client.get(path, headers={"Cookie": cookie})
    return answer.status_code, len(asked)


@contextmanager
def counted(engine: object) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
