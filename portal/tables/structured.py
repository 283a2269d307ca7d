"""Rows of a JSON file: a list of objects, one object with such a list, or one object on each line."""

from collections.abc import Iterator
from typing import Any

import msgspec

from portal.tables.row import MOST_COLUMNS, Cell, Row, Unreadable


def rows(text: str) -> Iterator[Row]:
    """Every object as a row; the number is that of its line, or its place in the list."""
    if text.lstrip()[:1] == "[":
        return _numbered(enumerate(_list(_whole(text)), start=1))
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if len(lines) > 1 and _is_object(lines[0][1]):
        return _numbered((number, _line(number, line)) for number, line in lines)
    whole = _whole(text)
    lists = [value for value in whole.values() if _holds_objects(value)] if isinstance(whole, dict) else []
    return _numbered(enumerate(lists[0] if len(lists) == 1 else [whole], start=1))


def _is_object(line: str) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, RecursionError):
        return False


def _holds_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _whole(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as fault:
        raise Unreadable("broken_json", said=str(fault)[:120]) from None


def _line(number: int, line: str) -> Any:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError):
        raise Unreadable("broken_row", row=number) from None


def _list(whole: Any) -> list[Any]:
    return whole if isinstance(whole, list) else [whole]


def _numbered(records: Iterator[tuple[int, Any]]) -> Iterator[Row]:
    for number, record in records:
        if not isinstance(record, dict) or len(record) > MOST_COLUMNS:
            raise Unreadable("broken_row", row=number)
        yield Row(number, {str(name): _cell(value) for name, value in record.items()})


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return tuple(str(one) for one in value if isinstance(one, str | int | float))
    if value is None or isinstance(value, dict):
        # Objects within a row, such as positions on a map, are no cells.
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
