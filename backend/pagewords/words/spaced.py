"""Words of scripts that put spaces between them, by one Unicode pattern.

URLs, e-mail addresses and bare numbers are no words; names such as C++, .NET, Node.js, AT&T and
COVID-19 are one. What grammar glues on is taken off by `glued`.
"""

import re
from functools import lru_cache
from typing import Any

import regex

from pagewords.words.fold import INVISIBLE
from pagewords.words.glued import unglue
from pagewords.words.scripts import SPACELESS, spelled_in
from pagewords.words.term import Piece

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
#: Characters; runs between spaces that are longer are data or have no spaces by nature.
LONGEST_CACHED = 60
_RUN = re.compile(r"\S++")
_LETTER = regex.compile(r"\p{L}")
_UNSEEN_END = regex.compile(f"[{INVISIBLE}_]++$")


@lru_cache(maxsize=3)
def _pattern(kind: str) -> Any:
    classes = {"ascii": _ASCII, "any": _ANY, "mixed": _MIXED}[kind]
    return regex.compile(_PATTERN.format(**classes), regex.VERBOSE | regex.VERSION1)


def find(text: str, language: str, mixed: bool) -> tuple[list[Piece], list[tuple[int, int]]]:
    """The words of a text and the spans of its addresses, each in order.

    With `mixed`, letters of scripts without spaces end a word. No word has a space in it, so each
    run between spaces is looked at once however often it stands there. Time is linear.
    """
    pieces: list[Piece] = []
    addresses: list[tuple[int, int]] = []
    add = pieces.append
    for found in _RUN.finditer(text):
        run, start = found[0], found.start()
        if len(run) > LONGEST_CACHED:
            words, skipped = _read(run, language, mixed)
        else:
            words, skipped = _read_cached(run, language, mixed)
        for left, right in words:
            add((start + left, start + right, None))
        for left, right in skipped:
            addresses.append((start + left, start + right))
    return pieces, addresses


def _read(run: str, language: str, mixed: bool) -> tuple[_Spans, _Spans]:
    """The words and the addresses of a run between spaces."""
    words: list[tuple[int, int]] = []
    addresses: list[tuple[int, int]] = []
    kind = "ascii" if run.isascii() else "mixed" if mixed else "any"
    for found in _pattern(kind).finditer(run):
        if found["address"]:
            addresses.append(found.span())
            continue
        start = found.start()
        words.extend((start + left, start + right) for left, right in _cut(found[0], language))
    return tuple(words), tuple(addresses)


_read_cached = lru_cache(maxsize=65_536)(_read)


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
