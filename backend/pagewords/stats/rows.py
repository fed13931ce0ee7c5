"""The rows of a list: their spellings, the one that is shown, and their zones."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pagewords.stats.grouping import Grouping
from pagewords.stats.index import Index
from pagewords.stats.ngrams import NGram, ngrams_at, places
from pagewords.stats.scopes import zone_numbers
from pagewords.text import ZONES

#: Shown between the words of a phrase; no other signs can be there.
HYPHENS = "-‐‑"


@dataclass(slots=True)
class Row:
    """A word or phrase: its spellings, the count of each form, and its zones.

    `places` are its occurrences (of a phrase, those of its first word), `zones` how many of them
    stand in each of `ZONES`.
    """

    gram: NGram
    words: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    places: list[int] = field(default_factory=list)
    zones: list[int] = field(default_factory=lambda: [0] * len(ZONES))

    @property
    def count(self) -> int:
        """Its count in the scope."""
        return len(self.places)

    @property
    def shown(self) -> str:
        """The most frequent spelling; of equals the first."""
        return self.words.most_common(1)[0][0]


def find_rows(
    index: Index, groups: Grouping, scope: str, code: str, wanted: Sequence[NGram]
) -> dict[NGram, Row]:
    """The rows of some words, or of phrases with equally many words, in a scope."""
    rows = {gram: Row(gram) for gram in wanted}
    if not rows:
        return rows
    unit = len(wanted[0])
    found = ngrams_at(index, groups, scope, code, unit)
    for gram, place in zip(found, places(index, scope, code), strict=False):
        if gram in rows:
            rows[gram].places.append(place)
    zones = zone_numbers(index)
    for row in rows.values():
        _spell(index, row, unit)
        for place in row.places:
            row.zones[zones[place]] += 1
    return rows


def _spell(index: Index, row: Row, unit: int) -> None:
    """Count the spellings of a row."""
    spelled: Counter[tuple[object, ...]] = Counter()
    parts: dict[tuple[object, ...], tuple[str, str]] = {}
    for place in row.places:
        key = (*index.ids[place : place + unit], *_joints(index, place, unit))
        spelled[key] += 1
        if key not in parts:
            parts[key] = _texts(index, place, unit)
    for key, count in spelled.items():
        word, form = parts[key]
        row.words[word] += count
        row.forms[form] += count


def _joints(index: Index, place: int, unit: int) -> list[str]:
    """What is shown between the words of a phrase: a space, a hyphen or nothing."""
    joints = []
    for at in range(place, place + unit - 1):
        gap = index.text[index.ends[at] : index.starts[at + 1]]
        joints.append(gap if gap == "" or gap in HYPHENS else " ")
    return joints


def _texts(index: Index, place: int, unit: int) -> tuple[str, str]:
    """A phrase as words and as forms."""
    first = index.spellings[index.ids[place]]
    word, form = first.word, first.form
    for at, joint in enumerate(_joints(index, place, unit), place + 1):
        spelling = index.spellings[index.ids[at]]
        word += joint + spelling.word
        form += joint + spelling.form
    return word, form
