"""Words that spaces go through (EE. UU., z. B., Persian می خواهم), and units of one letter."""

import re
from bisect import bisect_left
from itertools import compress

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
#: Units of one letter, which are no words behind a number.
UNITS = frozenset("gmlLVW")
_UNIT = re.compile(f"[0-9]{_SPACE}([gmlLVW])(?![\\w'’²³/-])")
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
        if found["doubled"] or "".join(found[0].split()).lower() in known:
            spans.append(found.span())
            free = found.end()
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


def without_units(text: str, words: TokenColumns) -> TokenColumns:
    """Return the words without the units of one letter that stand behind a number."""
    units = {found.start(1) for found in _UNIT.finditer(text)}
    if not units:
        return words
    kept = [start not in units for start in words.starts]
    return TokenColumns(
        [*compress(words.starts, kept)],
        [*compress(words.ends, kept)],
        [*compress(words.forms, kept)],
        None if words.known is None else [*compress(words.known, kept)],
    )
