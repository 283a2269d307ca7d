"""From the strictest reading of a query to looser ones, each tried only while too little is found."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from search.analyser import Phrase
from search.plan import Plan, Term
from search.query import MOST_IN_GROUP, Best, Hit, Query

ENOUGH = 10  # hits; fewer, and another reading is tried
TOO_FEW = 3  # hits; fewer, and any single word of the query will do


@dataclass(frozen=True, slots=True)
class Group:
    """What stands for one word of the query: its own stems, other words for it, and whether it may be half a word."""

    stems: tuple[Phrase, ...]
    others: tuple[Phrase, ...] = ()
    prefix: bool = False
    titles: int = 0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One reading.

    A document must hold all groups, or the first (the most telling), or any. `loose` readings leave out what was
    asked for. A reading is tried while those before it found less than `below`.
    """

    groups: tuple[Group, ...]
    need: Literal["all", "first", "any"] = "all"
    place: str | None = None
    loose: bool = False
    below: int = ENOUGH


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine found for one attempt: one page of hits, and how many there are, by facet too.

    `barren` says that the filters alone leave nothing, so that no looser reading can find anything either.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    barren: bool = False


# An engine's part: (attempt, ids to leave out of the hits, offset, limit) -> Answer. Totals and counts leave nothing
# out.
Ask = Callable[[Attempt, tuple[str, ...], int, int], Answer]
# And for the kinds beside the page: (attempt, queries that differ in their filters and limit) -> the best of each.
AskEach = Callable[[Attempt, tuple[Query, ...]], list[Best]]


def attempts(plan: Plan) -> Iterator[Attempt]:
    """The readings of a plan in the order they are to be tried, without repeating one."""
    seen: set[Attempt] = set()
    for attempt in _attempts(plan):
        if attempt not in seen:
            seen.add(attempt)
            yield attempt


def _attempts(plan: Plan) -> Iterator[Attempt]:
    place = plan.place.slug if plan.place else None
    strict = tuple(_strict(term) for term in plan.terms)
    yield Attempt(strict, place=place)
    named = tuple(_strict(term) for term in plan.terms if term.breadth or term.translated or term.corrected)
    if named:  # without the words that no title has, which a whole question is full of
        yield Attempt(named, place=place, loose=len(named) < len(strict))
    if any(term.translated for term in plan.terms):
        yield Attempt(tuple(_translated(term) for term in plan.terms), place=place)
    wide = tuple(_wide(term) for term in plan.terms)
    yield Attempt(wide, place=place, loose=True)
    if len(plan.terms) > 1:
        yield Attempt(wide, need="first", place=place, loose=True)
        yield Attempt(wide, need="any", place=place, loose=True, below=TOO_FEW)
    if plan.terms:
        if place is not None:
            yield Attempt(wide, loose=True, below=1)
        yield Attempt(tuple(_beginning(term) for term in plan.terms), need="any", place=place, loose=True, below=1)
        if place is not None:  # nothing is known of the words: what there is in that place
            yield Attempt((), place=place, loose=True, below=1)


def _one(stems: tuple[str, ...]) -> tuple[Phrase, ...]:
    return tuple(tuple(stem.split()) for stem in stems)


def _strict(term: Term) -> Group:
    stems = _one(term.stems)
    others = term.others
    if term.parts and not term.known:
        others = (*others, term.parts)
    if term.corrected:  # what was likely meant comes first, what was typed after it
        stems = tuple(dict.fromkeys((*_one(term.corrected[:1]), *stems)))
        others = (*others, *_one(term.corrected[1:]))
    return Group(stems, others, term.prefix and not term.corrected, term.breadth)


def _translated(term: Term) -> Group:
    strict = _strict(term)
    return Group(strict.stems, (*strict.others, *term.translated), strict.prefix, strict.titles)


def _wide(term: Term) -> Group:
    group = _translated(term)
    others = (*group.others, term.parts, *term.kinds) if term.parts else group.others
    return Group(group.stems, tuple(dict.fromkeys(others)), True, group.titles)


def _beginning(term: Term) -> Group:
    """The last resort: any part of the word, or words that begin like it."""
    begins = tuple(stem[: max(4, len(stem) - 4)] for stem in term.stems[:1] if " " not in stem)
    return Group((*_one(begins), *_one(term.stems)), _one(term.parts), prefix=True)


def ask_in_turn(plan: Plan, query: Query, ask: Ask) -> tuple[Answer, bool]:
    """Ask attempt after attempt until there is enough; gives the answer and whether a loose reading was needed.

    Each attempt finds all that those before it found, so the last one asked has the true total and counts. Hits come
    in the order of the attempts: what an earlier one found is left out of the next, and pages still add up.
    """
    if query.groups and not query.limit and not query.facets:
        return Answer((), 0, {}), False
    hits: list[Hit] = []
    seen: tuple[str, ...] = ()
    total = 0
    loose = False
    facets: Mapping[str, Mapping[str, int]] = {}
    ladder = [attempt for attempt in attempts(plan) if not (query.strict and attempt.loose)]
    for number, attempt in enumerate(ladder):
        wanted = query.limit - len(hits)
        answer = ask(attempt, seen, max(0, query.offset - len(seen)), wanted)
        loose = loose or (attempt.loose and answer.total > total)
        total, facets = max(total, answer.total), answer.facets
        hits += answer.hits
        if (
            answer.barren
            or number + 1 == len(ladder)
            or total >= ladder[number + 1].below
            or (total and query.sort != "relevance")
        ):
            break
        if total > len(seen):
            found = answer.hits
            if len(found) < total - len(seen):
                found = ask(attempt, seen, 0, ENOUGH).hits
            seen = (*seen, *(hit.id for hit in found))
    return Answer(tuple(hits), total, facets), loose


def ask_groups(plan: Plan, query: Query, ask_each: AskEach) -> dict[str, Best]:
    """The best hits of each kind that is wanted beside the page, and how many there are.

    A reading that leaves out what was asked for is not worth showing here, so at most three are asked. The first hits
    are those of the strictest reading; the total is the true one, as a strict search for that kind alone would give.
    """
    wanted = {kind: min(number, MOST_IN_GROUP) for kind, number in query.groups.items() if kind and number > 0}
    found: dict[str, Best] = {}
    for attempt in attempts(plan):
        if attempt.loose or not wanted:
            break
        asked = tuple(
            replace(query, filters={**query.filters, "kind": (kind,)}, offset=0, limit=number, facets=())
            for kind, number in wanted.items()
        )
        for (kind, number), best in zip(list(wanted.items()), ask_each(attempt, asked), strict=True):
            if best.total:
                hits = {hit.id: hit for hit in (*(found[kind].hits if kind in found else ()), *best.hits)}
                found[kind] = Best(tuple(hits.values())[:number], best.total)
            if best.total >= ENOUGH:
                del wanted[kind]
    return found
