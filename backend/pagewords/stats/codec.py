"""The stored form of an index: a version, the packed text, and the rest, packed too.

What follows from the text is not stored: words, blocks and zones stand as how they differ from
where they may be expected, the table of spellings as what does not follow from the forms. Nothing
in it is ever executed (no pickle), and the checksums of bzip2 and zlib guard both parts.
"""

import bz2
import json
import struct
import zlib
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from pagewords.collector import held_back
from pagewords.stats.columns import Reader, column, differences, pack
from pagewords.stats.guesses import (
    Columns,
    Differences,
    Span,
    compare_spans,
    guess_blocks,
    guess_sentences,
    guess_words,
    restore_spans,
)
from pagewords.stats.index import ZONES, Index, seen
from pagewords.stats.shapes import Block, Scores, Zone
from pagewords.stats.table import Table, lengthen, shorten

#: Changes with every change of the stored form. What the first one wrote is read all the same: its
#: sentences stand as they are.
VERSION, FIRST_VERSION = b"PW2", b"PW1"
#: Bytes from which a text is packed by bzip2: a tenth smaller than by zlib, but for a short text in
#: five times the time.
LONG = 20_000
#: The level of zlib: one more takes a third longer for two hundredths less.
LEVEL = 5
#: Bytes that each part may unpack to: far more than the largest page makes.
MOST = 200_000_000
_SIZES = struct.Struct("<II")


@held_back()
def encode(index: Index) -> bytes:
    """See `Index.to_bytes`."""
    table = shorten(index.spellings)
    head = {
        "language": index.language,
        "approximate": index.approximate,
        "main_found": index.main_found,
        "has_eojeol": index.has_eojeol,
        "changes": table.changes,
        "scores": [[*key, scores.check] for key, scores in index.scores.items()],
    }
    head_bytes = _bytes(json.dumps(head, ensure_ascii=False, separators=(",", ":")))
    blocks = _columns(index.blocks)
    parts = [
        struct.pack("<I", len(head_bytes)),
        head_bytes,
        _pack_spans(compare_spans(guess_blocks(index.text), blocks)),
        pack(block.main | block.code << 1 for block in index.blocks),
        _pack_spans(compare_spans(blocks, _columns(index.zones))),
        pack(ZONES.index(zone.zone) for zone in index.zones),
        _pack_spans(compare_spans(guess_words(index.text), Columns(index.starts, index.ends))),
        _pack_exceptions(index),
        pack(table.bits),
        pack(differences(sorted(guess_sentences(index.text, index.starts) ^ {*index.sentences}))),
        *(_pack_scores(scores) for scores in index.scores.values()),
    ]
    text = _packed_text(index.text)
    rest = b"".join(parts)
    return VERSION + _SIZES.pack(len(text), zlib.crc32(text)) + text + zlib.compress(rest, LEVEL)


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
    size, check = _SIZES.unpack_from(stored, len(VERSION))
    start = len(VERSION) + _SIZES.size
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
    blocks = restore_spans(guess_blocks(text), _read_spans(reader))
    block_bits = reader.numbers()
    zones = restore_spans(_columns(blocks), _read_spans(reader))
    zone_names = reader.numbers()
    starts, ends = array("I"), array("I")
    for start, end in restore_spans(guess_words(text), _read_spans(reader)):
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


def _columns(parts: Sequence[Span | Block | Zone]) -> Columns:
    """Where spans, blocks or zones start and end, which is what each begins with."""
    return Columns([part[0] for part in parts], [part[1] for part in parts])


def _pack_exceptions(index: Index) -> bytes:
    """The occurrences whose spelling is not the first one of their form."""
    ids, forms = index.ids, index.forms
    other: list[int] = []
    if len(index.spellings) > forms:
        other = [place for place, number in enumerate(ids) if number >= forms]
    return pack(differences(other)) + pack(ids[place] for place in other)


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


def _pack_spans(spans: Differences) -> bytes:
    starts = pack(differences(start for start, _ in spans.missed))
    return pack(spans.hits) + starts + pack(end - start for start, end in spans.missed)


def _read_spans(reader: Reader) -> Differences:
    hits = bytes(reader.numbers())
    missed: list[Span] = [
        (start, start + length)
        for start, length in zip(reader.sums(), reader.numbers(), strict=True)
    ]
    return Differences(hits, missed)


def _pack_scores(scores: Scores) -> bytes:
    """Low and high bytes apart, since the high ones are much alike."""
    return pack(tenths & 255 for tenths in scores.tenths) + pack(
        tenths >> 8 for tenths in scores.tenths
    )


def _read_scores(reader: Reader, check: int) -> Scores:
    low, high = reader.numbers(), reader.numbers()
    return Scores(check, column(one | two << 8 for one, two in zip(low, high, strict=True)))


def _packed_text(text: str) -> bytes:
    data = _bytes(text)
    if len(data) < LONG:
        return zlib.compress(data, LEVEL)
    # The level is the size of a block in 100,000 bytes; a larger one than the text costs time.
    return bz2.compress(data, min(9, len(data) // 100_000 + 1))


def _unpacked_text(data: bytes) -> str:
    unpacker = bz2.BZ2Decompressor() if data.startswith(b"BZh") else zlib.decompressobj()
    return _unpacked(unpacker, data).decode("utf-8", "surrogatepass")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
