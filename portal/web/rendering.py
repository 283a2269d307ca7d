"""Templates prepared once per language, so that a page need not ask for every word which language it speaks."""

from collections import ChainMap
from collections.abc import Callable, Hashable, MutableMapping
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any

from flask import Flask, url_for
from flask.templating import Environment
from flask_babel import force_locale, get_domain
from jinja2 import Template
from markupsafe import Markup

from portal.publications import versions
from portal.web import language
from portal.web.bidi import isolated, within
from portal.web.dates import number, today

MOST_KEPT = 2000
"""Small pieces of pages kept per language."""

MOST_CARDS = 2000
"""Cards kept in all languages together, each a few kilobytes."""


class SpeakingEnvironment(Environment):
    """Jinja as Flask sets it up, which hands each page to an environment of its own language."""

    def get_or_select_template(self, *arguments: Any, **more: Any) -> Template:
        """The template, prepared for the language of this request."""
        spoken = self._spoken(language.code())
        return super(SpeakingEnvironment, spoken).get_or_select_template(*arguments, **more)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template; the plain dictionary of all when it has none of its own, which is quicker."""
        return ChainMap(d, self.globals) if d else self.globals

    def _spoken(self, code: str) -> "SpeakingEnvironment":
        known: dict[str, SpeakingEnvironment] = self.__dict__.setdefault("languages", {})
        if code not in known:
            known[code] = self._for(code)
        return known[code]

    def _for(self, code: str) -> "SpeakingEnvironment":
        spoken: SpeakingEnvironment = self.overlay()
        spoken.globals = dict(self.globals)
        spoken.globals |= {
            "language": code,
            "direction": language.direction_of(code),
            "isolated": partial(isolated, code=code),
            "comma": language.comma_of(code),
            "said": partial(language.said_in, code),
            "untranslated": language.untranslated,
            "fixed": lru_cache(maxsize=MOST_KEPT)(_fixed),
            "kept": _kept,
            "link": cache(lambda endpoint: url_for(endpoint, language=code)),
            **_translating(code),
        }
        return spoken


def _fixed(macro: Callable[..., Markup], *facts: Hashable) -> Markup:
    """What a macro writes for some facts, when it depends on nothing else: kept for each language."""
    return macro(*facts)


def _kept(macro: Callable[..., Markup], *facts: Hashable) -> Markup:
    """What a macro writes for what is published, kept for as long as that, the day and the names of things stand."""
    return _of_day(today(), versions.current().reference, macro, *facts)


@lru_cache(maxsize=MOST_CARDS)
def _of_day(_day: date, _reference: int, macro: Callable[..., Markup], *facts: Hashable) -> Markup:
    return macro(*facts)


def _translating(code: str) -> dict[str, Callable[..., Markup]]:
    """What templates translate with, tied to one catalogue: translations are trusted, variables escaped."""
    with force_locale(code):
        catalogue = get_domain().get_translations()
    known = cache(lambda message: Markup(catalogue.ugettext(message)))  # noqa: S704 - from our own catalogue

    plain = cache(lambda message: known(message) % {})

    def one(message: str, **variables: Any) -> Markup:
        return known(message) % within(code, variables) if variables else plain(message)

    def many(singular: str, plural: str, num: int, **variables: Any) -> Markup:
        text = catalogue.ungettext(singular, plural, num)
        return Markup(text) % ({"num": number(num)} | within(code, variables))  # noqa: S704

    return {"_": one, "gettext": one, "ngettext": many}


def install(app: Flask) -> None:
    """Render with an environment per language."""
    app.jinja_environment = SpeakingEnvironment
