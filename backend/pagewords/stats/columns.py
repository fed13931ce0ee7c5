"""The columns of the stored form: JSON, and numbers in planes of bytes."""

import json
import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from operator import sub
from typing import Any

LENGTH = struct.Struct("<I")
_WIDTH = 4


def dump(value: Any) -> bytes:
    """A column of JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def spans(starts: Sequence[int], ends: Sequence[int]) -> tuple[bytes, bytes]:
    """Spans that do not overlap: the gap before each, and its length."""
    return numbers(map(sub, starts, (0, *ends))), numbers(map(sub, ends, starts))


def differences(values: Sequence[int]) -> bytes:
    """Numbers that do not fall: each less the one before it."""
    return numbers(map(sub, values, (0, *values)))


def numbers(column: Iterable[int]) -> bytes:
    """A column of numbers."""
    values = array("I", column)
    if sys.byteorder == "big":
        values.byteswap()
    data = values.tobytes()
    return b"".join(data[plane::_WIDTH] for plane in range(_WIDTH))


class Reader:
    """Reads columns one after the other; raises ValueError if there is none."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def column(self) -> bytes:
        """The bytes of the next column."""
        (size,) = LENGTH.unpack_from(self._data, self._at)
        start = self._at + LENGTH.size
        self._at = start + size
        if self._at > len(self._data):
            raise ValueError("a column is cut short")
        return self._data[start : self._at]

    def json(self) -> Any:
        """The next column, of JSON."""
        return json.loads(self.column().decode("utf-8", "surrogatepass"))

    def numbers(self) -> "array[int]":
        """The next column, of numbers."""
        data = self.column()
        size, rest = divmod(len(data), _WIDTH)
        if rest:
            raise ValueError("not whole numbers")
        raw = bytearray(len(data))
        for plane in range(_WIDTH):
            raw[plane::_WIDTH] = data[plane * size : (plane + 1) * size]
        values = array("I")
        values.frombytes(raw)
        if sys.byteorder == "big":
            values.byteswap()
        return values

    def spans(self) -> "tuple[array[int], array[int]]":
        """The next two columns, as starts and ends."""
        gaps, lengths = self.numbers(), self.numbers()
        bounds = array("I", accumulate(chain(*zip(gaps, lengths, strict=True))))
        return bounds[::2], bounds[1::2]

    def check_end(self) -> None:
        """Raise ValueError if there is more to read."""
        if self._at != len(self._data):
            raise ValueError("more than an index")
