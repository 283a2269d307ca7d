"""The Meilisearch engine: one index of stems, built beside and swapped, asked over open connections."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import meilisearch
import requests
from meilisearch.errors import MeilisearchError

from search import meili_words
from search.analyser import Analyser
from search.attempts import Answer, Attempt, ask_groups, ask_in_turn
from search.document import Document, Rejected
from search.engine import Behind, EngineError
from search.meili_checking import differing
from search.meili_http import Wire
from search.meili_query import filters, key, lines, quoted, sorting
from search.meili_rows import joined
from search.meili_settings import ADMIN_SECONDS, INDEX, LAYOUT, STATE, WORDS, facet, settings
from search.meili_words import Words
from search.meili_writing import clear_leftovers, load, take_back, wait
from search.places import Gazetteer
from search.plan import understand
from search.query import FACETS, Best, Hit, Query, Results, allowed_filters
from search.vocabulary import Counter


class Meili:
    """An engine over a Meilisearch server; see `search.engine.Engine` for what it promises.

    `search_key` is enough for searching; `key`, the master key, is needed for everything that writes.
    """

    name = "meilisearch"

    def __init__(
        self,
        url: str,
        *,
        analyser: Analyser,
        gazetteer: Gazetteer,
        key: str | None = None,
        search_key: str | None = None,
        index: str = INDEX,
        edition: str = "",
    ) -> None:
        self._url = url
        self._analyser = analyser
        self._gazetteer = gazetteer
        self._index = index
        self._edition = f"-{edition}" if edition else ""
        self._wire = Wire(url, search_key or key or "")
        self._admin = meilisearch.Client(url, key, timeout=ADMIN_SECONDS) if key else None
        self._settings_digest = sha256(repr(settings(analyser)).encode()).hexdigest()[:6]
        self._built_in = {phrase: frozenset(others) for phrase, others in analyser.all_synonyms()}
        self._words = Words(lambda wanted: self._remembered(WORDS, wanted=wanted))

    @property
    def settings_hash(self) -> str:
        """Names the analyser and the settings of the index."""
        return f"{self._analyser.hash}-{LAYOUT}-{self._settings_digest}{self._edition}"

    @property
    def applied(self) -> int:
        """How far the index has been told; 0 before there is one."""
        return int((self._remembered(STATE) or {}).get("applied", 0))

    def set_applied(self, version: int) -> None:
        """Remember how far the index has been told."""
        self._remember(self._index, {"key": STATE, "applied": version})

    def prepare(self) -> None:
        """Make an empty index where there is none."""
        with self._speaking():
            admin = self._master()
            try:
                admin.get_index(self._index)
            except meilisearch.errors.MeilisearchApiError as error:
                if error.code != "index_not_found":
                    raise
                self._make(self._index)
                self._remember(self._index, {"key": STATE, "applied": 0, "hash": self.settings_hash})

    def put(self, documents: Iterable[Document]) -> tuple[Rejected, ...]:
        """Add or replace documents and wait until they can be found."""
        counter = Counter()
        source = list({document.id: document for document in documents}.values())
        with self._speaking():
            take_back(self._master(), self._index, [document.id for document in source], counter)
            rejected = load(self._master(), self._index, source, analyser=self._analyser, counter=counter)
        self._recount(counter)
        return rejected

    def drop(self, ids: Sequence[str]) -> None:
        """Forget documents and the words that no other holds, and wait until they are gone."""
        if ids:
            counter = Counter()
            with self._speaking():
                take_back(self._master(), self._index, ids, counter)
            # Words first: a process killed in between forgets too much rather than too little.
            self._recount(counter)
            with self._speaking():
                which = f"key IN [{', '.join(quoted(key(i)) for i in ids)}]"
                wait(self._master(), self._master().index(self._index).delete_documents(filter=which).task_uid)

    def search(self, query: Query) -> Results:
        """Answer a query; a server that is silent for a second is given up."""
        plan = understand(
            query.text,
            query.language,
            analyser=self._analyser,
            vocabulary=self._words.get(),
            gazetteer=self._gazetteer,
        )
        if query.at_least and self.applied < query.at_least:
            raise Behind("The index in Meilisearch has not been told of the newest changes yet.")

        def ask(attempt: Attempt, without: tuple[str, ...], offset: int, limit: int) -> Answer:
            return self._ask(query, attempt, without, offset=offset, limit=limit)

        answer, loose = ask_in_turn(plan, query, ask)
        return Results(
            hits=answer.hits,
            total=answer.total,
            facets=answer.facets,
            engine=self.name,
            suggestion=plan.suggestion,
            place=plan.place.slug if plan.place else None,
            loosened=loose,
            groups=ask_groups(plan, query, self._ask_each),
        )

    def rebuild(self, documents: Iterable[Document], *, applied: int = 0) -> tuple[Rejected, ...]:
        """Build another index beside the living one and swap them."""
        beside = f"{self._index}_{self.settings_hash}"
        counter = Counter()
        with self._speaking():
            admin = self._master()
            clear_leftovers(admin, self._index)
            self._make(beside)
            rejected = load(admin, beside, documents, analyser=self._analyser, counter=counter)
            self._keep_words(beside, list(counter.rows()))
            self._remember(beside, {"key": STATE, "applied": applied, "hash": self.settings_hash})
            wait(self._master(), admin.create_index(self._index, {"primaryKey": "key"}).task_uid, may_fail=True)
            wait(self._master(), admin.swap_indexes([{"indexes": [self._index, beside]}]).task_uid)
            wait(self._master(), admin.delete_index(beside).task_uid)
        self._words.forget()
        return rejected

    def versions(self) -> Iterator[tuple[str, int]]:
        """Every document in the index with its version."""
        offset = 0
        while True:
            with self._speaking():
                index = self._master().index(self._index)
                page = index.get_documents({"offset": offset, "limit": 2000, "fields": ["id", "version"]}).results
            for found in page:
                row = dict(found)
                if row.get("version") is not None:
                    yield str(row["id"]), int(row["version"])
            if len(page) < 2000:
                return
            offset += 2000

    def differing(self, documents: Iterable[Document]) -> Iterator[str]:
        """The ids of documents that the index holds otherwise than it would now, or not at all."""
        with self._speaking():
            yield from differing(self._master(), self._index, documents, analyser=self._analyser)

    def healthy(self) -> str | None:
        """None, or why Meilisearch cannot answer."""
        try:
            self._wire.get("/health")
            self._wire.post(f"/indexes/{self._index}/search", {"q": "", "limit": 0})
        except EngineError as error:
            return str(error)
        return None

    def needs_rebuild(self) -> bool:
        """Whether there is no index, or one built with another analyser or other settings."""
        return (self._remembered(STATE) or {}).get("hash") != self.settings_hash

    # ---- asking ------------------------------------------------------------------------------------

    def _ask(self, query: Query, attempt: Attempt, without: tuple[str, ...], *, offset: int, limit: int) -> Answer:
        variants = lines(attempt, self._built_in) or [""]
        own = [name for name in query.facets if name in allowed_filters(query.filters)]
        common = [facet(name) for name in query.facets if name in FACETS and name not in own]
        where = filters(attempt, query, leave_out=without)
        offset, limit = max(0, min(offset, 5000)), max(0, min(limit, 1000))
        first = [] if without else common
        searches = [self._one(query, attempt, where, offset=offset, limit=limit, facets=first)]
        if without:
            searches.append(self._one(query, attempt, filters(attempt, query), offset=0, limit=0, facets=common))
        for name in own:
            where = filters(attempt, query, without=name)
            searches.append(self._one(query, attempt, where, offset=0, limit=0, facets=[facet(name)]))
        found = self._run(searches, variants)
        counts: dict[str, dict[str, int]] = {name: {} for name in query.facets}
        for answer in found:
            for name in query.facets:
                counts[name] |= answer["facetDistribution"].get(facet(name), {})
        return Answer(_hits(found[0]), found[1 if without else 0]["estimatedTotalHits"], counts)

    def _ask_each(self, attempt: Attempt, queries: tuple[Query, ...]) -> list[Best]:
        searches = [
            self._one(query, attempt, filters(attempt, query), offset=0, limit=query.limit, facets=[])
            for query in queries
        ]
        found = self._run(searches, lines(attempt, self._built_in) or [""])
        return [Best(_hits(answer), answer["estimatedTotalHits"]) for answer in found]

    def _one(
        self, query: Query, attempt: Attempt, where: list[Any], *, offset: int, limit: int, facets: list[str]
    ) -> dict[str, Any]:
        search: dict[str, Any] = {
            "indexUid": self._index,
            "filter": where,
            "offset": offset,
            "limit": limit,
            "facets": facets,
            "matchingStrategy": "last" if attempt.need == "first" else "all",
            "attributesToRetrieve": ["id", "version"],
            "showRankingScore": True,
        }
        order = sorting(query, attempt)
        return search | ({"sort": order} if order else {})

    def _run(self, searches: list[dict[str, Any]], variants: list[str]) -> list[dict[str, Any]]:
        """The answer to each search, a search with several lines being joined by the server."""
        found: list[dict[str, Any]]
        if len(variants) == 1:
            body = {"queries": [search | {"q": variants[0]} for search in searches]}
            found = self._wire.post("/multi-search", body)["results"]
        else:
            found = [self._wire.post("/multi-search", joined(search, variants)) for search in searches]
            for answer in found:
                by_index = answer.get("facetsByIndex", {}).get(self._index, {})
                answer["facetDistribution"] = by_index.get("distribution", {})
        for answer in found:
            answer["facetDistribution"] = answer.get("facetDistribution") or {}
        return found

    def _remembered(self, name: str, *, wanted: list[str] | None = None) -> dict[str, Any] | None:
        """What the index remembers about itself; None when there is no index."""
        retrieve = wanted or ["applied", "hash", "words", "stamp"]
        body = {"q": "", "filter": f'key = "{name}"', "limit": 1, "attributesToRetrieve": retrieve}
        try:
            hits = self._wire.post(f"/indexes/{self._index}/search", body)["hits"]
        except EngineError as error:
            # A server killed between making an index and setting it up leaves one that cannot be asked this.
            if any(code in str(error) for code in ("index_not_found", "invalid_search_filter")):
                return None
            raise
        return hits[0] if hits else None

    # ---- writing -----------------------------------------------------------------------------------

    def _master(self) -> meilisearch.Client:
        if self._admin is None:
            raise EngineError("Meilisearch: writing needs the master key, which this process does not have.")
        return self._admin

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Whatever the client raises is an engine's error."""
        try:
            yield
        except MeilisearchError as error:
            raise EngineError(f"Meilisearch at {self._url}: {error}") from error
        except requests.RequestException as error:
            raise EngineError(f"Meilisearch at {self._url} does not answer: {type(error).__name__}") from error

    def _make(self, index: str) -> None:
        admin = self._master()
        wait(self._master(), admin.create_index(index, {"primaryKey": "key"}).task_uid, may_fail=True)
        wait(self._master(), admin.index(index).update_settings(settings(self._analyser)).task_uid)

    def _remember(self, index: str, row: dict[str, Any]) -> None:
        with self._speaking():
            wait(self._master(), self._master().index(index).update_documents([row], "key").task_uid)

    def _recount(self, counter: Counter) -> None:
        """Add what was counted to the vocabulary of the index. One process at a time writes."""
        if changes := counter.changes():
            self._keep_words(self._index, self._words.get(fresh=True).rows_with(changes))
        self._words.forget()

    def _keep_words(self, index: str, rows: list[tuple[str, int, int, str]]) -> None:
        self._remember(index, meili_words.as_row(WORDS, rows))


def _hits(answer: dict[str, Any]) -> tuple[Hit, ...]:
    return tuple(Hit(hit["id"], hit["version"], hit["_rankingScore"]) for hit in answer["hits"])
