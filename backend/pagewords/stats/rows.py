"""Rows of a list in full: their spellings, which of them is shown, and their zones."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pagewords.stats.grouping import Grouping
from pagewords.stats.index import Index
from pagewords.stats.phrases import Gram, grams, places
from pagewords.stats.scopes import zone_numbers
from pagewords.text import ZONES

#: Written together with the words of a phrase; other signs never stand between them.
HYPHENS = "-‐‑"


@dataclass(slots=True)
class Row:
    """A word or phrase: how it is written, how often in which form, and where.

    `places` are its occurrences (of a phrase, those of its first word), `zones` how many of them
    stand in each of `ZONES`.
    """

    gram: Gram
    words: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    places: list[int] = field(default_factory=list)
    zones: list[int] = field(default_factory=lambda: [0] * len(ZONES))

    @property
    def count(self) -> int:
        """How often it stands in the scope."""
        return len(self.places)

    @property
    def shown(self) -> str:
        """The commonest spelling, the first of several."""
        return self.words.most_common(1)[0][0]


def find_rows(
    index: Index, groups: Grouping, scope: str, code: str, wanted: Sequence[Gram]
) -> dict[Gram, Row]:
    """Some words, or phrases of equally many words, of a scope in full."""
    rows = {gram: Row(gram) for gram in wanted}
    if not rows:
        return rows
    unit = len(wanted[0])
    found = grams(index, groups, scope, code, unit)
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
    """Count the spellings of a row, each put together once."""
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
    """What is shown between the words of a phrase: a space, or nothing where nothing is written."""
    joints = []
    for at in range(place, place + unit - 1):
        gap = index.text[index.ends[at] : index.starts[at + 1]]
        joints.append(gap if gap == "" or gap in HYPHENS else " ")
    return joints


def _texts(index: Index, place: int, unit: int) -> tuple[str, str]:
    """The words and the forms of a phrase, put together."""
    first = index.spellings[index.ids[place]]
    word, form = first.word, first.form
    for at, joint in enumerate(_joints(index, place, unit), place + 1):
        spelling = index.spellings[index.ids[at]]
        word += joint + spelling.word
        form += joint + spelling.form
    return word, form
