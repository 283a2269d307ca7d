"""Killed without warning and started again, the portal has lost nothing that anybody was told was kept."""

import re
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

import pytest

from portal.app import create_app
from portal.db import db
from portal.laptop import meili as meilisearch
from portal.laptop import postgres
from portal.settings import Settings
from portal.staff import queries as staff
from tests.browser.conftest import Portal, free_port, launch
from tests.make import Make

ROUNDS = 3
HEAL_SECONDS = 60


class Outage:
    """A portal whose search engine can be killed and started again."""

    def __init__(self, server: postgres.Running, folder: Path) -> None:
        self._folder = folder
        self.engine = self._start_engine()
        self.portal: Portal = launch(server, self.engine, name="survival", port=free_port(), folder=folder)
        self.portal.environment["PORTAL_TRUSTED_PROXIES"] = "1"
        self.restart()

    def _start_engine(self) -> meilisearch.Running:
        running = meilisearch.start(self._folder / "meili", say=lambda _line: None)
        assert running is not None
        return running

    def kill_engine(self) -> None:
        self.engine.process.kill()
        self.engine.process.wait()

    def start_engine(self) -> None:
        self.engine.stop()
        self.engine = self._start_engine()
        self.portal.environment["PORTAL_MEILI_URL"] = self.engine.url

    def kill_all(self) -> None:
        for name in list(self.portal.parts):
            self.portal.kill(name)
        self.kill_engine()

    def restart(self) -> None:
        for name in list(self.portal.parts):
            self.portal.kill(name)
        self.portal.start("worker", "worker")
        self.portal.start("web", "web", "--port", self.portal.address.rpartition(":")[2])
        self.portal.wait()

    def heals(self) -> None:
        """Wait until index and database agree."""
        end = time.monotonic() + HEAL_SECONDS
        while True:
            try:
                self.portal.run("reindex", "--check")
                return
            except AssertionError:
                if time.monotonic() > end:
                    raise
                time.sleep(1)


@pytest.fixture(scope="module")
def outage(server: postgres.Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outage]:
    running = Outage(server, tmp_path_factory.mktemp("survival"))
    yield running
    running.portal.stop()
    running.engine.stop()


def suggest(address: str, number: int) -> str | None:
    """Send a suggestion as one more visitor; the address of the receipt, or None when nobody answered."""
    visitor = {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}", "Origin": address}
    try:
        with urllib.request.urlopen(f"{address}/sv/suggest", timeout=5) as form:
            ticket = re.search(r'name="ticket"[^>]*value="([^"]+)"', form.read().decode())
        assert ticket is not None
        data = {
            "kind": "suggestion",
            "title": f"Förslag nummer {number}",
            "body": "Fråga oss som bor här om torget.",
            "area": "ragsved",
            "theme": "",
            "name": "",
            "email": "",
            "website": "",
            "about": "",
            "ticket": ticket[1],
        }
        request = urllib.request.Request(
            f"{address}/sv/suggest", urllib.parse.urlencode(data).encode(), headers=visitor
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            return str(answer.url) if "/submissions/" in answer.url else None
    except (OSError, HTTPException):  # cut off in the middle of an answer, too
        return None


def opened(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def publish(environment: dict[str, str], title: str) -> str:
    """Publish a dialogue in a transaction of its own and return its address."""
    app = create_app(Settings(database_url=environment["PORTAL_DATABASE_URL"], secret_key="s" * 40))
    with app.app_context():
        person = staff.by_email("handlaggare@example.org")
        assert person is not None
        actor = staff.as_actor(person)
        dialogue = Make().published(
            actor=actor, title=title, areas=("farsta-stadsdel",), overlap_reason="Beslutet kan inte vänta. " * 3
        )
        slug = dialogue.slug
        db.session.remove()
        db.engine.dispose()
    app.extensions["freshness"].close()
    return slug


def test_nothing_that_was_acknowledged_is_lost(outage: Outage) -> None:
    receipts: list[str] = []
    slugs: list[str] = []
    over = threading.Event()

    def keep_sending() -> None:
        number = 0
        while not over.is_set():
            number += 1
            receipt = suggest(outage.portal.address, number)
            if receipt:
                receipts.append(receipt)

    sender = threading.Thread(target=keep_sending)
    sender.start()
    try:
        for number in range(ROUNDS):
            time.sleep(0.5)
            slugs.append(publish(outage.portal.environment, f"Överlevande dialog {number} om torget"))
            outage.kill_all()
            slugs.append(publish(outage.portal.environment, f"Dialog {number} medan allt var nere"))
            outage.start_engine()
            outage.restart()
    finally:
        over.set()
        sender.join()
    assert len(receipts) > ROUNDS
    assert len(set(receipts)) == len(receipts)
    for receipt in receipts:
        assert "DP-" in opened(receipt)
    for slug in slugs:
        assert "Dialog" in opened(f"{outage.portal.address}/sv/dialogues/{slug}")
    outage.heals()


def test_without_meilisearch_search_still_finds_and_it_heals_by_itself(outage: Outage) -> None:
    outage.kill_engine()
    slug = publish(outage.portal.environment, "Fontänen på Farsta torg utan sökmotor")
    end = time.monotonic() + 20
    while slug not in opened(f"{outage.portal.address}/sv/dialogues?q=font%C3%A4nen+farsta"):
        assert time.monotonic() < end, "the other engine did not find it"
        time.sleep(0.5)
    for page in ("", "dialogues", "calendar", "findings"):
        opened(f"{outage.portal.address}/ar/{page}")
    outage.start_engine()
    outage.restart()
    outage.heals()
    assert slug in opened(f"{outage.portal.address}/sv/dialogues?q=font%C3%A4nen+farsta")
