"""A test client that audits every page it opens."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from typing import Any

import html5lib
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from portal.db import db

MOST_QUERIES = 8
# The engine in PostgreSQL, which stands in for a search server: four kinds, each read from strict to loose.
MOST_OF_THE_ENGINE = 60
_ENGINES_OWN = re.compile(
    r"\b(?:desk_)?search\.(document|stems|gone|word|state)\b|to_regclass|set_config\('statement_timeout'"
)
_HTML = "{http://www.w3.org/1999/xhtml}"


class Visitor:
    """Opens pages and fails when one is not fit to be shown: headers, structure, labels, number of queries."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._client = app.test_client()
        self.queries = 0

    def get(self, address: str, *, status: int = 200, **more: Any) -> "Page":
        """Open a page and audit it."""
        with counted() as asked:
            answer = self._apart(self._client.get, address, **more)
        engines_own = [one for one in asked if _ENGINES_OWN.search(one)]
        asked = [one for one in asked if one not in engines_own]
        self.queries = len(asked)
        assert len(engines_own) <= MOST_OF_THE_ENGINE, f"{address} asked the engine {len(engines_own)} times"
        assert answer.status_code == status, f"{address} answered {answer.status}: {answer.text[:500]}"
        assert self.queries <= MOST_QUERIES, f"{address} made {self.queries} queries:\n" + "\n".join(asked)
        return Page(address, answer)

    def post(self, address: str, data: dict[str, Any], *, status: int = 303, **more: Any) -> "Page":
        """Send a form as a browser would, from a page of the same site."""
        headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"} | more.pop("headers", {})
        answer = self._apart(self._client.post, address, data=data, headers=headers, **more)
        assert answer.status_code in (status, 302 if status == 303 else status), (
            f"{address} answered {answer.status}: {_main_text(answer.text)[:1500]}"
        )
        return Page(address, answer)

    def cookie(self, name: str) -> str:
        """What the browser holds for the desk."""
        kept = self._client.get_cookie(name, path="/desk")
        return kept.decoded_value if kept else ""

    def _apart(self, call: Any, *arguments: Any, **more: Any) -> TestResponse:
        """Make the request as from another machine: nothing of the test's own context reaches it."""
        answer: TestResponse = Context().run(call, *arguments, **more)
        return answer

    def fill_in(self, address: str, *, status: int = 303, button: str | None = None, **answers: Any) -> "Page":
        """Open a page, keep what its form already holds, change the answers given, and send it."""
        page = self.get(address)
        data = page.form_values() | answers
        if button:
            data[button] = "1"
        return self.post(address, data, status=status)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent to the database meanwhile, but for those that only keep the connection."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


class Page:
    """An answer, audited when it is a page."""

    def __init__(self, address: str, answer: TestResponse) -> None:
        self.address = address
        self.answer = answer
        self.text = answer.text if answer.mimetype.startswith(("text/", "application/json")) else ""
        self.location = answer.headers.get("Location", "")
        if answer.mimetype == "text/html" and answer.status_code not in (301, 302, 303, 308):
            self.tree = html5lib.parse(self.text)
            self._audit()

    def __contains__(self, words: str) -> bool:
        return words in self.said

    @property
    def said(self) -> str:
        """The words a reader meets, with single spaces."""
        return " ".join("".join(self.tree.itertext()).split())

    @property
    def title(self) -> str:
        return next(self._all("title")).text or ""

    @property
    def heading(self) -> str:
        return " ".join("".join(next(self._all("h1")).itertext()).split())

    def _all(self, name: str) -> Iterator[Any]:
        return iter(self.tree.iter(f"{_HTML}{name}"))

    def links(self) -> list[str]:
        return [link.get("href") for link in self._all("a") if link.get("href")]

    def names(self) -> list[str]:
        """What the controls of the page are called, ticked or not."""
        return [control.get("name") for control in self._all("input") if control.get("name")]

    def form_values(self) -> dict[str, Any]:
        """What the forms of the page would send as they stand."""
        values: dict[str, Any] = {}
        for control in self._all("input"):
            name, kind = control.get("name"), control.get("type", "text")
            if not name or kind in ("submit", "button", "file"):
                continue
            if kind in ("checkbox", "radio") and control.get("checked") is None:
                continue
            value = control.get("value", "on" if kind in ("checkbox", "radio") else "")
            values.setdefault(name, []).append(value)
        for area in self._all("textarea"):
            values[area.get("name")] = ["".join(area.itertext()).removeprefix("\n")]
        for select in self._all("select"):
            options = list(select.iter(f"{_HTML}option"))
            chosen = [one.get("value", "") for one in options if one.get("selected") is not None]
            values[select.get("name")] = chosen or ([options[0].get("value", "")] if options else [])
        return values

    def _audit(self) -> None:
        where = f"on {self.address}"
        strict = html5lib.HTMLParser(strict=False)
        strict.parse(self.text)
        faults = [fault for fault in strict.errors if fault[1] not in _HARMLESS]
        assert not faults, f"HTML faults {where}: {faults[:3]}"
        root = next(self._all("html"))
        assert root.get("lang"), f"no lang {where}"
        assert root.get("dir") in ("ltr", "rtl"), f"no dir {where}"
        headings = list(self._all("h1"))
        assert len(headings) == 1, f"{len(headings)} h1 {where}"
        title = re.sub(r"^\S+: ", "", self.title) if self.answer.status_code in (409, 422) else self.title
        assert title.startswith(self.heading) or self.title.startswith(self.heading), (
            f"title {self.title!r} does not begin with h1 {self.heading!r} {where}"
        )
        ids = [one.get("id") for one in self.tree.iter() if one.get("id")]
        twice = {one for one in ids if ids.count(one) > 1}
        assert not twice, f"ids used twice {where}: {twice}"
        self._audit_controls(where, set(ids))
        for one in self.tree.iter():
            assert one.get("style") is None, f"inline style {where}"
            assert not any(str(name).startswith("on") for name in one.attrib), f"inline script {where}"
        for script in self._all("script"):
            assert script.get("src"), f"inline script {where}"
        policy = self.answer.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, f"no policy {where}"
        assert "unsafe" not in policy, f"a lax policy {where}"

    def _audit_controls(self, where: str, ids: set[str]) -> None:
        labelled = {label.get("for") for label in self._all("label")}
        wrapped = {id(inside) for label in self._all("label") for inside in label.iter()}
        for name in ("input", "select", "textarea"):
            for control in self._all(name):
                if control.get("type") in ("hidden", "submit"):
                    continue
                named = (
                    control.get("id") in labelled
                    or id(control) in wrapped
                    or control.get("aria-label")
                    or control.get("aria-labelledby")
                )
                assert named, f"a control without a label {where}: {control.attrib}"
        for one in self.tree.iter():
            for attribute in ("aria-describedby", "aria-labelledby", "for"):
                for wanted in (one.get(attribute) or "").split():
                    assert wanted in ids, f"{attribute}={wanted} leads nowhere {where}"
        for form in self._all("form"):
            assert form.get("action"), f"a form without action {where}"


_HARMLESS = {"expected-doctype-but-got-eof"}


def _main_text(html: str) -> str:
    try:
        main = next(iter(html5lib.parse(html).iter(f"{_HTML}main")))
    except StopIteration:
        return html
    return " ".join("".join(main.itertext()).split())
