"""Bring together what two people changed in the same thing, field by field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """What holds for each field that was sent; `collisions` are those that both changed differently."""

    values: dict[str, object]
    collisions: tuple[str, ...]
    theirs: tuple[str, ...] = ()


def merge(
    base: Mapping[str, object] | None,
    theirs: Mapping[str, object],
    mine: Mapping[str, object],
    *,
    unordered: Collection[str] = (),
) -> Merged:
    """Merge my fields into theirs; `base` is what both began from (None: unknown, so any difference collides).

    In `unordered` fields the order of values means nothing. `theirs` of the answer names the fields that only they
    changed. Where both changed a field differently my value is kept in `values` and the field is a collision.
    """
    values: dict[str, object] = {}
    collisions, changed = [], []

    def same(name: str, one: object, other: object) -> bool:
        if name in unordered and isinstance(one, tuple | list) and isinstance(other, tuple | list):
            return set(one) == set(other)
        return one == other

    for name, value in mine.items():
        values[name] = value
        if same(name, value, theirs[name]):
            values[name] = theirs[name]
        elif base is None:
            collisions.append(name)
        elif same(name, value, base[name]):
            values[name] = theirs[name]
            changed.append(name)
        elif not same(name, theirs[name], base[name]):
            collisions.append(name)
    return Merged(values, tuple(collisions), tuple(changed))
