"""Which language a page speaks: from its address; with direction, fallback to Swedish, links to the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from babel import Locale, UnknownLocaleError
from flask import Flask, abort, current_app, g, has_request_context, redirect, request, url_for
from flask_babel import Babel, get_locale, refresh
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response

from portal import paths, settings
from portal.domain.wording import MACHINE, OLDER, trusted

Made = TypeVar("Made")

SWEDISH = "sv"
"""The language every published text has."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface; `name` is in the language itself."""

    code: str
    name: str
    direction: str = "ltr"


def _own(code: str) -> Language:
    """A language as it calls itself, from the tables of the world's languages (CLDR)."""
    locale = Locale.parse(code)
    name = str(locale.get_display_name(locale))
    return Language(code, name[:1].upper() + name[1:], locale.text_direction)


KNOWN = {code: _own(code) for code in settings.KNOWN}

MINORITY = (
    Language("fit", "Meänkieli"),
    Language("se", "Davvisámegiella"),
    Language("rom", "Romani čhib"),
    Language("yi", "ייִדיש", "rtl"),
)
"""Languages of national minorities with a page of their own about rights and contact, beside the interface."""


@dataclass(frozen=True, slots=True)
class Said:
    """One text as the reader meets it; `fallback` tells that it is not in the language of the page.

    `form` is `older` for a translation whose original has changed, `machine` for one that nobody has checked.
    """

    text: str
    lang: str
    dir: str
    fallback: bool = False
    form: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Link:
    """The same page in a language; `address` lacks the host, `url` has it."""

    language: Language
    address: str
    url: str
    current: bool


def code() -> str:
    """The language of this request: from the address, else Swedish."""
    try:
        return g.language  # type: ignore[no-any-return]
    except (AttributeError, RuntimeError):
        if not has_request_context():
            return SWEDISH
    first = request.path.lstrip("/").partition("/")[0]
    g.language = first if first in offered() else SWEDISH
    return str(g.language)


def use(language: str) -> None:
    """Speak this language for the rest of the request, when it is offered."""
    if language in offered():
        g.language = g.chosen_language = language
        refresh()


def named() -> bool:
    """Whether the address or whoever is signed in says which language this request is in."""
    return "chosen_language" in g or request.path.lstrip("/").partition("/")[0] in offered()


def wished() -> str:
    """The language of a reader of whom the address says nothing: by cookie, then browser, else Swedish."""
    # Not best_match(): it prefers a whole tag that comes late ("sv") to the first one with a region ("ar-EG").
    asked = (request.cookies.get("language", ""), *request.accept_languages.values())
    return next((code for code in (one.partition("-")[0].lower() for one in asked) if code in offered()), SWEDISH)


def once_per_language(make: Callable[..., Made]) -> Callable[..., Made]:
    """Keep what a function answers to each question in each language; it may depend on nothing else."""

    @lru_cache(maxsize=8192)
    def kept(_language: str, *question: Any) -> Made:
        return make(*question)

    @wraps(make)
    def answer(*question: Any) -> Made:
        return kept(code(), *question)

    return answer


def offered() -> tuple[str, ...]:
    """The codes of the languages this installation offers, in the order they are shown."""
    return tuple(current_app.config["LANGUAGES"])


@lru_cache(maxsize=512)
def direction_of(language: str) -> str:
    """`rtl` or `ltr`, for any language code, also those the interface lacks."""
    try:
        return "rtl" if Locale.parse(language, sep="-").text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


def comma_of(language: str) -> str:
    """What stands between things in a list, with the space after it."""
    return "، " if direction_of(language) == "rtl" else ", "


def said(texts: dict[str, str] | None, *, machine: bool = False) -> Said:
    """The text in the reader's language, else in Swedish, else in any language it has; empty when there is none.

    What only a machine has put is given to those alone who ask for it, and so can say what it is.
    """
    return said_in(code(), texts, machine=machine)


def said_in(wanted: str, texts: dict[str, str] | None, *, machine: bool = False) -> Said:
    """The text as a reader of that language meets it."""
    known = texts or {}
    for tag, form in ((wanted, ""), (wanted + OLDER, "older"), (wanted + MACHINE, "machine")):
        text = known.get(tag, "").strip()
        if text and (machine or form != "machine"):
            return Said(text, wanted, direction_of(wanted), form=form)
    for candidate, text in {SWEDISH: known.get(SWEDISH, ""), **trusted(known)}.items():
        if text.strip():
            return Said(text.strip(), candidate, direction_of(candidate), fallback=True)
    return Said("", wanted, direction_of(wanted))


def untranslated(texts: Iterable[dict[str, str] | None]) -> bool:
    """Whether the reader meets any of some texts in another language than the page's."""
    return any(said(one, machine=True).fallback for one in texts)


@once_per_language
def name_within(language: str) -> str:
    """What a language is called within a sentence of the reader's language; the code when unknown."""
    try:
        name = Locale.parse(language, sep="-").get_display_name(get_locale())
    except (UnknownLocaleError, ValueError):
        name = None
    return name or language


@once_per_language
def name_of(language: str) -> str:
    """What a language is called in the reader's language, with a capital letter; the code when unknown."""
    name = name_within(language)
    return name if name == language else name[0].upper() + name[1:]


def absolute(address: str) -> str:
    """The complete address of a page, as the world reaches it."""
    return str(current_app.config.get("BASE_URL", "")).rstrip("/") + address


def links(kept: Iterable[tuple[str, str]] = ()) -> list[Link]:
    """This page in every language offered, with the query fields `kept`; the front pages when it has no language."""
    endpoint, arguments = request.endpoint, dict(request.view_args or {})
    if endpoint is None or not current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        endpoint, arguments = "public.home.index", {}
    query = urlencode(list(kept))
    # The language stands first in every address that has one.
    start, rest = f"{request.root_path}/", url_for(endpoint, **arguments, language=code())
    rest = rest.removeprefix(f"{start}{code()}") + (f"?{query}" if query else "")
    found = []
    for other in offered():
        address = f"{start}{other}{rest}"
        found.append(Link(KNOWN[other], address, absolute(address), other == code()))
    return found


def front() -> Response:
    """Send a visitor without a language to the front page in theirs."""
    answer = redirect(url_for("public.home.index", language=wished()))
    answer.vary.add("Accept-Language")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def install(app: Flask, *, languages: Iterable[str], base_url: str) -> None:
    """Give an application its languages: the one in the address, in links, in texts and in templates."""
    app.config["LANGUAGES"] = tuple(languages)
    app.config["BASE_URL"] = base_url
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(paths.TRANSLATIONS)
    Babel(app, locale_selector=code, default_locale=SWEDISH, default_timezone="Europe/Stockholm")

    @app.url_value_preprocessor
    def read_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        asked = (values or {}).pop("language", None)
        if asked is not None and asked not in offered():
            abort(404)
        if asked is not None:
            g.language = asked
        if any("\x00" in str(value) for value in (values or {}).values()):
            abort(404)

    @app.url_defaults
    def keep_language(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = code()

    app.jinja_env.globals.update(
        language=LocalProxy(code),
        direction=LocalProxy(lambda: direction_of(code())),
        minority_languages=MINORITY,
        languages=LocalProxy(lambda: [KNOWN[known] for known in offered()]),
        language_name=name_of,
        language_name_within=name_within,
        language_links=links,
        absolute=absolute,
        said=said,
        untranslated=untranslated,
    )
