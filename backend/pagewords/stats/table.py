"""The table of spellings in its stored form: only what does not follow from the form.

A word is mostly its form, a key its word in small letters, a lemma its key or what the same key has
had before, and a stop word what the same key has been before.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pagewords.stats.shapes import Spelling

_WORD, _KEY, _LEMMA, _STOP = 1, 2, 4, 8
_DIGITS = "0123456789"
_PARTED = f"{_DIGITS} "
#: How many changes are kept: those of a page are mostly those of other pages.
CHANGES = 16_384


class Table(NamedTuple):
    """For each spelling bits of what is told of it; and how the strings differ, in order."""

    bits: bytes
    changes: list[str]


def shorten(spellings: Iterable[Spelling]) -> Table:
    """What has to be told of spellings whose forms are known."""
    bits = bytearray()
    changes: list[str] = []
    known: dict[str, tuple[str, bool]] = {}
    for form, word, key, lemma, stop in spellings:
        bit = 0
        if word != form:
            bit |= _WORD
            changes.append(_change(form, word))
        small = word.casefold()
        if key != small:
            bit |= _KEY
            changes.append(_change(small, key))
        usual, stopped = known.get(key) or (key, False)
        if lemma != usual:
            bit |= _LEMMA
            changes.append(_change(key, lemma))
        if stop != stopped:
            bit |= _STOP
        known[key] = lemma, stop
        bits.append(bit)
    return Table(bytes(bits), changes)


def lengthen(forms: Sequence[str], table: Table) -> list[Spelling]:
    """Undo `shorten`; raises ValueError or IndexError for what it never gave."""
    return list(_spellings(forms, table.bits, table.changes[::-1]))


def _spellings(forms: Sequence[str], bits: bytes, changes: list[str]) -> Iterator[Spelling]:
    known: dict[str, tuple[str, bool]] = {}
    for form, bit in zip(forms, bits, strict=True):
        word = _changed(form, changes.pop()) if bit & _WORD else form
        small = word.casefold()
        key = _changed(small, changes.pop()) if bit & _KEY else small
        lemma, stop = known.get(key, (key, False))
        if bit & _LEMMA:
            lemma = _changed(key, changes.pop())
        stop ^= bool(bit & _STOP)
        known[key] = (lemma, stop)
        yield Spelling(form, word, key, lemma, stop)


@lru_cache(maxsize=CHANGES)
def _change(before: str, after: str) -> str:
    """How many characters go from the end, and what comes in their place: `1` for words → word."""
    kept = min(len(before), len(after))
    while before[:kept] != after[:kept]:
        kept -= 1
    cut = len(before) - kept
    added = after[kept:]
    # A space parts the number from a digit, and from a space, that follows.
    space = " " if added and added[0] in _PARTED else ""
    return f"{cut or ''}{space}{added}"


def _changed(before: str, change: str) -> str:
    added = change.lstrip(_DIGITS)
    cut = int(change[: len(change) - len(added)] or 0)
    return before[: len(before) - cut] + added.removeprefix(" ")
