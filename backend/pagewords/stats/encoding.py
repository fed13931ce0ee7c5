"""The stored form of an index, written: see `pagewords.stats.decoding`.

The worker alone writes it, so it may use numpy, which the API does not load.
"""

import bz2
import json
import re
import struct
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pagewords.collector import held_back
from pagewords.stats.columns import differences, pack
from pagewords.stats.decoding import SIZES, VERSION
from pagewords.stats.guesses import LINE, WORD, Differences, guess_sentences
from pagewords.stats.index import ZONES, Index
from pagewords.stats.shapes import Block, Scores, Zone
from pagewords.stats.table import shorten

#: Bytes from which a text is packed by bzip2: a tenth smaller than by zlib, but for a short text in
#: five times the time.
LONG = 20_000
#: The level of zlib: one more takes a third longer for two hundredths less.
LEVEL = 5
#: Where spans start and end, in two columns.
Spans = tuple[NDArray[np.int64], NDArray[np.int64]]


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
    text = index.text
    blocks, zones = _spans(index.blocks), _spans(index.zones)
    words = np.asarray(index.starts, np.int64), np.asarray(index.ends, np.int64)
    sentences = guess_sentences(text, index.starts) ^ {*index.sentences}
    parts = [
        struct.pack("<I", len(head_bytes)),
        head_bytes,
        _pack_spans(compare_spans(guess_columns(LINE, text), blocks)),
        pack(block.main | block.code << 1 for block in index.blocks),
        _pack_spans(compare_spans(blocks, zones)),
        pack(ZONES.index(zone.zone) for zone in index.zones),
        _pack_spans(compare_spans(guess_columns(WORD, text), words)),
        _pack_exceptions(index),
        pack(table.bits),
        pack(differences(sorted(sentences))),
        *(_pack_scores(scores) for scores in index.scores.values()),
    ]
    packed, rest = _packed_text(text), zlib.compress(b"".join(parts), LEVEL)
    return VERSION + SIZES.pack(len(packed), zlib.crc32(packed)) + packed + rest


def _spans(parts: Sequence[Block | Zone]) -> Spans:
    """Where blocks or zones start and end, which is what each begins with."""
    starts = np.fromiter((part[0] for part in parts), np.int64, len(parts))
    return starts, np.fromiter((part[1] for part in parts), np.int64, len(parts))


def guess_columns(pattern: re.Pattern[str], text: str) -> Spans:
    """What `guesses.guess_spans` gives, in arrays."""
    bounds = np.cumsum(np.fromiter(map(len, pattern.split(text)), np.int64))
    ends = bounds[1::2]
    return bounds[: 2 * len(ends) : 2], ends


def compare_spans(guesses: Spans, spans: Spans) -> Differences:
    """How spans differ from the guesses; both are sorted, and none of either overlap."""
    starts, ends = spans
    # Behind the last span stands none, for the guesses that follow it.
    at = np.searchsorted(starts, guesses[0])
    hits = np.append(starts, -1)[at] == guesses[0]
    hits &= np.append(ends, -1)[at] == guesses[1]
    missed = np.ones(len(starts), np.bool_)
    missed[at[hits]] = False
    others = zip(starts[missed].tolist(), ends[missed].tolist(), strict=True)
    return Differences(hits.tobytes(), [*others])


def _pack_exceptions(index: Index) -> bytes:
    """The occurrences whose spelling is not the first one of their form."""
    ids, forms = index.ids, index.forms
    other: list[int] = []
    if len(index.spellings) > forms:
        other = [place for place, number in enumerate(ids) if number >= forms]
    return pack(differences(other)) + pack(ids[place] for place in other)


def _pack_spans(spans: Differences) -> bytes:
    starts = pack(differences(start for start, _ in spans.missed))
    return pack(spans.hits) + starts + pack(end - start for start, end in spans.missed)


def _pack_scores(scores: Scores) -> bytes:
    """Low and high bytes apart, since the high ones are much alike."""
    return pack(tenths & 255 for tenths in scores.tenths) + pack(
        tenths >> 8 for tenths in scores.tenths
    )


def _packed_text(text: str) -> bytes:
    data = _bytes(text)
    if len(data) < LONG:
        return zlib.compress(data, LEVEL)
    # The level is the size of a block in 100,000 bytes; a larger one than the text costs time.
    return bz2.compress(data, min(9, len(data) // 100_000 + 1))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
