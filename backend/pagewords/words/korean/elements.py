"""The words and parts of compounds that Kiwi's morphemes make, without particles and endings.

Verbs and adjectives span stem and endings and are shown by their dictionary form.
"""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from pagewords.words.korean import numbers
from pagewords.words.korean.element import NAME, NOUN, Element
from pagewords.words.korean.eojeol import begins_eojeol
from pagewords.words.korean.kiwi import Morpheme
from pagewords.words.korean.light import is_light, is_light_here, is_surname, is_weekday
from pagewords.words.korean.lists import (
    ADVERBS,
    DETERMINERS,
    LIGHT_NOUNS,
    LIGHT_TAGS,
    LIGHT_VERBS,
    ROOTS,
    compounds,
)
from pagewords.words.korean.neighbours import (
    NOUNS,
    VERBS,
    adjoining,
    adjoins_noun,
    composed,
    is_auxiliary,
    is_inside_a_name,
    is_prefix,
    named_after_a_sound,
    nominalised,
    skip_endings,
)
from pagewords.words.term import Annotation

_LIGHT = Annotation(None, None, True, "other")
_COUNTER = Annotation(None, None, True, "other", fixed=True)
_STOP_NOUN = Annotation(None, None, True, "noun")
_STOP_NAME = Annotation(None, None, True, "name")
_ADVERB = Annotation(None, None, False, "adverb")
_STOP_ADVERB = Annotation(None, None, True, "adverb")
#: Of one syllable an adverb and the noun that looks like it are two words (안 간다, 집 안).
_SHORT_ADVERB = _STOP_ADVERB._replace(fixed=True)
#: Suffixes outside the noun: plural, honorific, and those that say how much or with whom.
_OUTSIDE = frozenset(("들", "님", "씩", "쯤", "째", "끼리", "짜리", "당", "가량"))
#: Verbs and adjectives and the suffixes that make them, with their class.
_CLASSES = {
    "VV": "verb",
    "VX": "verb",
    "XSV": "verb",
    "VA": "adjective",
    "VCN": "adjective",
    "XSA": "adjective",
}
#: Stems that Kiwi finds without the ㄹ that they have lost before an ending (섬을 도는), and that
#: are no verbs so; and one with a ㄹ that it has not (활을 쏜).
_RESTORED = {"도": "돌", "허": "헐", "모": "몰", "쏠": "쏘"}
_PARTICLES = frozenset(("JKS", "JKO", "JKG", "JKB", "JC"))
#: Suffixes that make an adjective of any noun; that of 하다 is an ending.
_ADJECTIVAL = frozenset(("스럽", "롭", "답"))
#: Nouns of one syllable that are a verb with 하다; with others it is a particle (밥하고 국하고).
_VERBAL = frozenset("일답절칠벌셈굿표평택권원악선합논청응득패명탐칭")
#: A letter that is a name (비타민 A), not the English article.
_LETTER_A = regex.compile(r"A(?! ?\p{Latin})")


class _Found(NamedTuple):
    element: Element
    next: int


def elements(text: str, words: list[Morpheme]) -> Iterator[Element]:
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
    tag = word.tag
    after = adjoining(words, position)
    if tag == "MM" and after is not None and word.form + after.form in LIGHT_NOUNS:
        return _Found(Element(word.start, after.end, "", _LIGHT), position + 2)  # 그날
    if behind := named_after_a_sound(words, position):
        return _Found(Element(word.start, words[behind - 1].end, "noun", NOUN), behind)
    if tag in NOUNS or (after and after.tag in NOUNS and is_prefix(words, position)):
        return _noun(text, words, position)
    if tag == "SL" and not word.form:
        known = _letter(text, word, after)
        return _Found(Element(word.start, word.end, "latin", known), position + 1)
    if after is not None and (
        (tag in VERBS and after.tag in _PARTICLES)
        or (tag == "IC" and after.tag in NOUNS and len(word.form) > 1)
    ):
        # A stem needs an ending: before a particle it is a noun. So is an exclamation before one.
        return _Found(Element(word.start, word.end, "noun", NOUN), position + 1)
    if tag in VERBS:
        return _verbal(text, words, position)
    if tag in LIGHT_TAGS:
        kind = ""
        if tag in numbers.COUNTED and numbers.follows(words, position):
            kind = "counter"
        elif adjoins_noun(words, position) and (
            tag == "NNB" or (tag == "MM" and after is not None and after.tag in (*NOUNS, "XPN"))
        ):
            kind = "bound"
        counts = tag in numbers.COUNTED and numbers.is_behind_number(words, position)
        known = _COUNTER if counts else _LIGHT
        return _Found(Element(word.start, word.end, kind, known), position + 1)
    if tag == "MAG":
        return _adverb(text, words, position, after)
    if is_inside_a_name(words, position, after):
        return _Found(Element(word.start, word.end, "of", None), position + 1)
    if tag == "SN":
        if behind := numbers.named(text, words, position):
            return _Found(Element(word.start, words[behind - 1].end, "name", NAME), behind)
        start, end, kind, following = numbers.read(text, words, position)
        return _Found(Element(start, end, kind, None), following) if kind else None
    return None


