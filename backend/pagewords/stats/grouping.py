"""Groups of spellings that count as one word: by key, or by lemma."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from pagewords.stats.index import Index
from pagewords.text import Spelling

_KEY, _LEMMA, _STOP_WORD = map(Spelling._fields.index, ("key", "lemma", "stop_word"))
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘＇", "'"))


@dataclass
class Grouping:
    """The groups of an index by one way of grouping.

    Spelling i belongs to group `of[i]`; `names` are the groups' keys, never shown; `stops` says
    which are stop words. Stop words and others are never in one group: the Swedish noun `mannen` is
    not under the pronoun `man`, nor is the month of May under the verb.
    """

    name: str
    of: list[int]
    names: list[str]
    stops: list[bool]

    @cached_property
    def spellings(self) -> list[list[int]]:
        """The numbers of each group's spellings."""
        found: list[list[int]] = [[] for _ in self.names]
        for number, group in enumerate(self.of):
            found[group].append(number)
        return found


def group_spellings(index: Index, name: str) -> Grouping:
    """The groups of an index; `name` is `forms` or `none`."""
    return index.cached(("grouping", name), lambda: _group_spellings(index, name))


def _group_spellings(index: Index, name: str) -> Grouping:
    field = itemgetter(_KEY if name == "none" else _LEMMA, _STOP_WORD)
    keys = [*map(field, index.spellings)]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    of = [*map(numbers.__getitem__, keys)]
    return Grouping(name, of, [key for key, _ in numbers], [stop for _, stop in numbers])


def fold(word: str) -> str:
    """Normalise a reader's word for comparison with the spellings of a page."""
    folded = word.translate(_APOSTROPHES).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def folded(index: Index) -> "tuple[list[str], list[str], list[str]]":
    """The names of all spellings, folded: their keys, words and forms."""
    return index.cached("folded", lambda: _folded(index))


def _folded(index: Index) -> "tuple[list[str], list[str], list[str]]":
    spellings = index.spellings
    keys = [one.key for one in spellings]
    words = [one.word for one in spellings]
    return keys, _fold_all(words), _fold_all([one.form for one in spellings])


def _fold_all(words: list[str]) -> list[str]:
    """`fold` of each, all at once where none of them has white space in it."""
    text = "\n".join(words)
    if not words or len(text.split()) != len(words):
        return [fold(word) for word in words]
    return fold(text).split(" ")


def groups_called(index: Index, groups: Grouping, words: Collection[str]) -> dict[str, set[int]]:
    """For each of some folded words the groups of which it is a spelling, or the key."""
    found: dict[str, set[int]] = {word: set() for word in words}
    if not found:
        return found
    for column in folded(index):
        for number, name in enumerate(column):
            if name in found:
                found[name].add(groups.of[number])
    for group, name in enumerate(groups.names):
        if name in found:
            found[name].add(group)
    return found
