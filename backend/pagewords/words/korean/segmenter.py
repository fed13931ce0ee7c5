"""Korean words from Kiwi's morphemes, without their particles and endings.

Verbs and adjectives span stem and endings and are shown by their dictionary form. `compounds`
decides about nouns written together.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from pagewords.words.korean.compounds import Element, join
from pagewords.words.korean.kiwi import Morpheme, morphemes
from pagewords.words.korean.stop_words import LIGHT_ADVERBS, LIGHT_NOUNS, LIGHT_TAGS, LIGHT_VERBS
from pagewords.words.scripts import ScriptRun
from pagewords.words.term import Annotation, Token

_NOUNS = frozenset(("NNG", "NNP", "XR", "SH"))
#: Suffixes outside the noun: plural, honorific, distributive, adjectival.
_OUTSIDE = frozenset(("들", "님", "씩", "적"))
_VERBS = frozenset(("VV", "VA", "VX", "VCN"))
_ENDINGS = frozenset(("EP", "EF", "EC", "ETN", "ETM"))
_COUNTED = frozenset(("NNB", "NR"))
#: Symbols after which Kiwi finds no particle (C#은, 30%는); it does after a letter.
_SYMBOLS = regex.compile(r"(?<=[A-Za-z0-9][+#]?)[+#%‰℃℉㎜-㎢㎎㎏]")
#: A particle after a space (API 를), which Kiwi reads as a noun or verb.
_LONE_PARTICLE = regex.compile(r"(?<=\s)[를을는](?!\p{Hangul})")
#: Characters that continue a number: digits before them are not part of a name.
_IN_NUMBERS = tuple("-.:/,%~–℃°")
_STOP = Annotation(None, None, True)
_CONTENT = Annotation(None, None, False)


class _Found(NamedTuple):
    element: Element
    next: int


def tokens(
    text: str,
    script_runs: Iterable[ScriptRun],
    spaced: Sequence[Token],
    blocked: Sequence[tuple[int, int]],
) -> list[Token]:
    """Return the words of the Korean script runs of a text, in order.

    `spaced`: the words of other scripts in them, which may be part of a Korean name. `blocked`:
    the spans of URLs and e-mail addresses. Both are sorted.
    """
    taken = sorted([*((start, end) for start, end, _ in spaced), *blocked])
    latin = {start: end for start, end, _ in spaced}
    elements: list[Element] = []
    next_taken = 0
    plain = _SYMBOLS.sub("A", text)
    for run in script_runs:
        words: list[Morpheme] = []
        for word in morphemes(plain, run.start, run.end):
            while next_taken < len(taken) and taken[next_taken][1] <= word.start:
                _add_latin(words, latin, taken[next_taken][0], run)
                next_taken += 1
            while word.tag == "NNP" and next_taken < len(taken):
                # A name in Kiwi's dictionary that includes Latin letters: split them off.
                left, right = taken[next_taken]
                if left not in latin or right >= word.end:
                    break
                if word.start < left:
                    words.append(word._replace(form=text[word.start : left], end=left))
                _add_latin(words, latin, left, run)
                word = word._replace(form=text[right : word.end], start=right)
                next_taken += 1
            if next_taken == len(taken) or word.end <= taken[next_taken][0]:
                words.append(word)
        while next_taken < len(taken) and taken[next_taken][0] < run.end:
            _add_latin(words, latin, taken[next_taken][0], run)
            next_taken += 1
        elements.extend(_elements(text, words))
    return join(text, elements)


def _add_latin(words: list[Morpheme], latin: dict[int, int], start: int, part: ScriptRun) -> None:
    """Insert a word of another script, tagged SL as Kiwi tags foreign words."""
    if start in latin and part.start <= start < part.end:
        words.append(Morpheme("", "SL", start, latin[start]))


def _elements(text: str, words: list[Morpheme]) -> Iterator[Element]:
    """Yield the words and the possible parts of names, in order and without overlaps."""
    position, last = 0, -1
    while position < len(words):
        found = _element(text, words, position)
        position = position + 1 if found is None else found.next
        if found is None:
            continue
        element = found.element
        if element.start < last:  # contracted with the previous one
            element = element._replace(start=last)
        if element.start < element.end:
            yield element
            last = element.end


def _element(text: str, words: list[Morpheme], position: int) -> _Found | None:
    word = words[position]
    after = words[position + 1] if position + 1 < len(words) else None
    adjoining = after if after is not None and after.start == word.end else None
    if _LONE_PARTICLE.match(text, word.start):
        return None
    if word.tag in _NOUNS or (word.tag == "XPN" and adjoining and adjoining.tag in _NOUNS):
        return _noun(words, position)
    if word.tag == "SL" and not word.form:
        return _Found(Element(word.start, word.end, "latin", None), position + 1)
    if word.tag in _VERBS:
        following = _skip_endings(words, position + 1)
        # A VX is an auxiliary only after the ending of another verb.
        helps = word.tag == "VX" and position > 0 and words[position - 1].tag in _ENDINGS
        return _Found(_verb(word.form, words, position, following, helps), following)
    if word.tag in LIGHT_TAGS:
        return _Found(Element(word.start, word.end, "", _STOP), position + 1)
    if word.tag == "MAG":
        known = _STOP if word.form in LIGHT_ADVERBS else _CONTENT
        return _Found(Element(word.start, word.end, "", known), position + 1)
    counts = adjoining is not None and adjoining.tag in _COUNTED
    if word.tag == "SN" and not counts and text[word.end : word.end + 1] not in _IN_NUMBERS:
        return _Found(Element(word.start, word.end, "digits", None), position + 1)
    return None


def _noun(words: list[Morpheme], position: int) -> _Found:
    """Return a noun with its prefix and suffix, or the adjective that a root forms."""
    word, following = words[position], position + 1
    if word.tag == "XPN":
        following += 1
    base = words[following - 1]
    end = base.end
    after = words[following] if following < len(words) else None
    if after is not None and after.start == end:
        if base.tag == "XR" and after.tag in ("XSA", "XSV"):
            following = _skip_endings(words, following + 1)
            return _Found(
                _verb(base.form + after.form, words, position, following, False), following
            )
        if after.tag == "XSN" and after.form not in _OUTSIDE and base.form != "인":
            return _Found(Element(word.start, after.end, "noun", _CONTENT), following + 1)
    before = words[position - 1] if position else None
    counter = word.form == "인" and before is not None and before.tag == "SN"
    known = _STOP if counter or (base is word and word.form in LIGHT_NOUNS) else _CONTENT
    return _Found(Element(word.start, end, "noun", known), following)


def _skip_endings(words: list[Morpheme], position: int) -> int:
    """Return the position after the endings attached to the previous morpheme."""
    while position < len(words) and words[position].tag in _ENDINGS:
        if words[position].start > words[position - 1].end:
            break
        position += 1
    return position


def _verb(stem: str, words: list[Morpheme], first: int, following: int, helps: bool) -> Element:
    word = stem + "다"
    end = max(part.end for part in words[first:following])
    return Element(
        words[first].start, end, "", Annotation(word, word, helps or word in LIGHT_VERBS)
    )
