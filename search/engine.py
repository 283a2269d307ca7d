"""What every search engine can do, and how it fails."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from search.document import Document, Rejected
from search.query import Query, Results


class EngineError(Exception):
    """The engine cannot answer or take anything now; the text says why, for an operator."""


class Behind(EngineError):
    """The index has not been told of everything the caller knows of."""


class Engine(Protocol):
    """An index of documents.

    The worker calls `prepare` once, then `put` and `drop` as versions of the feed come, and `set_applied` after each
    batch; what is stored under `applied` lives in the index, so that a lost index starts from 0. Searching needs none
    of that: it fails with `EngineError` when there is no index yet. Every method may raise `EngineError`.

    - `put` replaces whole documents by id, in batches of any size; what it cannot take it gives back and takes the
      rest.
    - `drop` forgets ids; ids that are not there are no error.
    - `rebuild` reads all documents, builds beside the living index and swaps: searches go on meanwhile, and see
      either
      the old or the new. `applied` is 0 afterwards, or what the caller says it read its documents at.
    - `versions` tells every (id, version) in the index, in no order.
    - `healthy` is None when the engine works, otherwise a sentence for an operator.
    - `settings_hash` names analyser, lexicon and settings; `needs_rebuild` is true when the index was built by
      others.
    - What was put is found when `put` has returned.
    """

    @property
    def name(self) -> str:
        """The engine's name in answers: `meilisearch` or `postgresql`."""

    @property
    def settings_hash(self) -> str:
        """What the index would be built with now."""

    @property
    def applied(self) -> int:
        """The version of the feed that the index has been told, 0 for a new or lost index."""

    def set_applied(self, version: int) -> None:
        """Remember how far the index has been told."""

    def prepare(self) -> None:
        """Make what the engine needs where it is missing; may be called by many at once, and again."""

    def put(self, documents: Iterable[Document]) -> tuple[Rejected, ...]:
        """Add or replace documents; gives those that could not be taken."""

    def drop(self, ids: Sequence[str]) -> None:
        """Forget documents."""

    def search(self, query: Query) -> Results:
        """Answer a query within a second or raise."""

    def rebuild(self, documents: Iterable[Document], *, applied: int = 0) -> tuple[Rejected, ...]:
        """Build anew beside the living index and swap; gives the documents that could not be taken."""

    def versions(self) -> Iterator[tuple[str, int]]:
        """Every document in the index with its version."""

    def differing(self, documents: Iterable[Document]) -> Iterator[str]:
        """The ids of documents that the index holds otherwise than it would now, or not at all."""

    def healthy(self) -> str | None:
        """None, or what is wrong."""

    def needs_rebuild(self) -> bool:
        """Whether there is no index, or one built with another analyser or other settings."""
