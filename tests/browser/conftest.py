"""The whole portal running as it is served, with demonstration data, and a real browser before it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import create_engine, text

from portal.demo.accounts import PASSWORD
from portal.laptop import meili as meilisearch
from portal.laptop import postgres

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Portal:
    """A running portal: its address, and its parts by name."""

    address: str
    environment: dict[str, str]
    parts: dict[str, subprocess.Popen[bytes]]

    def start(self, name: str, *command: str) -> None:
        """Start a part and remember it."""
        self.parts[name] = subprocess.Popen(
            [sys.executable, "-m", "portal.cli", *command], env=self.environment, start_new_session=True
        )

    def kill(self, name: str) -> None:
        """End a part and its children as a crash would."""
        os.killpg(self.parts[name].pid, signal.SIGKILL)
        self.parts.pop(name).wait()

    def run(self, *command: str, status: int = 0) -> str:
        """Run a command of the portal to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "portal.cli", *command],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def wait(self) -> None:
        """Wait until pages are served."""
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{self.address}/health/ready", timeout=2)
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the portal does not answer")

    def wait_for_the_worker(self) -> None:
        """Wait until the worker has caught up with all there was before and takes what comes."""
        engine = create_engine(self.environment["PORTAL_DATABASE_URL"])
        try:
            for _ in range(600):
                with engine.connect() as connection:
                    if connection.scalar(text("SELECT count(*) FROM procrastinate_workers")):
                        return
                time.sleep(0.1)
        finally:
            engine.dispose()
        raise AssertionError("the worker does not begin")

    def stop(self) -> None:
        for part in self.parts.values():
            os.killpg(part.pid, signal.SIGTERM)
        for part in self.parts.values():
            try:
                part.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(part.pid, signal.SIGKILL)
                part.wait()


def launch(server: postgres.Running, meili: meilisearch.Running, *, name: str, port: int, folder: Path) -> Portal:
    """A portal of its own: database, index, worker and web."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
    portal = Portal(
        address=f"http://127.0.0.1:{port}",
        environment=kept
        | {
            "PORTAL_DATABASE_URL": server.create_database(name),
            "PORTAL_SECRET_KEY": "s" * 40,
            "PORTAL_BASE_URL": f"http://127.0.0.1:{port}",
            "PORTAL_MEILI_URL": meili.url,
            "PORTAL_MEILI_KEY": meili.key,
            "PORTAL_DATA_DIR": str(folder),
        },
        parts={},
    )
    portal.run("migrate")
    portal.run("demo")
    portal.start("worker", "worker")
    portal.start("web", "web", "--port", str(port))
    portal.wait()
    portal.wait_for_the_worker()
    return portal


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def portal(
    server: postgres.Running, meili: meilisearch.Running, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    running = launch(server, meili, name="browser", port=free_port(), folder=tmp_path_factory.mktemp("browser"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe(checkout: Path) -> str:
    return (checkout / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.fixture
def open_context(browser: Browser, portal: Portal) -> Iterator["ContextOpener"]:
    opener = ContextOpener(browser, portal.address)
    yield opener
    opener.close()


class ContextOpener:
    """Opens browser windows of any width, scheme and language, with or without scripts."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._opened: list[BrowserContext] = []

    def __call__(self, *, width: int = 1280, dark: bool = False, scripts: bool = True) -> BrowserContext:
        context = self._browser.new_context(
            viewport={"width": width, "height": 900},
            base_url=self._address,
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            locale="sv-SE",
        )
        context.set_default_timeout(10_000)
        self._opened.append(context)
        return context

    def close(self) -> None:
        for context in self._opened:
            context.close()


def sign_in(page: Page, email: str) -> None:
    """Sign in with a demonstration account."""
    page.goto("/desk/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(re.compile(r"/desk/(#.*)?$"))
