"""Words written with spaces, put together to one: EE. UU., z. B., т. е., Persian می خواهم."""

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
_HINT = regex.compile(rf"(?<=(?<!\p{{L}})\p{{L}}|\p{{Lu}}{{2}})\.{_SPACE}\p{{L}}{{1,2}}(?!\p{{L}})")
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
        spans += [found.span() for found in _PERSIAN_VERB.finditer(text)]
        spans.sort()
    starts, ends, forms = words.starts, words.ends, words.forms
    for start, end in reversed(spans):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first < last and starts[first] == start:
            starts[first:last] = [start]
            ends[first:last] = [end]
            forms[first:last] = [text[start:end]]
    return words
