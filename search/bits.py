"""Sets of documents as the bits of one whole number: a hundred thousand documents are compared in a microsecond."""

from array import array
from collections.abc import Iterable, Iterator
from sys import byteorder

_MASKS = tuple(1 << bit for bit in range(8))
_OF_BYTE = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def from_numbers(numbers: Iterable[int], size: int) -> int:
    """The set of numbers from 0 up to `size`; others are left out."""
    found = bytearray(size // 8 + 1)
    for number in numbers:
        if 0 <= number < size:
            found[number >> 3] |= _MASKS[number & 7]
    return int.from_bytes(found, "little")


def unpacked(packed: bytes | None) -> "array[int]":
    """The numbers that PostgreSQL has sent as int4, one after the other."""
    found = array("i", packed or b"")
    if byteorder == "little":
        found.byteswap()
    return found


def numbers(found: int) -> Iterator[int]:
    """The numbers of a set, smallest first."""
    data = found.to_bytes(found.bit_length() // 8 + 1, "little")
    # Sets are mostly empty: whatever is zero is passed over in long strides.
    at = 0
    for start in range(0, len(data), 256):
        piece = data[start : start + 256]
        if any(piece):
            for at, byte in enumerate(piece, start):
                if byte:
                    for bit in _OF_BYTE[byte]:
                        yield at * 8 + bit
