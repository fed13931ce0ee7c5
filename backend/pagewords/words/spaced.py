"""Words of scripts that put spaces between them, by one Unicode pattern.

URLs, e-mail addresses and bare numbers are no words; names such as C++, .NET, Node.js, AT&T and
COVID-19 are one. What grammar glues on is taken off by `glued`.
"""

from functools import lru_cache, partial
from itertools import accumulate
from typing import Any, NamedTuple

import regex

from pagewords.words.fold import INVISIBLE
from pagewords.words.glued import unglue
from pagewords.words.kept import Kept
from pagewords.words.scripts import SPACELESS, spelled_in
from pagewords.words.term import Words

#: Characters. No word that anybody looks up is longer; what is, is data.
MOST_CHARACTERS = 150

#: A word, then what shows that it was the beginning of an address.
_PATTERN = r"""
    (?: {letter_or_digit}{inside}*+
        (?: (?: ['’ʼ‘＇](?={letter}) | [-‐‑](?={letter_or_digit}) | (?<=[lL])·(?=[lL])
              | (?<=\p{{Lu}})&(?=\p{{Lu}}) | (?<=\p{{Hebrew}})["״׳](?=\p{{Hebrew}})
              | \.(?=[\p{{Ll}}\p{{N}}]) | (?<=\p{{Lu}})\.(?=\p{{Lu}}) )
            {letter_or_digit}{inside}*+ )*+
        (?: (?<=(?<!{letter_or_digit})(?:[CcJg]|Notepad))\+\+
          | (?<=(?<!{letter_or_digit})[CFJ])\#(?!{letter_or_digit})
          | (?<=(?<!{letter_or_digit}){letter}(?:\.{letter}){{1,11}})\.(?!{letter_or_digit})
          | (?<=\b\p{{Hebrew}}{{1,4}})['׳](?!{letter_or_digit}) )?+
      | (?<!{letter_or_digit})\.NET\b )
    (?P<address> :// [^\s<>"“”]*+
      | [\w.+%-]{{0,64}}+ @ [\w-]{{1,63}}+ (?:\.[\w-]{{1,63}}+)++
      | (?<=\.[A-Za-z]{{2,18}}) (?: / | :[0-9]{{1,5}}+ ) [^\s<>"“”]*+
      | (?<=\b(?:mailto|tel|urn|data|javascript)):(?=\S) [^\s<>"“”]*+ )?+
"""
_ASCII = {"letter": "[A-Za-z]", "letter_or_digit": "[A-Za-z0-9]", "inside": "[A-Za-z0-9_]"}
_ANY = {
    "letter": r"\p{L}",
    "letter_or_digit": r"[\p{L}\p{N}]",
    "inside": rf"[\p{{L}}\p{{M}}\p{{N}}_{INVISIBLE}]",
}
_MIXED = {
    "letter": rf"[\p{{L}}--[{SPACELESS}]]",
    "letter_or_digit": rf"[[\p{{L}}\p{{N}}]--[{SPACELESS}]]",
    "inside": rf"[[\p{{L}}\p{{M}}\p{{N}}_{INVISIBLE}]--[{SPACELESS}]]",
}
_Spans = tuple[tuple[int, int], ...]
#: What is seen in a run: its words as start, end and form, and its addresses.
_Seen = tuple[tuple[tuple[int, int, str], ...], _Spans]
#: Of how many languages how many runs are kept, and their most characters: longer ones are data or
#: have no spaces by nature.
LANGUAGES, RUNS, LONGEST = 8, 32_768, 60
_LETTER = regex.compile(r"\p{L}")
_UNSEEN_END = regex.compile(f"[{INVISIBLE}_]++$")


@lru_cache(maxsize=3)
def _pattern(kind: str) -> Any:
    classes = {"ascii": _ASCII, "any": _ANY, "mixed": _MIXED}[kind]
    return regex.compile(_PATTERN.format(**classes), regex.VERBOSE | regex.VERSION1)


class Found(NamedTuple):
    """The words of a text, and the spans of its addresses, each in order."""

    words: Words
    addresses: list[tuple[int, int]]


def find(text: str, language: str, mixed: bool) -> Found:
    """The words and the addresses of a text.

    With `mixed`, letters of scripts without spaces end a word. No word has a space in it, so each
    run between spaces is looked at once however often it stands there. Time is linear.
    """
    runs = text.split()
    seen = [*map(_seen(language, mixed).__getitem__, runs)]
    places = _places(text, runs)
    found = [
        (place + start, place + end, form)
        for place, (words, _) in zip(places, seen, strict=True)
        for start, end, form in words
    ]
    starts, ends, forms = map(list, zip(*found, strict=True)) if found else ([], [], [])
    addresses = [
        (place + start, place + end)
        for place, (_, skipped) in zip(places, seen, strict=True)
        if skipped
        for start, end in skipped
    ]
    return Found(Words(starts, ends, forms), addresses)


def _places(text: str, runs: list[str]) -> list[int]:
    """Where each run between spaces begins."""
    lengths = [*map(len, runs)]
    if sum(lengths) + len(runs) - 1 == len(text):
        # One space between any two, as in every page that has been read.
        return [*accumulate([length + 1 for length in lengths[:-1]], initial=0)]
    places: list[int] = []
    place = 0
    for run, length in zip(runs, lengths, strict=True):
        # Only white space lies between two runs, so the next of its letters is its own.
        place = text.find(run, place)
        places.append(place)
        place += length
    return places


@lru_cache(maxsize=LANGUAGES)
def _seen(language: str, mixed: bool) -> Kept[_Seen]:
    return Kept(partial(_read, language=language, mixed=mixed), RUNS, LONGEST)


def _read(run: str, language: str, mixed: bool) -> _Seen:
    """The words and the addresses of a run between spaces."""
    words: list[tuple[int, int, str]] = []
    addresses: list[tuple[int, int]] = []
    kind = "ascii" if run.isascii() else "mixed" if mixed else "any"
    for found in _pattern(kind).finditer(run):
        if found["address"]:
            addresses.append(found.span())
            continue
        start = found.start()
        for left, right in _cut(found[0], language):
            words.append((start + left, start + right, run[start + left : start + right]))
    return tuple(words), tuple(addresses)


def _cut(form: str, language: str) -> _Spans:
    """The words in a form as spans; none in a number, in data or in an address."""
    if len(form) > MOST_CHARACTERS or form[:4].lower() == "www.":
        return ()
    if form.isalpha() and form.isascii():
        return ((0, len(form)),)
    end = len(form) - len(found[0]) if (found := _UNSEEN_END.search(form)) else len(form)
    return tuple(
        (left, right)
        for left, right in unglue(form[:end], spelled_in(form, language))
        if _LETTER.search(form, left, right)
    )
