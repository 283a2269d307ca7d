"""Thousands of comments through the form's own door, then a flood, with readers beside them and a moderator after.

    python benchmarks/submissions.py FOLDER [--flood 10000] [--workers 2]

FOLDER holds comments as Polis exports them (`*/comments.csv`, column `comment-body`). Each is sent as a browser
would: the form is opened, and sent from an address of its own. Prints how many were kept, how fast, what a reader of
the first page felt meanwhile, how long the moderator's pages take in the server and with how many statements, and
where honest suggestions stand in floods of several kinds: almost the same over and over, all different, after one
pattern, put together from people's sentences, one person's text with a word in five changed.
"""

import argparse
import csv
import http.client
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import floods
from flask import Flask
from large import sign_in, statements

from portal.domain.echoes import OFTEN
from portal.domain.submissions import fingerprint
from portal.laptop import postgres

FILLING_IN = 4.5
"""Seconds between opening the forms and sending the first: people take longer than the four that are a sign."""
PAGES = ("", "?page=2", "?page=20", "?page=400", "?spam=1", "?q=park", "?district=farsta", "?view=decided")
EACH_SENDS = 10
"""So many are sent from one opened form, each from another address."""
SENDERS = 4
HONEST = 100
"""So many write in the middle of each flood. Their words are people's own: comments that are held back until then."""
KINDS = 5
"""Of floods, each with honest ones of its own."""
HEADING = "Mörka trappor"


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--flood", type=int, default=10_000)
    asked.add_argument("--workers", type=int, default=2)
    wanted = asked.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.start(Path(folder) / "pg", say=lambda _line: None) as server,
    ):
        os.environ.update(
            PORTAL_DATABASE_URL=server.url,
            PORTAL_SECRET_KEY="x" * 40,
            PORTAL_DATA_DIR=folder,
            PORTAL_TRUSTED_PROXIES="1",
            PORTAL_SMTP_URL="",
        )
        for command in (["migrate"], ["samples", "--dialogues", "200"]):
            subprocess.run([sys.executable, "-m", "portal.cli", *command], check=True, stdout=subprocess.DEVNULL)
        with served(wanted.workers) as port:
            comments = list(read(wanted.folder))
            held = held_back(comments)
            later = [comments[at] for at in held]
            report("comments", port, [one for at, one in enumerate(comments) if at not in held])
            look("with the comments open")
            for turn, (name, flood) in enumerate(floods.kinds(comments)):
                honest = [(HEADING, text) for _title, text in later[turn::KINDS]]
                mixed = honest + [flood(number) for number in range(wanted.flood)]
                random.shuffle(mixed)
                begun = datetime.now(UTC)
                report(f"flood, {name}, with {len(honest)} honest among them", port, mixed)
                look(f"after the flood, {name}", since=begun)
                look_again()
                look(f"when the worker has looked again, {name}", since=begun)


def read(folder: Path) -> Iterator[tuple[str, str]]:
    """Every comment: a heading of its first words, and the text; what is too short is filled up with dots."""
    for file in sorted(folder.glob("*/comments.csv")):
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                text = (row["comment-body"] or "").strip()
                yield (
                    (" ".join(text.split())[:100] + " ·····")[:120],
                    text if len(text) >= 10 else text + " ·········",
                )


