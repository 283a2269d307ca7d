"""Letters with news: never empty, never the same twice, never more often than a reader wants."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask import Flask, url_for

from portal.actions import following as actions
from portal.domain.following import FollowKind, is_due, kilometres
from portal.following import queries
from portal.following.queries import Addressee, Followed, Item
from portal.indexing.find import find
from portal.publications import news
from portal.publications.catalogue import catalogue
from portal.publications.selection import Selection
from portal.web import dates, language

CITY = "stockholm"
MOST_IN_A_LETTER = 20
MOST_FOUND = 100
"""A search that is followed looks at so many of the best answers."""


def tell_readers(app: Flask, *, moment: datetime) -> int:
    """Write to every reader for whom it is time; returns how many letters were recorded."""
    written, after, newest = 0, 0, news.newest()
    while True:
        readers = queries.behind(newest=newest, after=after)
        if not readers:
            return written
        after = readers[-1].id
        due = [one for one in readers if is_due(one.pace, last=one.looked_at, moment=moment)]
        if not due:
            continue
        items = queries.news(after=min(one.told_through for one in due), moment=moment)
        sent = queries.letters_since(
            [one.id for one in due if one.ceiling is not None], since=moment - timedelta(days=30)
        )
        with app.test_request_context("/", base_url=app.config["BASE_URL"]):
            chosen = [
                (one, _for(app, one, items)) for one in due if one.ceiling is None or sent[one.id] < one.ceiling
            ]
            leave = {
                one.id: url_for("public.follow.leave", token=one.token, language=one.language) for one, _ in chosen
            }
        # Only so far as news was read; the next run goes on from there.
        through = items[-1].id if len(items) == queries.MOST_NEWS else newest
        actions.pass_over([one.id for one, wanted in chosen if not wanted], through=through, moment=moment)
        for one, wanted in chosen:
            if wanted:
                written += actions.tell(
                    one.id, through=through, facts=_facts(wanted), moment=moment, unsubscribe=leave[one.id]
                )


def _for(app: Flask, reader: Addressee, items: list[Item]) -> list[Item]:
    new = [item for item in items if item.id > reader.told_through]
    if not new:
        return []
    language.use(reader.language)
    found = _searched(app, [one for one in reader.follows if one.kind is FollowKind.SEARCH], reader.language)
    return [item for item in new if any(_concerns(item, one, found) for one in reader.follows)]


def _searched(app: Flask, follows: Iterable[Followed], spoken: str) -> dict[str, set[str]]:
    """What each followed search finds now, by its words."""
    engine = app.extensions["search"].asking()
    return {
        one.value: {
            card.slug
            for card in find(
                Selection(q=one.value), spoken, engine=engine, size=MOST_FOUND, today=dates.today()
            ).listing.cards
        }
        for one in follows
    }


def _concerns(item: Item, one: Followed, found: dict[str, set[str]]) -> bool:
    """Whether somebody who follows this wants to hear that; what concerns the whole city concerns each district."""
    if one.kind is FollowKind.NEAR:
        return _near(item, one)
    return {
        FollowKind.ALL: True,
        FollowKind.DIALOGUE: item.card.slug == one.value,
        FollowKind.DISTRICT: bool({one.value, CITY} & item.districts),
        FollowKind.THEME: one.value in item.themes,
        FollowKind.ORGANISER: one.value in item.organisers,
        FollowKind.SEARCH: item.card.slug in found.get(one.value, ()),
    }[one.kind]


def _near(item: Item, one: Followed) -> bool:
    """Whether a dialogue concerns a neighbourhood, its district, the city, or is held within the distance."""
    areas = catalogue().areas
    here = areas.get(one.value)
    if here is None:
        return False
    if {here.slug, here.parent, CITY} & {*item.card.areas}:
        return True
    places = [(areas[slug].lat, areas[slug].lon) for slug in item.card.areas if areas[slug].kind != "district"]
    places += [(occasion.lat, occasion.lon) for occasion in item.card.occasions]
    return any(_within(here.lat, here.lon, lat, lon, one.km) for lat, lon in places)


def _within(lat: float | None, lon: float | None, other_lat: float | None, other_lon: float | None, km: int) -> bool:
    if lat is None or lon is None or other_lat is None or other_lon is None:
        return False
    return kilometres(lat, lon, other_lat, other_lon) <= km


def _facts(items: list[Item]) -> list[dict[str, object]]:
    """What the letter says, one entry for each dialogue with all that has happened to it, newest dialogue last."""
    told: dict[str, dict[str, object]] = {}
    for item in items:
        entry = told.setdefault(item.card.slug, {"slug": item.card.slug, "title": item.card.title, "kinds": []})
        kinds = entry["kinds"]
        assert isinstance(kinds, list)
        if item.kind.value not in kinds:
            kinds.append(item.kind.value)
    return list(told.values())[:MOST_IN_A_LETTER]
