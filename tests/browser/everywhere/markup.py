"""The W3C's own checker finds no error in any type of page, as it is served in every language."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import requests

from portal.settings import KNOWN
from tests.browser.atlas import BROKEN, PageType
from tests.browser.conftest import Portal
from tests.browser.everywhere.conftest import PAGES, PEOPLE
from tests.browser.furnishing import Furnished
from tests.browser.neighbours import session_of, speak

CHECKER = Path(sys.prefix, "checker/node_modules/vnu-jar/build/dist/vnu.jar")


def test_markup(portal: Portal, furnished: Furnished, broken: str, tmp_path: Path) -> None:
    assert shutil.which("java"), "The checker needs Java (Debian: sudo apt install default-jre-headless)."
    people = {who: _window(portal, who) for who in PEOPLE}
    for language in KNOWN:
        speak(portal, language)
        for page in PAGES:
            address = (broken if page in BROKEN else portal.address) + furnished.path(page, language)
            text = _served(people[page.who], page, address, language)
            (tmp_path / f"{language} {page.name}.html").write_text(text, "utf-8")
    assert not (faults := list(errors(tmp_path))), "\n".join(faults)


def errors(folder: Path) -> Iterator[str]:
    """What the checker calls an error in the files of a folder."""
    command = ["java", "-Xss4m", "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=True)
    for said in json.loads(done.stdout)["messages"]:
        if said["type"] != "info":
            where = Path(said["url"].replace("%20", " ")).stem
            yield f"{where}, line {said.get('lastLine')}: {said['message']} ({said.get('extract', '').strip()})"


def _window(portal: Portal, who: str | None) -> requests.Session:
    window = requests.Session()
    if who:
        cookie = session_of(portal, who)
        window.cookies.set(cookie["name"], cookie["value"], domain=cookie["domain"], path=cookie["path"])
    return window


def _served(window: requests.Session, page: PageType, address: str, language: str) -> str:
    """The page as it comes over the line; of a form sent as it stands, the page that says what is wrong in it."""
    answer = window.get(address, headers={"Accept-Language": language})
    assert answer.status_code == page.status, f"{address} answers {answer.status_code}"
    if page.send:
        form = _Form(answer.text)
        to = urljoin(answer.url, form.action)
        answer = window.post(
            to, form.values, headers={"Origin": urljoin(to, "/")[:-1], "Sec-Fetch-Site": "same-origin"}
        )
        assert answer.status_code == 422, f"{to} finds nothing wrong but answers {answer.status_code}"
    return answer.text


class _Form(HTMLParser):
    """The last form of a page that is sent with a button of its own, and what it would send as it stands."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.action = ""
        self.values: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in given}
        if tag == "form" and facts.get("method") == "post":
            self.action, self.values = facts["action"], []
        elif tag in ("input", "button", "textarea") and facts.get("name"):
            ticked = facts.get("type") not in ("checkbox", "radio") or "checked" in facts
            if ticked and facts.get("type") != "file":
                self.values.append((facts["name"], facts.get("value", "")))
