"""The first or last days of all documents: which lie before or after one, and which come first."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable

from search import bits

NO_DAY = -(2**31)
_SPAN = 32  # days that share a set: days are looked at one by one within a span only


class Days:
    """One day per document, by number, and the documents of each span of days; it does not change."""

    def __init__(self, days: "array[int] | None" = None, spans: dict[int, int] | None = None) -> None:
        self._days: array[int] = array("i") if days is None else days
        self._spans = spans or {}

    def changed(self, old: int, rows: Iterable[tuple[int, int]], size: int) -> "Days":
        """The days with those of the documents in `old` taken away, and (number, day) of others put in."""
        days = array("i", self._days)
        days.extend([NO_DAY] * (size - len(days)))
        spans = {span: left for span, of in self._spans.items() if (left := of & ~old)} if old else dict(self._spans)
        numbers: dict[int, list[int]] = defaultdict(list)
        for number, day in rows:
            days[number] = day
            numbers[day // _SPAN].append(number)
        for span, of_span in numbers.items():
            spans[span] = spans.get(span, 0) | bits.from_numbers(of_span, size)
        return Days(days, spans)

    def on_or_after(self, day: int) -> int:
        """The documents whose day is this or a later one."""
        found = 0
        for span, of in self._spans.items():
            if span > day // _SPAN:
                found |= of
        return found | self._within(day, lambda other: other >= day)

    def on_or_before(self, day: int) -> int:
        """The documents whose day is this or an earlier one; those without a day are no part."""
        found = 0
        for span, of in self._spans.items():
            if NO_DAY // _SPAN < span < day // _SPAN:
                found |= of
        return found | self._within(day, lambda other: NO_DAY < other <= day)

    def first(self, found: int, wanted: int, *, ascending: bool) -> list[int]:
        """The first documents of a set, by day; those without a day come last whichever way."""
        result: list[int] = []
        spans = sorted(self._spans, reverse=not ascending)
        if NO_DAY // _SPAN in self._spans:
            spans.remove(NO_DAY // _SPAN)
            spans.append(NO_DAY // _SPAN)
        for span in spans:
            if len(result) >= wanted:
                break
            here = found & self._spans[span]
            if here:
                sign = 1 if ascending else -1
                result += sorted(bits.numbers(here), key=lambda number: (sign * self._days[number], number))
        return result[:wanted]

    def _within(self, day: int, fits: Callable[[int], bool]) -> int:
        here = self._spans.get(day // _SPAN, 0)
        return bits.from_numbers((n for n in bits.numbers(here) if fits(self._days[n])), len(self._days))
