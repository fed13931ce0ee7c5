"""The concordance (KWIC): each place of a word or phrase, with the text around it."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from pagewords.stats.grouping import fold, folded, group_spellings
from pagewords.stats.index import Index
from pagewords.stats.ngrams import NGram, finder
from pagewords.stats.rows import HYPHENS, Row, find_rows
from pagewords.stats.scopes import zone_numbers
from pagewords.text import ZONES, Block

_UNITS = (1, 2, 3)
#: Places listed of a word at most; of more places an even sample.
MAX_PLACES = 5_000
_NO_HYPHENS = dict.fromkeys(map(ord, HYPHENS))
_JOINER = "\u200d"
#: Combining marks on one character that a cut goes around; a page may pile up any number.
_MARKS = 32


def list_contexts(
    index: Index,
    word: str,
    *,
    scope: str = "main",
    group: str = "forms",
    code: str = "out",
    unit: int | None = None,
    limit: int = 10,
    offset: int = 0,
    width: int = 60,
    places: int = MAX_PLACES,
) -> dict[str, Any]:
    """The places of a word or phrase in any of its spellings, with or without spaces and hyphens
    between the words of a phrase.

    `places` has all of them as [position, zone], or an even sample of so many; `items` has
    some of them with `width` characters of the block on each side. Positions are in characters of
    the whole page's text, which is `length` long. `unit` is the number of words; None means as many
    as `word` has, or else what the page has.
    """
    units = _units(word) if unit is None else [unit]
    found = _find(index, word, scope, group, code, units)
    zones = zone_numbers(index)
    return {
        "total": len(found),
        "length": len(index.text),
        "places": [
            [index.starts[first], ZONES[zones[first]]]
            for first, _ in (found[:: -(-len(found) // places) or 1] if places else [])
        ],
        "items": [_context(index, *place, width) for place in found[offset : offset + limit]],
    }


def _units(word: str) -> list[int]:
    """The possible numbers of words in a word or phrase, the likeliest first."""
    parts = len(word.split())
    return sorted(_UNITS, key=lambda unit: abs(unit - parts))


def _find(
    index: Index, word: str, scope: str, group: str, code: str, units: Iterable[int]
) -> list[tuple[int, int]]:
    """The first and last occurrence of each place of a word, by the first number that it has."""
    groups = group_spellings(index, group)
    found = finder(index, groups, scope, code)
    for unit in units:
        wanted = _squeeze(fold(word), unit)
        beginning = _beginning(index, wanted, unit)
        rows: set[NGram] = set()
        for number in {groups.of[one] for one in beginning}:
            for gram, place in found.beginning_with(number, unit):
                if gram in rows or index.ids[place] not in beginning:
                    continue
                ids = index.ids[place : place + unit]
                if _spells(wanted, [_names(index, one, unit) for one in ids]):
                    rows.add(gram)
        if rows:
            full = find_rows(index, groups, scope, code, sorted(rows)).values()
            return sorted((at, at + unit - 1) for row in _closest(full, word) for at in row.places)
    return []


def _beginning(index: Index, wanted: str, unit: int) -> set[int]:
    """The spellings with which a text may begin: those of one word are the whole of it."""
    prefixes = {wanted} if unit == 1 else {wanted[:size] for size in range(1, len(wanted) + 1)}
    return {
        number
        for column in _squeezed(index, unit)
        for number, name in enumerate(column)
        if name in prefixes
    }


def _squeezed(index: Index, unit: int) -> list[list[str]]:
    """The names of all spellings, alone or in a phrase."""

    def squeeze() -> list[list[str]]:
        return [[_squeeze(name, unit) for name in column] for column in folded(index)]

    return index.cached(("squeezed", unit > 1), squeeze)


def _names(index: Index, number: int, unit: int) -> set[str]:
    """The names of one spelling, alone or in a phrase."""
    return {column[number] for column in _squeezed(index, unit)} - {""}


def _squeeze(name: str, unit: int) -> str:
    """A name without spaces and hyphens between the words of a phrase."""
    if name.isalnum():
        return name
    squeezed = "".join(name.split())
    return squeezed if unit == 1 else squeezed.translate(_NO_HYPHENS)


def _spells(wanted: str, spelled: list[set[str]]) -> bool:
    """Whether a text is made of one name of each word, in order."""
    if not spelled:
        return not wanted
    return any(
        wanted.startswith(name) and _spells(wanted[len(name) :], spelled[1:]) for name in spelled[0]
    )


def _closest(rows: Iterable[Row], word: str) -> list[Row]:
    """Of several rows with this spelling, those that are shown in it."""
    found = list(rows)
    return [row for row in found if row.shown == word] or found


def _context(index: Index, first: int, last: int, width: int) -> dict[str, Any]:
    text, start, end = index.text, index.starts[first], index.ends[last]
    block = _block(index, start, end)
    left = _whole(text, max(block.start, start - width), block.start, -1)
    right = _whole(text, min(block.end, end + width), block.end, 1)
    return {
        "left": ("…" if left > block.start else "") + text[left:start],
        "match": text[start:end],
        "right": text[end:right] + ("…" if right < block.end else ""),
        "position": start,
        "zone": ZONES[zone_numbers(index)[first]],
    }


def _block(index: Index, start: int, end: int) -> Block:
    """The block that holds a stretch of the text."""
    starts = index.cached("blocks", lambda: [block.start for block in index.blocks])
    at = bisect_right(starts, start) - 1
    if at >= 0 and index.blocks[at].end >= end:
        return index.blocks[at]
    return Block(start, end, False, False)


def _whole(text: str, cut: int, border: int, step: int) -> int:
    """Where to cut without parting a character from its marks: at `cut` or a little further out."""
    for _ in range(_MARKS):
        if cut == border or not _parts(text, cut):
            break
        cut += step
    return cut


def _parts(text: str, cut: int) -> bool:
    after = text[cut]
    return text[cut - 1] == _JOINER or after == _JOINER or unicodedata.category(after)[0] == "M"
