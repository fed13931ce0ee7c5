"""The stored form of an index: explicit columns, compressed with Brotli.

Three bytes say the format and its version, four are the checksum of the columns (CRC-32). The
columns follow, each with its length in bytes before it: a head and lists of strings as JSON, the
text as UTF-8, and numbers as unsigned 32-bit integers in four byte planes (all lowest bytes first),
which compress well. Nothing depends on the Python that wrote it, and reading executes nothing.
"""

import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, count, pairwise

import brotli

from pagewords.stats.columns import LENGTH, Reader, differences, dump, numbers, spans
from pagewords.stats.index import Index
from pagewords.stats.shapes import Everyday, Scores
from pagewords.text import CLASSES, ZONES, Block, Spelling, Zone

#: The last byte is the version: it changes with every change of the format.
FORMAT = b"PW\x03"
#: Older formats that are still read: with the classes of words unknown, and with how rare words are
#: in everyday language unknown.
_WITHOUT_CLASSES, _WITHOUT_EVERYDAY = b"PW\x01", b"PW\x02"
_READ = (FORMAT, _WITHOUT_EVERYDAY, _WITHOUT_CLASSES)
#: Bytes that an index may decompress to: far more than the largest page makes.
SIZE_LIMIT = 100_000_000
#: Brotli at this quality takes less time than zlib's fastest level and less space than it; at 5 it
#: takes three times as long and saves an eighth.
_QUALITY = 2
_CHECKSUM = struct.Struct("<I")
#: Word classes by their stored numbers.
_CLASSES = (None, *CLASSES)
_CLASS_NUMBERS = {name: number for number, name in enumerate(_CLASSES)}
#: What reading corrupt columns may raise.
_CORRUPT = (brotli.error, struct.error, ArithmeticError, LookupError, TypeError, ValueError)


class TooLargeError(Exception):
    """An index takes more bytes than `decode` reads."""


def encode(index: Index) -> bytes:
    """The stored form of an index; raises `TooLargeError`."""
    head = {
        "language": index.language,
        "approximate": index.approximate,
        "main_found": index.main_found,
        "has_eojeol": index.has_eojeol,
        "classes": index.classes,
        "everyday": index.everyday is not None,
        "scores": [[*key, scores.check] for key, scores in index.scores.items()],
    }
    if index.parts:
        head["parts"] = index.parts
    blocks, zones = index.blocks, index.zones
    marks = [*_mark_new(index.ids)]
    slices = _first_slices(index.text, marks, index.starts, index.ends)
    columns = [
        dump(head),
        index.text.encode("utf-8", "surrogatepass"),
        numbers(marks),
        *spans(index.starts, index.ends),
        *_spelling_columns(index.spellings, slices),
        *spans([block.start for block in blocks], [block.end for block in blocks]),
        numbers(block.main | block.code << 1 for block in blocks),
        *spans([zone.start for zone in zones], [zone.end for zone in zones]),
        numbers(ZONES.index(zone.zone) for zone in zones),
        differences(index.sentences),
        *map(numbers, index.everyday or ()),
        *(numbers(scores.tenths) for scores in index.scores.values()),
    ]
    stream = b"".join(part for column in columns for part in (LENGTH.pack(len(column)), column))
    if len(stream) > SIZE_LIMIT:
        raise TooLargeError
    packed: bytes = brotli.compress(stream, quality=_QUALITY)
    return FORMAT + _CHECKSUM.pack(zlib.crc32(stream)) + packed


def decode(stored: bytes) -> Index:
    """Undo `encode`; raises ValueError for anything else."""
    try:
        return _decode(stored)
    except _CORRUPT as error:
        raise ValueError("not a stored index") from error


def _unpack(stored: bytes) -> Reader:
    """Decompress the columns, and check them against the checksum."""
    (checksum,) = _CHECKSUM.unpack_from(stored, len(FORMAT))
    unpacker = brotli.Decompressor()
    packed = stored[len(FORMAT) + _CHECKSUM.size :]
    stream = unpacker.process(packed, output_buffer_limit=SIZE_LIMIT)
    if not unpacker.is_finished() or zlib.crc32(stream) != checksum:
        raise ValueError("cut short, changed, or larger than allowed")
    return Reader(stream)


def _decode(stored: bytes) -> Index:
    version = stored[: len(FORMAT)]
    if version not in _READ:
        raise ValueError("another format")
    reader = _unpack(stored)
    head, text = reader.json(), reader.column().decode("utf-8", "surrogatepass")
    marks = reader.numbers()
    starts, ends = reader.spans()
    ids, slices = _number_new(marks), _first_slices(text, marks, starts, ends)
    spellings = _read_spellings(reader, slices, version != _WITHOUT_CLASSES)
    blocks = [
        Block(start, end, bool(flags & 1), bool(flags & 2))
        for start, end, flags in zip(*reader.spans(), reader.numbers(), strict=True)
    ]
    zones = [
        Zone(start, end, ZONES[number])
        for start, end, number in zip(*reader.spans(), reader.numbers(), strict=True)
    ]
    sentences = array("I", accumulate(reader.numbers()))
    has_everyday = version == FORMAT and head["everyday"]
    everyday = _read_everyday(reader, len(spellings)) if has_everyday else None
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
        everyday=everyday,
        parts=tuple(head.get("parts", ())),
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
    text: str, marks: Iterable[int], starts: Iterable[int], ends: Iterable[int]
) -> list[str]:
    """The text of each spelling's first occurrence, by the spellings' numbers."""
    return [
        text[start:end] for mark, start, end in zip(marks, starts, ends, strict=True) if not mark
    ]


def _spelling_columns(spellings: Sequence[Spelling], slices: Sequence[str]) -> list[bytes]:
    """A column a field. A string is null if it equals the one before it in this order: the text
    where the spelling occurs first, form, word, key, lemma."""
    *strings, stops, classes = zip(*spellings, strict=True) if spellings else [()] * 6
    columns = []
    for before, field in pairwise([slices, *strings]):
        pairs = zip(before, field, strict=True)
        columns.append(dump([None if one == other else one for other, one in pairs]))
    return [*columns, numbers(stops), numbers(map(_CLASS_NUMBERS.__getitem__, classes))]


def _read_spellings(reader: "Reader", slices: list[str], classed: bool) -> list[Spelling]:
    strings = [slices]
    for _ in range(4):
        pairs = zip(strings[-1], reader.json(), strict=True)
        strings.append([before if one is None else one for before, one in pairs])
    stops = [*map(bool, reader.numbers())]
    classes = [_CLASSES[number] for number in reader.numbers()] if classed else [None] * len(stops)
    return [Spelling(*fields) for fields in zip(*strings[1:], stops, classes, strict=True)]


def _read_everyday(reader: "Reader", spellings: int) -> Everyday:
    everyday = Everyday(reader.numbers(), reader.numbers())
    if {*map(len, everyday)} not in ({spellings}, {0}):
        raise ValueError("columns do not fit each other")
    return everyday
