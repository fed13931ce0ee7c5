"""Finds the places of a word or phrase in any of its spellings."""

from collections.abc import Iterable

from pagewords.stats.grouping import fold, folded, group_spellings
from pagewords.stats.index import Index
from pagewords.stats.ngrams import NGram, finder
from pagewords.stats.rows import HYPHENS, Row, find_rows

#: The first and the last occurrence of a word or phrase.
Place = tuple[int, int]
_UNITS = (1, 2, 3)
_NO_HYPHENS = dict.fromkeys(map(ord, HYPHENS))


def _units(word: str) -> list[int]:
    """The possible numbers of words in a word or phrase, the likeliest first."""
    parts = len(word.split())
    return sorted(_UNITS, key=lambda unit: abs(unit - parts))


def find_places(
    index: Index, word: str, scope: str, group: str, code: str, unit: int | None = None
) -> list[tuple[int, int]]:
    """The first and last occurrence of each place of a word or phrase of `unit` words, in order.

    It is found in any of its spellings, with or without spaces and hyphens between the words of a
    phrase. None means as many words as `word` has, or else what the page has.
    """
    units = _units(word) if unit is None else [unit]
    groups = group_spellings(index, group)
    found = finder(index, groups, scope, code)
    for unit in units:
        wanted = _squeeze(fold(word), unit)
        beginning = _beginning(index, wanted, unit)
        rows: set[NGram] = set()
        others: set[tuple[int, ...]] = set()
        for number in {groups.of[one] for one in beginning}:
            for gram, place in found.beginning_with(number, unit):
                if gram in rows or index.ids[place] not in beginning:
                    continue
                ids = tuple(index.ids[place : place + unit])
                if ids in others:
                    continue
                if _spells(wanted, [_names(index, one, unit) for one in ids]):
                    rows.add(gram)
                else:
                    others.add(ids)
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
