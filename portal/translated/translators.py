"""The translation service that may be plugged in: what it must do, none at all, and one spoken to over HTTP."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from time import monotonic
from typing import Any, Protocol
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, Request

from portal.settings import Settings

PATIENCE = 20.0
"""Seconds that an answer may take."""
LARGEST = 2_000_000
"""Bytes that are read of an answer."""


class Unavailable(Exception):
    """The service is off, did not answer in time, or answered something else than was asked for."""


class Service(Protocol):
    """Puts Swedish texts into another language."""

    def translate(self, texts: Sequence[str], *, to: str) -> list[str]:
        """The texts in that language, in the same order; raises Unavailable."""


class Off:
    """No service: nothing is sent anywhere."""

    def translate(self, texts: Sequence[str], *, to: str) -> list[str]:
        """Translate nothing."""
        raise Unavailable(f"No translation service is set; {len(texts)} texts to {to} were not sent.")


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    """A service with the interface of LibreTranslate, which others have too; nothing but the texts is sent to it."""

    url: str
    key: str | None = field(default=None, repr=False)

    def translate(self, texts: Sequence[str], *, to: str) -> list[str]:
        """Ask for all of them at once."""
        asked = {"q": list(texts), "source": "sv", "target": to, "format": "text"}
        if self.key:
            asked["api_key"] = self.key
        request = Request(  # noqa: S310 - the settings take http and https alone
            f"{self.url}/translate", json.dumps(asked).encode(), {"Content-Type": "application/json"}
        )
        try:
            told = json.loads(_answer(request))
            found = told["translatedText"]
        except (OSError, HTTPException, ValueError, TypeError, KeyError) as trouble:
            raise Unavailable(f"The translation service failed: {type(trouble).__name__}: {trouble}") from trouble
        if not isinstance(found, list) or len(found) != len(texts) or not all(isinstance(one, str) for one in found):
            raise Unavailable("The translation service did not answer with a text for each text.")
        return [_sound(one) for one in found]


def service_of(settings: Settings) -> Service:
    """The service that the settings name."""
    return LibreTranslate(settings.translation_url, settings.translation_key) if settings.translation_url else Off()


def _answer(request: Request) -> bytes:
    """What the service says, within the time and size it may take; it may not send us on to another address."""
    opener = OpenerDirector()
    for handler in (HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    until, read = monotonic() + PATIENCE, bytearray()
    answer: Any = opener.open(request, timeout=PATIENCE)
    with answer:
        if answer.status != 200:
            raise ValueError(f"it answered {answer.status}")
        while part := answer.read1(65_536):
            read += part
            if len(read) > LARGEST or monotonic() > until:
                raise ValueError("its answer was too long or too slow")
    return bytes(read)


def _sound(text: str) -> str:
    """A text that the database can keep."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "").strip()
