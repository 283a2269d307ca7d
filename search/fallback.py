"""Ask one engine; when it is down, slow or behind, ask the next, and say which one answered."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TypeVar

from search.document import Document, Rejected
from search.engine import Behind, Engine, EngineError
from search.query import Query, Results

T = TypeVar("T")
_log = logging.getLogger(__name__)
SLOW_SECONDS = 1.0
REST_SECONDS = 10.0
_FAILURES = 2


@dataclass(slots=True)
class _Breaker:
    """Whether an engine is worth asking: after two failures or one long wait it rests, and is then tried by one."""

    failures: int = 0
    rests_until: float = 0.0

    def ready(self, now: float) -> bool:
        if now < self.rests_until:
            return False
        if self.rests_until:
            self.rests_until = now + SLOW_SECONDS  # this caller tries; the others go past it meanwhile
        return True

    def worked(self) -> None:
        self.failures, self.rests_until = 0, 0.0

    def failed(self, now: float, *, slowly: bool) -> None:
        self.failures += 1
        if slowly or self.failures >= _FAILURES or self.rests_until:
            self.rests_until = now + REST_SECONDS


class Fallback:
    """Several engines as one, the preferred first.

    Searching asks them in turn. Writing goes to each: the one that fails does not stop the others, and the failure is
    raised at the end. Whoever feeds them had better feed each of `engines` on its own, from its own `applied`.
    """

    def __init__(self, engines: Sequence[Engine], *, clock: Callable[[], float] = time.monotonic) -> None:
        self.engines = tuple(engines)
        self._clock = clock
        self._breakers = [_Breaker() for _ in self.engines]
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The names of all, in the order they are asked."""
        return "+".join(engine.name for engine in self.engines)

    @property
    def settings_hash(self) -> str:
        """The hashes of all."""
        return "+".join(engine.settings_hash for engine in self.engines)

    @property
    def applied(self) -> int:
        """How far the one that is furthest behind has been told."""
        return min(engine.applied for engine in self.engines)

    def set_applied(self, version: int) -> None:
        """Tell each."""
        self._each(lambda engine: engine.set_applied(version))

    def prepare(self) -> None:
        """Prepare each."""
        self._each(lambda engine: engine.prepare())

    def put(self, documents: Iterable[Document]) -> tuple[Rejected, ...]:
        """Put into each."""
        batch = list(documents)
        return tuple(one for refused in self._each(lambda engine: engine.put(batch)) for one in refused)

    def drop(self, ids: Sequence[str]) -> None:
        """Drop from each."""
        self._each(lambda engine: engine.drop(ids))

    def search(self, query: Query) -> Results:
        """The first answer; when all are behind, the last engine answers with what it has."""
        problems: list[str] = []
        behind: list[Engine] = []
        last = self.engines[-1]
        for engine, breaker in zip(self.engines, self._breakers, strict=True):
            began = self._clock()
            with self._lock:
                ready = breaker.ready(began)
            if not ready:
                problems.append(f"{engine.name} rests after failures")
                continue
            try:
                results = engine.search(query)
            except Behind:
                behind.append(engine)
                with self._lock:
                    breaker.worked()
                continue
            except EngineError as error:
                now = self._clock()
                _log.warning("search: %s", error)
                problems.append(str(error))
                with self._lock:
                    breaker.failed(now, slowly=now - began >= SLOW_SECONDS)
                continue
            took = self._clock() - began
            with self._lock:
                # The answer is there and is given; the next callers are spared the wait, if anybody else can answer.
                if took > SLOW_SECONDS and engine is not last:
                    breaker.failed(self._clock(), slowly=True)
                else:
                    breaker.worked()
            return results
        for engine in reversed(behind):
            try:
                return engine.search(replace(query, at_least=0))
            except EngineError as error:
                problems.append(str(error))
        raise EngineError("; ".join(problems) or "No engine can answer.")

    def rebuild(self, documents: Iterable[Document], *, applied: int = 0) -> tuple[Rejected, ...]:
        """Rebuild each; the documents are kept in memory meanwhile when there are several engines."""
        source = documents if len(self.engines) == 1 else list(documents)
        done = self._each(lambda engine: engine.rebuild(source, applied=applied))
        return tuple(one for refused in done for one in refused)

    def versions(self) -> Iterator[tuple[str, int]]:
        """What the preferred engine holds; ask each of `engines` to compare all."""
        return self.engines[0].versions()

    def differing(self, documents: Iterable[Document]) -> Iterator[str]:
        """What the preferred engine holds otherwise; ask each of `engines` to compare all."""
        return self.engines[0].differing(documents)

    def healthy(self) -> str | None:
        """None, or what is wrong with any."""
        problems = [problem for engine in self.engines if (problem := engine.healthy())]
        return " ".join(problems) or None

    def needs_rebuild(self) -> bool:
        """Whether any needs it."""
        return any(engine.needs_rebuild() for engine in self.engines)

    def _each(self, act: Callable[[Engine], T]) -> list[T]:
        done: list[T] = []
        problems: list[str] = []
        for engine in self.engines:
            try:
                done.append(act(engine))
            except EngineError as error:
                problems.append(str(error))
        if problems:
            raise EngineError("; ".join(problems))
        return done