def _adverb(text: str, words: list[Morpheme], position: int, after: Morpheme | None) -> _Found:
    """Return an adverb, or the adjective that it becomes with an ending."""
    word = words[position]
    if after is not None and after.tag == "XSA" and word.form not in ADVERBS:
        following = skip_endings(words, position + 2)
        stem = word.form + after.form
        return _Found(_verb(text, stem, "adjective", words, position, following, False), following)
    # Of one syllable, an adverb before a noun may be part of its name (군침).
    known = _ADVERB
    if word.form in ADVERBS:
        known = _SHORT_ADVERB if len(word.form) == 1 else _STOP_ADVERB
    begins = after is not None and after.tag in NOUNS and len(word.form) == 1
    kind = "modifier" if begins and known is _ADVERB else ""
    return _Found(Element(word.start, word.end, kind, known), position + 1)


def _verbal(text: str, words: list[Morpheme], position: int) -> _Found:
    """Return a verb or adjective with its endings, and what it is composed with."""
    word = words[position]
    following = skip_endings(words, position + 1)
    if stem := composed(text, words, position, following):
        word_class = _CLASSES[words[following].tag]
        following = skip_endings(words, following + 1)
        return _Found(_verb(text, stem, word_class, words, position, following, False), following)
    helps = is_auxiliary(words, position)
    stem = _RESTORED.get(word.form, word.form)
    verb = _verb(text, stem, _CLASSES[word.tag], words, position, following, helps)
    return _Found(verb, following)


def _letter(text: str, word: Morpheme, after: Morpheme | None) -> Annotation | None:
    """Return what a single Latin letter is: in A씨 it stands for a family name."""
    if (
        word.end - word.start == 1
        and after is not None
        and (after.form, after.tag) == ("씨", "NNB")
    ):
        return _STOP_NAME
    named = word.end - word.start == 1 and _LETTER_A.match(text, word.start) is not None
    return NOUN if named else None


def _noun(text: str, words: list[Morpheme], position: int) -> _Found:
    """Return a noun with its prefix and suffix, or the verb or adjective that it forms."""
    word, following = words[position], position + 1
    if word.tag not in NOUNS:
        following += 1
    base = words[following - 1]
    end = base.end
    after = adjoining(words, following - 1)
    kind, known = ("name", NAME) if base.tag == "NNP" else ("noun", NOUN)
    if after is not None:
        if behind := nominalised(words, following - 1):
            return _Found(Element(word.start, words[behind - 1].end, kind, known), behind)
        if _is_verb(text, base, after):
            following = skip_endings(words, following + 1)
            stem = base.form + after.form
            verb = _verb(text, stem, _CLASSES[after.tag], words, position, following, False)
            return _Found(verb, following)
        if after.tag == "XSM" and base.tag == "XR":
            return _Found(Element(word.start, after.end, "", _ADVERB), following + 1)  # 가뿐히
        if after.tag == "XSN" and base.form != "인" and _is_inside(text, base, after):
            length = after.end - end
            return _Found(Element(word.start, after.end, kind, known, length), following + 1)
    if base is word and (numbers.counts(words, position) or is_weekday(text, word)):
        return _Found(Element(word.start, end, "counter", _COUNTER), following)
    if base is word and is_surname(text, words, position):
        return _Found(Element(word.start, end, "light", _STOP_NAME), following)
    whole = word if base is word else word._replace(form=text[word.start : end])
    if is_light(text, whole, after) or is_light_here(words, position):
        return _Found(Element(word.start, end, "light", _STOP_NOUN), following)
    return _Found(Element(word.start, end, kind, known), following)


def _is_verb(text: str, base: Morpheme, after: Morpheme) -> bool:
    """Whether a noun and the suffix behind it are one verb or adjective."""
    if after.tag not in ("XSV", "XSA"):
        return False
    if base.tag == "XR" or base.form in ROOTS or after.form in _ADJECTIVAL:
        return True
    # Of 사용하다 the noun is the word, but of 권하다 the verb; other verbs are empty.
    whole = base.form in _VERBAL and after.form == "하" and begins_eojeol(text, base.start)
    return whole or base.form + after.form + "다" in LIGHT_VERBS


def _is_inside(text: str, base: Morpheme, suffix: Morpheme) -> bool:
    """Whether a suffix is part of the word: 님 is where the dictionary has it (해님, 첫손님)."""
    return suffix.form not in _OUTSIDE or (
        suffix.form == "님" and text[base.start : suffix.end] in compounds()
    )


def _verb(
    text: str,
    stem: str,
    word_class: str,
    words: list[Morpheme],
    first: int,
    following: int,
    helps: bool,
) -> Element:
    word = stem + "다"
    start = words[first].start
    end = max(part.end for part in words[first:following])
    adnominal = words[following - 1].tag == "ETM"
    # 이러한 is a determiner, whether Kiwi says so or finds 이러하다; so is 지난 of 지나다.
    if adnominal and text[start:end] in DETERMINERS:
        return Element(start, end, "", _LIGHT)
    stop = helps or word in LIGHT_VERBS
    after = words[following] if following < len(words) else None
    begins = adnominal and after is not None and after.start == end and after.tag in NOUNS
    # Inside a name an empty verb is one of its parts too (층간소음).
    joined = first > 0 and words[first - 1].end == start
    kind = "modifier" if begins and (joined or not stop) else ""
    return Element(start, end, kind, Annotation(word, word, stop, word_class))
