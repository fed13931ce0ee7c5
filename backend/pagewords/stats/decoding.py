"""The stored form of an index, read: a version, the packed text, and the rest, packed too.

What follows from the text is not stored: words, blocks and zones stand as how they differ from
where they may be expected, the table of spellings as what does not follow from the forms. Nothing
in it is ever executed (no pickle), and the checksums of bzip2 and zlib guard both parts.
`pagewords.stats.encoding` writes it.
"""

import bz2
import json
import struct
import zlib
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from pagewords.collector import held_back
from pagewords.stats.columns import Reader, column
from pagewords.stats.guesses import (
    LINE,
    WORD,
    Differences,
    Span,
    guess_sentences,
    guess_spans,
    restore_spans,
)
from pagewords.stats.index import ZONES, Index, seen
from pagewords.stats.shapes import Block, Scores, Zone
from pagewords.stats.table import Table, lengthen

#: Changes with every change of the stored form. What the first one wrote is read all the same: its
#: sentences stand as they are.
VERSION, FIRST_VERSION = b"PW2", b"PW1"
#: Bytes that each part may unpack to: far more than the largest page makes.
MOST = 200_000_000
#: Of the packed text: its bytes, and its checksum.
SIZES = struct.Struct("<II")


@held_back()
def decode(stored: bytes) -> Index:
    """See `Index.from_bytes`."""
    try:
        return _decode(stored)
    except (
        OSError,
        EOFError,
        zlib.error,
        struct.error,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:
        raise ValueError("not a stored index") from error


def _decode(stored: bytes) -> Index:
    version = stored[: len(VERSION)]
    if version not in (VERSION, FIRST_VERSION):
        raise ValueError("not a stored index")
    size, check = SIZES.unpack_from(stored, len(VERSION))
    start = len(VERSION) + SIZES.size
    packed_text = stored[start : start + size]
    if zlib.crc32(packed_text) != check:
        raise ValueError("not a stored index")
    text = _unpacked_text(packed_text)
    reader = Reader(_unpacked(zlib.decompressobj(), stored[start + size :]))
    (head_size,) = struct.unpack("<I", reader.take(4))
    head = json.loads(reader.take(head_size).decode("utf-8", "surrogatepass"))
    index = _read(head, text, reader, version)
    reader.end()
    return index


def _unpacked(unpacker: Any, data: bytes) -> bytes:
    found: bytes = unpacker.decompress(data, MOST)
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("not a stored index")
    return found


def _read(head: dict[str, Any], text: str, reader: Reader, version: bytes) -> Index:
    blocks = restore_spans(guess_spans(LINE, text), _read_spans(reader))
    block_bits = reader.numbers()
    zones = restore_spans(blocks, _read_spans(reader))
    zone_names = reader.numbers()
    starts, ends = array("I"), array("I")
    for start, end in restore_spans(guess_spans(WORD, text), _read_spans(reader)):
        starts.append(start)
        ends.append(end)
    ids, forms, spelled = _read_ids(text, starts, ends, reader)
    table = Table(bytes(reader.numbers()), head["changes"])
    return Index(
        text=text,
        language=head["language"],
        approximate=head["approximate"],
        main_found=head["main_found"],
        blocks=tuple(
            Block(*span, bool(bits & 1), bool(bits & 2))
            for span, bits in zip(blocks, block_bits, strict=True)
        ),
        zones=tuple(Zone(*span, ZONES[name]) for span, name in zip(zones, zone_names, strict=True)),
        spellings=lengthen(spelled, table),
        forms=forms,
        ids=ids,
        starts=starts,
        ends=ends,
        sentences=column(_read_sentences(text, starts, reader, version)),
        has_eojeol=head["has_eojeol"],
        scores={
            (scope, unit): _read_scores(reader, check) for scope, unit, check in head["scores"]
        },
    )


def _read_sentences(
    text: str, starts: Sequence[int], reader: Reader, version: bytes
) -> Iterable[int]:
    stored = reader.sums()
    if version == FIRST_VERSION:
        return stored
    return sorted(guess_sentences(text, starts) ^ {*stored})


def _read_ids(
    text: str, starts: "array[int]", ends: "array[int]", reader: Reader
) -> "tuple[array[int], int, list[str]]":
    """The spelling of each occurrence, how many forms there are, and the form of each spelling, as
    it is seen."""
    usual: dict[str, int] = {}
    number_of = usual.setdefault
    spans = zip(starts, ends, strict=True)
    ids = array("I", [number_of(text[start:end], len(usual)) for start, end in spans])
    spelled = dict(enumerate(usual))
    for place, number in zip(reader.sums(), reader.numbers(), strict=True):
        ids[place] = number
        spelled.setdefault(number, text[starts[place] : ends[place]])
    return ids, len(usual), [seen(spelled[number]) for number in range(len(spelled))]


def _read_spans(reader: Reader) -> Differences:
    hits = bytes(reader.numbers())
    missed: list[Span] = [
        (start, start + length)
        for start, length in zip(reader.sums(), reader.numbers(), strict=True)
    ]
    return Differences(hits, missed)


def _read_scores(reader: Reader, check: int) -> Scores:
    low, high = reader.numbers(), reader.numbers()
    return Scores(check, column(one | two << 8 for one, two in zip(low, high, strict=True)))


def _unpacked_text(data: bytes) -> str:
    unpacker = bz2.BZ2Decompressor() if data.startswith(b"BZh") else zlib.decompressobj()
    return _unpacked(unpacker, data).decode("utf-8", "surrogatepass")
