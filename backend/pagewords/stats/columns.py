"""Columns of numbers as bytes: small numbers a byte each, which is what zlib packs best."""

import struct
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate

_LARGE = 255


def pack(numbers: Iterable[int]) -> bytes:
    """Numbers from 0 to 2³² - 1: how many, how many large ones, a byte each, the large ones."""
    values = numbers if isinstance(numbers, bytes) else list(numbers)
    if max(values, default=0) < _LARGE:
        return struct.pack(f"<II{len(values)}s", len(values), 0, bytes(values))
    large = [value for value in values if value >= _LARGE]
    small = bytes([min(value, _LARGE) for value in values])
    return struct.pack(f"<II{len(small)}s{len(large)}I", len(small), len(large), small, *large)


def differences(numbers: Iterable[int]) -> Iterator[int]:
    """Each number less the one before it; the numbers must not fall."""
    last = 0
    for number in numbers:
        yield number - last
        last = number


class Reader:
    """Reads one after the other what `pack` and struct wrote; raises ValueError at a wrong end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        """The next bytes."""
        part = self._data[self._at : self._at + size]
        if len(part) != size:
            raise ValueError("not a stored index")
        self._at += size
        return part

    def numbers(self) -> list[int]:
        """The next column."""
        count, larger = struct.unpack("<II", self.take(8))
        small = self.take(count)
        large = iter(struct.unpack(f"<{larger}I", self.take(4 * larger)))
        if not larger:
            return list(small)
        return [next(large) if value == _LARGE else value for value in small]

    def sums(self) -> list[int]:
        """The next column, of differences, undone."""
        return list(accumulate(self.numbers()))

    def end(self) -> None:
        """Check that nothing is left."""
        if self._at != len(self._data):
            raise ValueError("not a stored index")


def column(numbers: Iterable[int]) -> "array[int]":
    """A column as an index keeps it."""
    return array("I", numbers)
