"""The concordance (KWIC): each place of a word or phrase, with the text around it."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pagewords.stats.company import beside
from pagewords.stats.excerpts import after, before
from pagewords.stats.finding import Place, find_places
from pagewords.stats.index import Index
from pagewords.stats.scopes import sentence_of, zone_numbers
from pagewords.stats.spread import page_at
from pagewords.text import ZONES, Block

#: Places listed of a word at most; of more places an even sample.
MAX_PLACES = 5_000
#: Characters around a place, by default and at most, and of its sentence on each side.
WIDTH, MAX_WIDTH, SENTENCE_WIDTH = 60, 300, 400
#: Neighbours by which lines are sorted.
_NEIGHBOURS = 3
_OPENING = ("Ps", "Pi")
_OPENING_SIGNS = "\"'¿¡"
#: Signs before and behind a sentence that are looked at: a page may pile up any number.
_SIGNS = 32


@dataclass(frozen=True, slots=True)
class Concordance:
    """The places of a word in their order, to be made into lines a part at a time."""

    index: Index
    found: list[Place]
    width: int

    def positions(self, most: int) -> list[list[Any]]:
        """All places as [position, zone], or an even sample of so many."""
        zones = zone_numbers(self.index)
        sample = sorted(self.found)[:: -(-len(self.found) // most) or 1] if most else []
        return [[self.index.starts[first], ZONES[zones[first]]] for first, _ in sample]

    def part(self, offset: int, limit: int, places: int) -> dict[str, Any]:
        """Some of the lines, and all positions, or an even sample of so many `places`. Positions
        are in characters of the whole page's text, which is `length` long."""
        return {
            "total": len(self.found),
            "length": len(self.index.text),
            "places": self.positions(places),
            "items": self.items(offset, limit),
        }

    def items(self, offset: int, limit: int) -> list[dict[str, Any]]:
        """Some of the lines."""
        part = self.found[offset : offset + limit]
        return [_line(self.index, *place, self.width) for place in part]

    def parts(self, size: int, offset: int = 0) -> Iterator[list[dict[str, Any]]]:
        """All lines from one on, so many at once; at least one part."""
        for start in range(offset, max(len(self.found), offset + 1), size):
            yield self.items(start, size)


def find_contexts(
    index: Index,
    word: str,
    *,
    scope: str = "main",
    group: str = "forms",
    code: str = "out",
    unit: int | None = None,
    sort: str = "place",
    company: str = "",
    width: int = WIDTH,
) -> Concordance:
    """The places of a word or phrase, as `find_places` finds them, with `width` characters of the
    block on each side.

    In the order of the text, or by the neighbours to the `left` or `right`. `company` keeps those
    that have this word beside them, as a collocate has.
    """
    found = find_places(index, word, scope, group, code, unit)
    if company:
        found = beside(index, found, find_places(index, company, scope, group, code, 1))
    if sort != "place":
        found = sorted(found, key=lambda place: _neighbours(index, place, sort))
    return Concordance(index, found, width)


def _neighbours(index: Index, place: Place, side: str) -> list[str]:
    """The words next to a place in its sentence, the nearest first, folded."""
    first, last = place
    sentence = sentence_of(index, first)
    if side == "left":
        numbers = range(first - 1, max(sentence.start, first - _NEIGHBOURS) - 1, -1)
    else:
        numbers = range(last + 1, min(sentence.stop, last + 1 + _NEIGHBOURS))
    return [index.spellings[index.ids[number]].key for number in numbers]


def _line(index: Index, first: int, last: int, width: int) -> dict[str, Any]:
    text, start, end = index.text, index.starts[first], index.ends[last]
    block = _block(index, start, end)
    begins, ends = _sentence(index, first, block)
    found = {
        "left": before(index, start, block.start, width),
        "match": text[start:end],
        "right": after(index, end, block.end, width),
        "position": start,
        "zone": ZONES[zone_numbers(index)[first]],
        "sentence": [
            before(index, start, min(begins, start), SENTENCE_WIDTH),
            after(index, end, max(ends, end), SENTENCE_WIDTH),
        ],
    }
    return found | {"member": page_at(index, first)} if index.parts else found


def _sentence(index: Index, first: int, block: Block) -> tuple[int, int]:
    """Where the sentence of an occurrence begins and ends, in its block."""
    sentence = sentence_of(index, first)
    begins = _opening(index, sentence.start, block.start)
    if sentence.stop == len(index.ids) or index.starts[sentence.stop] >= block.end:
        return begins, block.end
    ends = _opening(index, sentence.stop, block.start)
    behind = index.text[max(begins, ends - _SIGNS) : ends]
    return begins, ends - len(behind) + len(behind.rstrip())


def _opening(index: Index, number: int, border: int) -> int:
    """The start of an occurrence, with the signs that open a quotation before it."""
    start = index.starts[number]
    border = max(border, start - _SIGNS)
    while start > border and _opens(index.text[start - 1]):
        start -= 1
    return start


def _opens(sign: str) -> bool:
    return sign in _OPENING_SIGNS or unicodedata.category(sign) in _OPENING


def _block(index: Index, start: int, end: int) -> Block:
    """The block that holds a stretch of the text."""
    starts = index.cached("blocks", lambda: [block.start for block in index.blocks])
    at = bisect_right(starts, start) - 1
    if at >= 0 and index.blocks[at].end >= end:
        return index.blocks[at]
    return Block(start, end, False, False)
