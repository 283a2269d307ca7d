"""How soon a change is seen and found, from the saving of it to the page that a resident reads.

    python benchmarks/findable.py [--dialogues 10000] [--changes 30]

Starts a PostgreSQL, a Meilisearch, web and worker of its own on loopback. Gives a public dialogue new names, one
after another, and asks for its page, then for the search by the new word, until both show it. Prints the medians and
the longest, and exits with 1 when one took longer than three seconds.
"""

import argparse
import random
import statistics
import string
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from portal.actions import dialogues
from portal.app import create_app
from portal.dialogues.models import Dialogue
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.laptop import postgres
from portal.settings import Settings
from portal.web.dates import today
from tests.browser.test_survival import Outage, opened
from tests.make import Make

WANTED_SECONDS = 3.0


def seconds_until(word: str, address: str) -> float:
    """Seconds until a page holds a word."""
    began = time.monotonic()
    while word not in opened(address):
        if time.monotonic() - began > 30:
            return float("inf")
        time.sleep(0.02)
    return time.monotonic() - began


def rename(dialogue: Dialogue, title: str, *, actor: Actor) -> None:
    """Save a new name, as the planning form does."""
    dialogues.edit(dialogue.id, {"title": title}, actor=actor, revision=dialogue.revision, today=today())


def main() -> None:
    """Change, look, search, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dialogues", type=int, default=10_000)
    parser.add_argument("--changes", type=int, default=30)
    options = parser.parse_args()
    chance = random.Random(5)
    with tempfile.TemporaryDirectory() as place, postgres.start(Path(place) / "postgres") as server:
        outage = Outage(server, Path(place) / "portal")
        environment = outage.portal.environment
        try:
            outage.portal.kill("worker")
            outage.portal.run("samples", "--dialogues", str(options.dialogues))
            outage.portal.run("reindex")
            outage.portal.start("worker", "worker")
            app = create_app(Settings(database_url=environment["PORTAL_DATABASE_URL"], secret_key="s" * 40))
            with app.app_context():
                make = Make()
                actor = make.staff(*Role, organisation=None)
                one = make.published(actor=actor, title="Bänkarna vid dammen", overlap_reason="Det brådskar. " * 9)
                seen, found = [], []
                for _number in range(options.changes):
                    word = "".join(chance.choices(string.ascii_lowercase, k=12)).capitalize()
                    rename(one, f"{word} vid dammen", actor=actor)
                    seen.append(seconds_until(word, f"{outage.portal.address}/sv/dialogues/{one.slug}"))
                    found.append(
                        seconds_until(f"<mark>{word}</mark>", f"{outage.portal.address}/sv/dialogues?q={word}")
                    )
            for name, times in (("seen on its page", seen), ("found by search", found)):
                print(f"{name}: median {statistics.median(times):.2f} s, longest {max(times):.2f} s", flush=True)
        finally:
            outage.portal.stop()
            outage.engine.stop()
    sys.exit(0 if max(*seen, *found) <= WANTED_SECONDS else 1)


if __name__ == "__main__":
    main()
