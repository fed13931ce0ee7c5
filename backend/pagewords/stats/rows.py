"""The rows of a list: their spellings, the one that is shown, and their zones."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pagewords.stats.grouping import Grouping
from pagewords.stats.index import Index
from pagewords.stats.ngrams import NGram, finder
from pagewords.stats.scopes import selected, zone_numbers
from pagewords.text import ZONES

#: Shown between the words of a phrase; no other signs can be there.
HYPHENS = "-‐‑"


@dataclass(slots=True)
class Row:
    """A word or phrase: its most frequent spelling (of equals the first), the count of each form,
    its occurrences (of a phrase, those of its first word), and how many of them stand in which of
    `ZONES`."""

    gram: NGram
    shown: str
    forms: dict[str, int]
    places: list[int]
    zones: dict[str, int]


def find_rows(
    index: Index, groups: Grouping, scope: str, code: str, wanted: Sequence[NGram]
) -> dict[NGram, Row]:
    """The rows of some words, or of phrases with equally many words, in a scope."""
    return {row.gram: row for row in list_rows(index, groups, scope, code, wanted)}


def list_rows(
    index: Index, groups: Grouping, scope: str, code: str, wanted: Sequence[NGram]
) -> list[Row]:
    """As `find_rows`, in the order of what is wanted."""
    if not wanted:
        return []
    found = finder(index, groups, scope, code).places(wanted)
    zones = zone_numbers(index)
    return [_row(index, *pair, zones) for pair in zip(wanted, found, strict=True)]


def show_rows(
    index: Index, groups: Grouping, scope: str, code: str, wanted: Sequence[NGram]
) -> dict[NGram, str]:
    """What some words are shown as, or phrases; as `find_rows` does, but words without a look for
    their places."""
    if any(len(gram) > 1 for gram in wanted):
        rows = find_rows(index, groups, scope, code, wanted)
        return {gram: row.shown for gram, row in rows.items()}
    counts = index.cached(("counts", scope, code), lambda: _count(index, scope, code))
    found: dict[int, dict[str, int]] = {group: {} for (group,) in wanted}
    for number, count in counts.items():
        if (words := found.get(groups.of[number])) is not None:
            word = index.spellings[number].word
            words[word] = words.get(word, 0) + count
    return {(group,): max(words, key=words.__getitem__) for group, words in found.items()}


def _count(index: Index, scope: str, code: str) -> Counter[int]:
    """How often each spelling stands in a scope."""
    counts: Counter[int] = Counter()
    for part in selected(index, scope, code):
        counts.update(index.ids[part.start : part.stop])
    return counts


def _row(index: Index, gram: NGram, places: list[int], zones: bytearray) -> Row:
    if len(gram) == len(places) == 1:
        (place,) = places
        spelling = index.spellings[index.ids[place]]
        return Row(gram, spelling.word, {spelling.form: 1}, places, {ZONES[zones[place]]: 1})
    if len(gram) == 1:
        words, forms = _spell_word(index, places)
    else:
        words, forms = _spell_phrase(index, places, len(gram))
    marks = bytes(map(zones.__getitem__, places))
    counts = map(marks.count, range(len(ZONES)))
    found = {zone: count for zone, count in zip(ZONES, counts, strict=True) if count}
    return Row(gram, max(words, key=words.__getitem__), forms, places, found)


def _spell_word(index: Index, places: list[int]) -> tuple[dict[str, int], dict[str, int]]:
    """Count the spellings of a word, as words and as forms."""
    numbers, spellings = [*map(index.ids.__getitem__, places)], index.spellings
    if numbers.count(numbers[0]) == len(numbers):
        form, word = spellings[numbers[0]][:2]
        return {word: len(numbers)}, {form: len(numbers)}
    words: dict[str, int] = {}
    forms: dict[str, int] = {}
    for number, count in Counter(numbers).items():
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
