"""Whether the index heals after kill -9: a hundred random kills, then one in the middle of indexing ten thousand.

    python benchmarks/kills.py [--kills 100] [--dialogues 10000] [--seed 7]

Starts a PostgreSQL, a Meilisearch and a portal of its own on loopback. One thread keeps changing what is published
(findings written and withdrawn, dialogues unpublished and published again) while worker, search engine or both are
killed at random moments and started again. At the end `portal reindex --check` must find every document in both
engines as it should be, without a hand. Exits with 1 when it does not.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from portal.actions import dialogues, entries
from portal.app import create_app
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.errors import RulesNotMet
from portal.domain.rights import Actor
from portal.domain.words import FindingKind, FindingStrength, Role, Status
from portal.laptop import postgres
from portal.outcomes.models import Finding
from portal.settings import Settings
from tests.browser.test_survival import Outage
from tests.make import Make

REASON = "Texten ses över och kommer tillbaka inom kort, med det som fattades."
SHOWN = (Status.OPEN, Status.COMPILING, Status.REPORTED, Status.PLANNED)


def change(chance: random.Random, actor: Actor) -> str:
    """Change something that the index holds, in a transaction; says what."""
    known = db.session.query(Dialogue).filter(Dialogue.status.in_((*SHOWN, Status.UNPUBLISHED)))
    one = chance.choice(known.order_by(Dialogue.id).all())
    if one.status is Status.UNPUBLISHED:
        dialogues.republish(one.id, actor=actor)
        return "published again"
    if chance.random() < 0.3:
        dialogues.unpublish(one.id, reason=REASON, actor=actor)
        return "unpublished"
    findings = db.session.query(Finding).filter(Finding.dialogue_id == one.id, Finding.withdrawn_at.is_(None)).all()
    if findings and chance.random() < 0.5:
        entries.withdraw(one.id, kind="finding", entry_id=chance.choice(findings).id, actor=actor)
        return "finding withdrawn"
    text = f"Bänken vid dammen {chance.randrange(10_000)} är sliten och saknar ryggstöd."
    draft = entries.FindingDraft(text=text, kind=FindingKind.PROBLEM, strength=FindingStrength.SEVERAL)
    entries.write_finding(one.id, draft, actor=actor)
    return "finding written"


def keep_changing(environment: dict[str, str], over: threading.Event, done: Counter[str], seed: int) -> None:
    """Change something about ten times a second until it is over."""
    app = create_app(Settings(database_url=environment["PORTAL_DATABASE_URL"], secret_key="s" * 40))
    chance = random.Random(seed)
    with app.app_context():
        actor = Make().staff(*Role, organisation=None)
        while not over.wait(0.1):
            try:
                done[change(chance, actor)] += 1
            except RulesNotMet:  # the last finding of a dialogue that has reported stays
                done["refused"] += 1
            db.session.remove()
        db.engine.dispose()
    app.extensions["freshness"].close()


def down_and_up(outage: Outage, seconds: float, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Kill the engine and start it at the same address, so that a worker which lives on finds it again."""
    running = psutil.Process(outage.engine.process.pid)
    command, environment, folder = running.cmdline(), running.environ(), running.cwd()
    outage.kill_engine()
    time.sleep(seconds)
    meanwhile()
    process = subprocess.Popen(
        command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    outage.engine = replace(outage.engine, process=process)


def kill_at_random(outage: Outage, kills: int, seed: int) -> Counter[str]:
    """Kill worker, engine or both at random moments; says how often which."""
    chance = random.Random(seed)
    killed: Counter[str] = Counter()
    for _ in range(kills):
        time.sleep(chance.uniform(0.05, 1.5))
        what = chance.choice(("worker", "worker", "engine", "both"))
        killed[what] += 1
        if what != "engine":
            outage.portal.kill("worker")
        if what != "worker":
            down_and_up(outage, chance.uniform(0, 1))
        if what != "engine":
            outage.portal.start("worker", "worker")
    return killed


def killed_while_indexing(outage: Outage, dialogues_wanted: int) -> None:
    """Kill the engine in the middle of a rebuild of many dialogues; pages must answer all the while."""
    outage.portal.run("samples", "--dialogues", str(dialogues_wanted))
    command = [sys.executable, "-m", "portal.cli", "reindex"]
    rebuild = subprocess.Popen(
        command, env=outage.portal.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(8)
    assert rebuild.poll() is None, "the rebuild was over before the kill"
    down_and_up(outage, 0, meanwhile=lambda: look(outage.portal.address))
    rebuild.wait(300)


def look(address: str) -> None:
    """Open pages and search; each must answer."""
    for path in ("/sv/", "/sv/dialogues", "/sv/dialogues?q=park", "/ar/dialogues?q=library"):
        with urllib.request.urlopen(address + path, timeout=10) as answer:
            assert answer.status == 200


def healed(outage: Outage, seconds: float) -> float:
    """Seconds until the index agrees with the database; raises AssertionError when it does not."""
    began = time.monotonic()
    while True:
        try:
            outage.portal.run("reindex", "--check")
        except AssertionError:
            if time.monotonic() - began > seconds:
                raise
            time.sleep(2)
        else:
            return time.monotonic() - began


def main() -> None:
    """Kill, wait, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--dialogues", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, postgres.start(Path(place) / "postgres") as server:
        outage = Outage(server, Path(place) / "portal")
        over, done = threading.Event(), Counter[str]()
        changing = threading.Thread(target=keep_changing, args=(outage.portal.environment, over, done, options.seed))
        try:
            changing.start()
            killed = kill_at_random(outage, options.kills, options.seed)
            over.set()
            changing.join()
            print(f"killed: {dict(killed)}; meanwhile: {dict(done)}")
            print(f"index and database agree {healed(outage, 120):.0f} s after the last kill", flush=True)
            if options.dialogues:
                killed_while_indexing(outage, options.dialogues)
                print(f"killed while indexing: they agree after {healed(outage, 600):.0f} s")
        finally:
            over.set()
            outage.portal.stop()
            outage.engine.stop()


if __name__ == "__main__":
    main()
