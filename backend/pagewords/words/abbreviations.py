"""Words that spaces go through (EE. UU., z. B., Persian می خواهم), and units of one letter."""

import re
from bisect import bisect_left
from itertools import compress
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
        if at <= free:
            continue
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
    return _joined(text, words, spans) if spans else words


def _joined(text: str, words: TokenColumns, spans: list[tuple[int, int]]) -> TokenColumns:
    """Return the words with those of each span in one, in one pass: a text may have only these."""
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    at = 0
    for start, end in spans:
        first = bisect_left(words.starts, start, at)
        last = bisect_left(words.starts, end, first)
        if first < last and words.starts[first] == start and words.ends[last - 1] <= end:
            starts += [*words.starts[at:first], start]
            ends += [*words.ends[at:first], end]
            forms += [*words.forms[at:first], text[start:end]]
            at = last
    return TokenColumns(
        starts + words.starts[at:], ends + words.ends[at:], forms + words.forms[at:]
    )


def drop_units(text: str, words: TokenColumns, unit: str) -> None:
    """Take a unit of one letter out of the words where it stands behind a number."""
    kept = bytearray(b"\1") * len(words.forms)
    place = -1
    for _ in range(words.forms.count(unit)):
        place = words.forms.index(unit, place + 1)
        kept[place] = _UNIT.match(text, max(words.starts[place] - 2, 0)) is None
    if not all(kept):
        columns: list[list[Any]] = [column for column in words if column is not None]
        for column in columns:
            column[:] = compress(column, kept)
