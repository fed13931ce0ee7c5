"""The rows of a list: their spellings, the one that is shown, and their zones."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pagewords.stats.grouping import Grouping
from pagewords.stats.index import Index
from pagewords.stats.ngrams import NGram, finder
from pagewords.stats.scopes import zone_numbers
from pagewords.text import ZONES

#: Shown between the words of a phrase; no other signs can be there.
HYPHENS = "-‐‑"
_IN_ZONE = [[int(zone == number) for zone in range(len(ZONES))] for number in range(len(ZONES))]


@dataclass(slots=True)
class Row:
    """A word or phrase: its spellings, the count of each form, and its zones.

    `places` are its occurrences (of a phrase, those of its first word), `zones` how many of them
    stand in each of `ZONES`.
    """

    gram: NGram
    words: dict[str, int]
    forms: dict[str, int]
    places: list[int]
    zones: list[int]

    @property
    def shown(self) -> str:
        """The most frequent spelling; of equals the first."""
        if len(self.words) == 1:
            return next(iter(self.words))
        return max(self.words, key=self.words.__getitem__)


def find_rows(
    index: Index, groups: Grouping, scope: str, code: str, wanted: Sequence[NGram]
) -> dict[NGram, Row]:
    """The rows of some words, or of phrases with equally many words, in a scope."""
    if not wanted:
        return {}
    places = finder(index, groups, scope, code).places
    zones = zone_numbers(index)
    return {gram: _row(index, gram, places(gram), zones) for gram in wanted}


def _row(index: Index, gram: NGram, places: list[int], zones: bytearray) -> Row:
    if len(gram) == 1:
        words, forms = _spell_word(index, places)
    else:
        words, forms = _spell_phrase(index, places, len(gram))
    if len(places) == 1:
        return Row(gram, words, forms, places, _IN_ZONE[zones[places[0]]])
    counts = [0] * len(ZONES)
    for place in places:
        counts[zones[place]] += 1
    return Row(gram, words, forms, places, counts)


def _spell_word(index: Index, places: list[int]) -> tuple[dict[str, int], dict[str, int]]:
    """Count the spellings of a word, as words and as forms."""
    ids, spellings = index.ids, index.spellings
    if len(places) == 1:
        spelling = spellings[ids[places[0]]]
        return {spelling.word: 1}, {spelling.form: 1}
    words: dict[str, int] = {}
    forms: dict[str, int] = {}
    for number, count in Counter([ids[place] for place in places]).items():
        form, word = spellings[number][:2]
        words[word] = words.get(word, 0) + count
        forms[form] = forms.get(form, 0) + count
    return words, forms


def _spell_phrase(
    index: Index, places: list[int], unit: int
) -> tuple[dict[str, int], dict[str, int]]:
    """Count the spellings of a phrase, as words and as forms."""
    spelled: Counter[tuple[object, ...]] = Counter()
    parts: dict[tuple[object, ...], tuple[str, str]] = {}
    for place in places:
        key = (*index.ids[place : place + unit], *_joints(index, place, unit))
        spelled[key] += 1
        if key not in parts:
            parts[key] = _texts(index, place, unit)
    words: dict[str, int] = {}
    forms: dict[str, int] = {}
    for key, count in spelled.items():
        word, form = parts[key]
        words[word] = words.get(word, 0) + count
        forms[form] = forms.get(form, 0) + count
    return words, forms


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
