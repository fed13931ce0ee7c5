"""Abbreviations written with spaces, put together to one word: EE. UU., z. B., т. е."""

from bisect import bisect_left

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
_HINT = regex.compile(rf"(?<=\p{{L}})\.{_SPACE}\p{{L}}{{1,2}}(?!\p{{L}})")


def join(text: str, language: str, words: TokenColumns) -> TokenColumns:
    """Return the words of a text with such abbreviations as one word each.

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
    starts, ends, forms = words.starts, words.ends, words.forms
    for start, end in reversed(spans):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first < last and starts[first] == start:
            starts[first:last] = [start]
            ends[first:last] = [end]
            forms[first:last] = [text[start:end]]
    return words
