"""Groups of spellings that count as one word: by key, or by lemma."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from pagewords.stats.index import Index

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
    numbers: dict[tuple[str, bool], int] = {}
    of = [
        numbers.setdefault((one.key if name == "none" else one.lemma, one.stop_word), len(numbers))
        for one in index.spellings
    ]
    return Grouping(name, of, [key for key, _ in numbers], [stop for _, stop in numbers])


def fold(word: str) -> str:
    """Normalise a reader's word for comparison with the spellings of a page."""
    folded = word.translate(_APOSTROPHES).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def names(index: Index, number: int) -> set[str]:
    """The names of a spelling."""
    found = index.spellings[number]
    return {found.key, fold(found.word), fold(found.form)}


def groups_called(index: Index, groups: Grouping, words: set[str]) -> set[int]:
    """The groups of which a spelling, or the key, is one of some folded words."""
    if not words:
        return set()
    found = {groups.of[number] for number in range(len(groups.of)) if names(index, number) & words}
    return found.union(group for group, name in enumerate(groups.names) if name in words)
