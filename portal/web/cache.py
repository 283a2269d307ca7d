"""Public pages kept ready in memory for as long as nothing public has changed.

A public page depends on its address and the content version alone, so the version and the day give a
strong ETag: an unchanged page is answered with 304, or from memory, without running the application.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
App = Callable[[Environ, StartResponse], Iterable[bytes]]

LARGEST = 32 * 1024 * 1024
"""Bytes of pages one process keeps."""

OVERHEAD = 2048
"""Bytes that a kept page takes beside its body and key."""

LONGEST_QUERY = 300
"""Characters of a query beyond which a page is not kept: nobody asks for it twice."""

SMALLEST_TO_PACK = 600
"""Bytes below which packing a page gains nothing."""


@dataclass(frozen=True, slots=True)
class _Kept:
    tag: str
    status: str
    headers: list[tuple[str, str]]
    body: bytes


class PageCache:
    """A WSGI layer around the application; `tag` gives the ETag of this moment, or None when it is unknown."""

    def __init__(self, app: App, *, tag: Callable[[], str | None]) -> None:
        self._app = app
        self._tag = tag
        self._pages: OrderedDict[tuple[str, ...], _Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory when this very page was made under the current tag."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not _may_be_public(environ["PATH_INFO"]):
            return self._app(environ, start_response)
        tag = self._tag()
        if tag is None:
            return self._app(environ, start_response)
        packed = _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        tag = f'"{tag}-gz"' if packed else f'"{tag}"'
        key = (
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", ""),
            "1" if environ.get("HTTP_X_PARTIAL") else "",
            str(packed),
        )
        kept = self._pages.get(key)
        if kept is None or kept.tag != tag:
            kept = self._make(environ, key, tag, packed=packed)
        else:
            self._pages.move_to_end(key)
        if kept.tag and kept.tag in _tags(environ.get("HTTP_IF_NONE_MATCH", "")):
            start_response("304 NOT MODIFIED", [one for one in kept.headers if one[0] not in _BODY_HEADERS])
            return []
        start_response(kept.status, kept.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [kept.body]

    def _make(self, environ: Environ, key: tuple[str, ...], tag: str, *, packed: bool) -> _Kept:
        caught: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> Callable[[bytes], None]:
            caught[:] = [status, headers]
            return _no_writing

        answer = self._app(environ | {"REQUEST_METHOD": "GET"}, start)
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        status, headers = caught
        fields = {name.lower(): value for name, value in headers}
        public = (
            status.startswith("200") and "public" in fields.get("cache-control", "") and "set-cookie" not in fields
        )
        if not public:
            return _Kept("", status, headers, body)
        if packed and len(body) >= SMALLEST_TO_PACK and fields["content-type"].startswith(_TEXT):
            body = gzip.compress(body, 5, mtime=0)
            headers = [*headers, ("Content-Encoding", "gzip")]
        headers = [one for one in headers if one[0].lower() not in ("content-length", "etag", "vary")]
        headers += [("Content-Length", str(len(body))), ("ETag", tag), ("Vary", "Accept-Encoding, X-Partial")]
        kept = _Kept(tag, status, headers, body)
        if len(key[1]) <= LONGEST_QUERY:
            self._remember(key, kept)
        return kept

    def _remember(self, key: tuple[str, ...], kept: _Kept) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._size += _weight(key, kept) - (_weight(key, old) if old else 0)
            self._pages[key] = kept
            while self._size > LARGEST:
                self._size -= _weight(*self._pages.popitem(last=False))


_TEXT = ("text/", "application/json", "application/atom+xml", "application/geo+json", "image/svg+xml")
_BODY_HEADERS = ("Content-Length", "Content-Encoding", "Content-Type")


def _weight(key: tuple[str, ...], kept: _Kept) -> int:
    """About how many bytes a kept page takes, with its key and its headers."""
    return len(kept.body) + sum(map(len, key)) + OVERHEAD


def _takes_gzip(accepted: str) -> bool:
    """Whether a list of encodings names gzip and does not refuse it."""
    for one in accepted.split(","):
        name, _, quality = one.strip().partition(";")
        if name == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _tags(known: str) -> set[str]:
    """The tags a browser says it holds, weak marks taken off."""
    return {one.strip().removeprefix("W/") for one in known.split(",")}


def _may_be_public(path: str) -> bool:
    return not path.startswith(("/desk", "/health/", "/metrics"))


def _no_writing(_data: bytes) -> None:
    raise RuntimeError("this application returns its body")