def held_back(comments: list[tuple[str, str]]) -> list[int]:
    """Which comments are sent in the midst of floods, evenly spread; none that was written again and again."""
    alike = Counter(fingerprint(text) for _title, text in comments)
    own = [at for at, (_title, text) in enumerate(comments) if alike[fingerprint(text)] <= OFTEN]
    return own[:: len(own) // (KINDS * HONEST)][: KINDS * HONEST]


@cache
def desk() -> tuple[Flask, str]:
    """The portal in this process, and the session of somebody who may do everything."""
    from portal import settings
    from portal.app import create_app

    app = create_app(settings.read(os.environ))
    with app.app_context():
        return app, sign_in(app)


def report(name: str, port: int, texts: list[tuple[str, str]]) -> None:
    """Send all, with a reader beside, and print what happened."""
    before, done, felt = count(), threading.Event(), list[float]()
    alone = [read_first_page(port) for _ in range(50)]
    reader = threading.Thread(target=keep_reading, args=(port, done, felt))
    reader.start()
    with ThreadPoolExecutor(SENDERS) as pool:
        forms = list(pool.map(lambda _one: ticket(port), texts[::EACH_SENDS]))
        time.sleep(FILLING_IN)
        begun = time.perf_counter()
        filled = [(forms[at // EACH_SENDS], text) for at, text in enumerate(texts)]
        answers = list(pool.map(lambda one: send(port, *one), filled))
    took = time.perf_counter() - begun
    done.set()
    reader.join()
    kept = count() - before
    print(f"{name}: {len(texts)} sent, {answers.count(303)} receipts, {kept} kept, {len(texts) / took:.0f} a second")
    print(
        f"  first page: median {1000 * statistics.median(alone):.1f} ms alone,"
        f" {1000 * statistics.median(felt):.1f} ms meanwhile"
    )


def look(when: str, *, since: datetime | None = None) -> None:
    """How long the moderator's pages take in the server, and where the honest stand among what came `since`."""
    from portal.submissions import queue

    app, cookie = desk()
    with app.app_context():
        rows = queue.queue(organisations=None, size=1_000_000).rows
    paths = [f"/desk/moderation{asked}" for asked in PAGES]
    paths += [f"/desk/moderation/{rows[at].reference}" for at in (0, len(rows) // 2)] + ["/desk/"]
    print(f"  {when}: {len(rows)} open, load average {os.getloadavg()[0]:.1f}")
    client = app.test_client(use_cookies=False)
    for path in paths:
        status, number = statements(app, path, cookie)
        times = []
        for _time in range(9):
            begun = time.perf_counter()
            client.get(path, headers={"Cookie": cookie}).get_data()
            times.append(1000 * (time.perf_counter() - begun))
        told = f"median {statistics.median(times):6.1f} ms, most {max(times):6.1f} ms, {number} statements"
        print(f"    {path:44} {told}" if status == 200 else f"    {path:44} answered {status}", flush=True)
    if since:
        came = [row for row in rows if row.created_at >= since]
        places = [at for at, row in enumerate(came, start=1) if row.title == HEADING]
        marked = sum(row.spam_score > 0 for row in came)
        print(
            f"    since then {len(came)}, {marked} with signs of spam; the first at {rows.index(came[0]) + 1} in all"
        )
        late = [came[at - 1] for at in places if at > 3 * HONEST]
        print(
            f"    honest {len(places)}: half by place {places[len(places) // 2]} of them, nine of ten by"
            f" {places[9 * len(places) // 10]}, the last at {places[-1]}; after the first {3 * HONEST}: {len(late)}"
        )
        print(f"    their signs: {dict(Counter(' '.join(one.marks) for one in late))}")


def look_again() -> None:
    """Do what the worker does every ten minutes with what came in a flood, and print how long it takes."""
    from portal.actions import looking_again

    with desk()[0].app_context():
        begun = time.perf_counter()
        marked = looking_again.look_again(datetime.now(UTC))
        print(f"  the worker marked {marked} in {time.perf_counter() - begun:.1f} s")


def count() -> int:
    """Submissions in the database."""
    from sqlalchemy import create_engine, text

    url = os.environ["PORTAL_DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    with engine.connect() as connection:
        number = int(connection.execute(text("SELECT count(*) FROM submission")).scalar_one())
    engine.dispose()
    return number


def ticket(port: int) -> str:
    """Open the form and take its ticket."""
    page = ask(port, "GET", "/sv/suggest")[1]
    found = re.search(r'name="ticket"[^>]*value="([^"]+)"', page)
    if found is None:
        sys.exit("The form has no ticket.")
    return found[1]


def send(port: int, mark: str, text: tuple[str, str]) -> int:
    """Send the form from an address of its own; the status of the answer."""
    body = urlencode({"kind": "suggestion", "title": text[0], "body": text[1], "area": "farsta", "ticket": mark})
    return ask(port, "POST", "/sv/suggest", body)[0]


def ask(port: int, method: str, path: str, body: str = "") -> tuple[int, str]:
    """One request as from another machine."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    address = ".".join(str(random.randrange(1, 255)) for _part in range(4))
    headers = {"X-Forwarded-For": address, "Content-Type": "application/x-www-form-urlencoded"}
    link.request(method, path, body or None, headers)
    answer = link.getresponse()
    found = answer.status, answer.read().decode()
    link.close()
    return found


def read_first_page(port: int) -> float:
    """Seconds that the first page takes."""
    begun = time.perf_counter()
    ask(port, "GET", "/sv/")
    return time.perf_counter() - begun


def keep_reading(port: int, done: threading.Event, felt: list[float]) -> None:
    """Read the first page five times a second until told to stop."""
    while not done.wait(0.2):
        felt.append(read_first_page(port))


@contextmanager
def served(workers: int) -> Iterator[int]:
    """The portal as it is served, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "portal.cli", "web", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen([sys.executable, *command])
    try:
        for _try in range(1200):
            with suppress(OSError):
                ask(port, "GET", "/health/live")
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()
