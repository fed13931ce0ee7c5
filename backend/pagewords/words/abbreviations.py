"""Words that spaces go through (EE. UU., z. B., Persian می خواهم), and units of one letter."""

import re
from bisect import bisect_left
from typing import Any

import regex

from pagewords.words.stop_lists import stop_words
from pagewords.words.term import TokenColumns

_SPACE = "[ \u00a0\u202f]"
#: Letters with full stops, and two doubled capitals, as Spanish writes plurals: EE. UU., JJ. OO.
_LETTERS = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}.])(?:\p{{L}}\.(?:{_SPACE}\p{{L}}{{1,2}}\.){{1,3}}"
    rf"|(?P<doubled>(\p{{Lu}})\2\.{_SPACE}(\p{{Lu}})\3\.?))(?!\p{{L}})"
)
#: Each has one of these: a search ten times as fast.
_HINT = regex.compile(rf"(?<=(?<!\p{{L}})\p{{L}}|\p{{Lu}}{{2}})\.{_SPACE}\p{{L}}{{1,2}}(?!\p{{L}})")
_STOP = re.compile(r"\.")
#: Units of one letter, which are no words behind a number.
UNITS = frozenset("gmlLVW")
_UNIT = re.compile(f"[0-9]{_SPACE}[gmlLVW](?![\\w'’²³/-])")
#: The prefix of Persian verbs, which some writers part from them by a space.
_PERSIAN_VERB = regex.compile(r"\bن?می \p{Arabic}{2,}+\b")


def join(text: str, language: str, words: TokenColumns) -> TokenColumns:
    """Return the words of a text with such ones put together.

    Letters are an abbreviation if it is a stop word when it is written without the spaces.
    """
    known = stop_words(language)
    spans: list[tuple[int, int]] = []
    free = 0
    for hint in _HINT.finditer(text):
        at = hint.start()
        found = _LETTERS.match(text, at - 1) or _LETTERS.match(text, max(at - 2, 0))
        if found is None or found.start() < free:
            continue
        if found["doubled"]:
            spans.append(found.span())
            free = found.end()
            continue
        ends = [stop.end() for stop in _STOP.finditer(found[0])][:0:-1]
        for end in ends:
            if "".join(found[0][:end].split()).lower() in known:
                free = found.start() + end
                spans.append((found.start(), free))
                break
    if language == "fa":
        spans = sorted([*spans, *(found.span() for found in _PERSIAN_VERB.finditer(text))])
    starts, ends, forms = words.starts, words.ends, words.forms
    for start, end in reversed(spans):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first < last and starts[first] == start and ends[last - 1] <= end:
            starts[first:last] = [start]
            ends[first:last] = [end]
            forms[first:last] = [text[start:end]]
    return words


def drop_units(text: str, words: TokenColumns, unit: str) -> None:
    """Take a unit of one letter out of the words where it stands behind a number."""
    places: list[int] = []
    place = -1
    for _ in range(words.forms.count(unit)):
        place = words.forms.index(unit, place + 1)
        if _UNIT.match(text, max(words.starts[place] - 2, 0)):
            places.append(place)
    columns: list[list[Any]] = [column for column in words if column is not None]
    for place in reversed(places):
        for column in columns:
            del column[place]
