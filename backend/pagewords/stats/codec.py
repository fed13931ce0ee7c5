"""The stored form of an index: explicit columns, compressed with Brotli.

Three bytes say the format and its version, four are the checksum of the columns (CRC-32). The
columns follow, each with its length in bytes before it: a head and lists of strings as JSON, the
text as UTF-8, and numbers as unsigned 32-bit integers in four byte planes (all lowest bytes first),
which compress well. Nothing depends on the Python that wrote it, and reading executes nothing.
"""

import json
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, count
from operator import sub
from typing import Any

import brotli

from pagewords.stats.index import Index
from pagewords.stats.shapes import Scores
from pagewords.text import CLASSES, ZONES, Block, Spelling, Zone

#: The last byte is the version: it changes with every change of the format.
FORMAT = b"PW\x02"
#: The format before words had classes: still read, with the classes unknown.
_WITHOUT_CLASSES = b"PW\x01"
#: Bytes that an index may decompress to: far more than the largest page makes.
SIZE_LIMIT = 100_000_000
#: Brotli at this quality takes the time of zlib and a tenth less space.
_QUALITY = 5
_CHECKSUM = _LENGTH = struct.Struct("<I")
_WIDTH = 4
#: Word classes by their stored numbers.
_CLASSES = (None, *CLASSES)
_CLASS_NUMBERS = {name: number for number, name in enumerate(_CLASSES)}
#: What reading corrupt columns may raise.
_CORRUPT = (brotli.error, struct.error, ArithmeticError, LookupError, TypeError, ValueError)


def encode(index: Index) -> bytes:
    """The stored form of an index."""
    head = {
        "language": index.language,
        "approximate": index.approximate,
        "main_found": index.main_found,
        "has_eojeol": index.has_eojeol,
        "classes": index.classes,
        "scores": [[*key, scores.check] for key, scores in index.scores.items()],
    }
    blocks, zones = index.blocks, index.zones
    columns = [
        _json(head),
        index.text.encode("utf-8", "surrogatepass"),
        _numbers(_mark_new(index.ids)),
        *_spans(index.starts, index.ends),
        *_spelling_columns(index),
        *_spans([block.start for block in blocks], [block.end for block in blocks]),
        _numbers(block.main | block.code << 1 for block in blocks),
        *_spans([zone.start for zone in zones], [zone.end for zone in zones]),
        _numbers(ZONES.index(zone.zone) for zone in zones),
        _differences(index.sentences),
        *(_numbers(scores.tenths) for scores in index.scores.values()),
    ]
    stream = b"".join(part for column in columns for part in (_LENGTH.pack(len(column)), column))
    packed: bytes = brotli.compress(stream, quality=_QUALITY)
    return FORMAT + _CHECKSUM.pack(zlib.crc32(stream)) + packed


def decode(stored: bytes) -> Index:
    """Undo `encode`; raises ValueError for anything else."""
    try:
        return _decode(stored)
    except _CORRUPT as error:
        raise ValueError("not a stored index") from error


def _decode(stored: bytes) -> Index:
    version = stored[: len(FORMAT)]
    if version not in (FORMAT, _WITHOUT_CLASSES):
        raise ValueError("another format")
    (checksum,) = _CHECKSUM.unpack_from(stored, len(FORMAT))
    unpacker = brotli.Decompressor()
    packed = stored[len(FORMAT) + _CHECKSUM.size :]
    stream = unpacker.process(packed, output_buffer_limit=SIZE_LIMIT)
    if not unpacker.is_finished() or zlib.crc32(stream) != checksum:
        raise ValueError("cut short, changed, or larger than allowed")
    reader = _Reader(stream)
    head = reader.json()
    text = reader.column().decode("utf-8", "surrogatepass")
    ids = _number_new(reader.numbers())
    starts, ends = reader.spans()
    slices = _first_slices(text, ids, starts, ends)
    spellings = _read_spellings(reader, slices, version == FORMAT)
    blocks = [
        Block(start, end, bool(flags & 1), bool(flags & 2))
        for start, end, flags in zip(*reader.spans(), reader.numbers(), strict=True)
    ]
    zones = [
        Zone(start, end, ZONES[number])
        for start, end, number in zip(*reader.spans(), reader.numbers(), strict=True)
    ]
    sentences = array("I", accumulate(reader.numbers()))
    scores = {
        (scope, unit): Scores(check, reader.numbers()) for scope, unit, check in head["scores"]
    }
    reader.check_end()
    if len(ids) != len(starts) or max(ids, default=-1) >= len(spellings):
        raise ValueError("columns do not fit each other")
    return Index(
        text=text,
        language=head["language"],
        approximate=head["approximate"],
        main_found=head["main_found"],
        blocks=tuple(blocks),
        zones=tuple(zones),
        spellings=spellings,
        ids=ids,
        starts=starts,
        ends=ends,
        sentences=sentences,
        has_eojeol=head["has_eojeol"],
        classes=tuple(head.get("classes", ())),
        scores=scores,
    )


def _mark_new(ids: Iterable[int]) -> Iterator[int]:
    """0 for the first occurrence of a spelling, else its number plus 1."""
    new = 0
    for number in ids:
        yield 0 if number == new else number + 1
        new += number == new


def _number_new(marks: Iterable[int]) -> "array[int]":
    """Undo `_mark_new`."""
    new = count()
    return array("I", [mark - 1 if mark else next(new) for mark in marks])


def _first_slices(
    text: str, ids: Iterable[int], starts: Iterable[int], ends: Iterable[int]
) -> list[str]:
    """The text of each spelling's first occurrence, by the spellings' numbers."""
    first: dict[int, str] = {}
    for number, start, end in zip(ids, starts, ends, strict=True):
        if number not in first:
            first[number] = text[start:end]
    return [first[number] for number in range(len(first))]


def _spelling_columns(index: Index) -> list[bytes]:
    """A column a field. A string is null if it equals the one before it in this order: the text
    where the spelling occurs first, form, word, key, lemma."""
    strings = [_first_slices(index.text, index.ids, index.starts, index.ends)]
    columns = []
    for field in ("form", "word", "key", "lemma"):
        strings.append([getattr(spelling, field) for spelling in index.spellings])
        pairs = zip(*strings[-2:], strict=True)
        columns.append(_json([None if one == before else one for before, one in pairs]))
    return [
        *columns,
        _numbers(spelling.stop_word for spelling in index.spellings),
        _numbers(_CLASS_NUMBERS[spelling.word_class] for spelling in index.spellings),
    ]


def _read_spellings(reader: "_Reader", slices: list[str], classed: bool) -> list[Spelling]:
    strings = [slices]
    for _ in range(4):
        pairs = zip(strings[-1], reader.json(), strict=True)
        strings.append([before if one is None else one for before, one in pairs])
    stops = [*map(bool, reader.numbers())]
    classes = [_CLASSES[number] for number in reader.numbers()] if classed else [None] * len(stops)
    return [Spelling(*fields) for fields in zip(*strings[1:], stops, classes, strict=True)]


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _spans(starts: Sequence[int], ends: Sequence[int]) -> tuple[bytes, bytes]:
    """Spans that do not overlap: the gap before each, and its length."""
    return _numbers(map(sub, starts, (0, *ends))), _numbers(map(sub, ends, starts))


def _differences(numbers: Sequence[int]) -> bytes:
    return _numbers(map(sub, numbers, (0, *numbers)))


def _numbers(numbers: Iterable[int]) -> bytes:
    values = array("I", numbers)
    if sys.byteorder == "big":
        values.byteswap()
    data = values.tobytes()
    return b"".join(data[plane::_WIDTH] for plane in range(_WIDTH))


class _Reader:
    """Reads columns one after the other; raises ValueError if there is none."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def column(self) -> bytes:
        """The bytes of the next column."""
        (size,) = _LENGTH.unpack_from(self._data, self._at)
        start = self._at + _LENGTH.size
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
