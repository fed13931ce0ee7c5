"""Japanese words with their affixes: what a reader looks up, from the units of the analyser.

A noun and its suffix are one word (参議院, 労働者), and so are a noun and a noun of one Chinese
character at it (委員会, 都知事), a prefix and its noun (お客様, 非公式), and the stem of a verb or
adjective and its suffix (使い方, 高さ). Honorifics after names, the plural, and prefixes that point
(各, 同) stay apart.
"""

from functools import partial
from typing import NamedTuple

import regex

from pagewords.words.japanese.sudachi import Unit, lemma_of
from pagewords.words.recurring import MAX_LENGTH
from pagewords.words.term import Annotation

_HAN = regex.compile(r"[\p{Han}々]++")
_NO_HIRAGANA = regex.compile(r"[\p{Han}\p{Katakana}々ー]++")
#: The beginning of a name from abroad, which the analyser takes for any noun.
_FOREIGN = regex.compile(r"[\p{Katakana}\p{Latin}]")
#: By the spelling that stands for all: honorifics, which part from names only; plurals.
_HONORIFICS = frozenset(("さん", "様", "氏", "ちゃん", "君", "殿"))
_PLURALS = frozenset(("達", "等", "共", "ども"))
#: Prefixes that say which one, how many or when, and the polite one, which adds nothing.
_POINTING = frozenset("各同本当全約第毎両某翌昨今計故現元旧前")
#: Suffixes that say where, for what or whose, as particles do.
_RELATING = frozenset("内外用側別宛済込毎兼")
_POLITE = "御"
#: What a noun that a verb makes is the subject or object of.
_CASES = frozenset(("を", "が", "の"))
#: Characters after a name that make the name of a place or body.
_OF_NAMES = frozenset("都道府県市区町村駅川山島湖港党社省庁局院大")
#: Suffixes of ministries, agencies and parties, whose names have any number of nouns.
_BODIES = frozenset("省庁党")
_NOUNS = frozenset(("noun", "person"))
_PREFIXED = frozenset(("noun", "person", "quality"))
_JOINING = frozenset(("noun", "person", "quality", "stem"))
#: Roles that nothing joins and that join nothing.
_PLAIN = frozenset(("", "number", "digits"))
_NUMBERS = frozenset(("number", "digits"))


class Element(NamedTuple):
    """A word, or a part of a compound; `role` as in `Speech`, empty for what joins nothing."""

    start: int
    end: int
    role: str
    known: Annotation


#: As `_make`, in C and without its check: most words of a page are plain.
_plain = partial(tuple.__new__, Element)


def elements(text: str, units: list[Unit]) -> list[Element]:
    """Return the words of some units, in order."""
    words: list[Element] = []
    before: Unit | None = None
    for place, unit in enumerate(units, 1):
        start, end, (_, _, speech, known) = unit
        if before is not None and before.end != start:
            before = None
        if speech.role in _PLAIN and not speech.weak:
            if speech.role != "digits":
                words.append(_plain((start, end, "", known)))
        else:
            after = units[place] if place < len(units) and units[place].start == end else None
            longer = None
            if words and words[-1].role and words[-1].end == start:
                longer = _with_prefix(text, words[-1], unit, after) or _extended(
                    text, words[-1], unit, after
                )
            if longer is not None:
                words[-1] = longer
                if text[start] in _BODIES:
                    _name_body(words)
            else:
                words.append(_element(text, unit, before, after))
        before = unit
    return words


def _name_body(words: list[Element]) -> None:
    """Put the nouns before the last word into it: it is the name of a body (経済産業省)."""
    last = words.pop()
    lemma = last.known.lemma or ""
    while (
        words
        and words[-1].end == last.start
        and words[-1].known.word_class == "noun"
        and last.end - words[-1].start <= MAX_LENGTH
    ):
        before = words.pop()
        lemma = (before.known.lemma or "") + lemma
        last = last._replace(start=before.start)
    words.append(last._replace(known=Annotation(None, lemma, False, "name")))


def _element(text: str, unit: Unit, before: Unit | None, after: Unit | None) -> Element:
    """Return the word of one unit."""
    start, end, (base, norm, speech, known) = unit
    if _leads(text, unit, before, after):
        lemma = "" if norm == _POLITE else norm
        return Element(start, end, "prefix", Annotation(None, lemma, True, "other"))
    if not known.stop_word and before is not None:
        if speech.counted and before.entry.speech.role in _NUMBERS:
            known = known._replace(stop_word=True, fixed=True)
        elif speech.weak and before.entry.speech.before_weak:
            known = known._replace(stop_word=True)
    if known.stop_word:
        return Element(start, end, "", known)
    is_verb = speech.role == "stem" and speech.word_class == "verb"
    if is_verb and after is not None and after.entry.base in _CASES:
        return Element(start, end, "noun", _verbal_noun(text[start:end], base, norm))
    return Element(start, end, speech.role if speech.role in _JOINING else "", known)


def _is_nominal(after: Unit) -> bool:
    """Whether a polite verb is a noun before a unit: お支払い方法, but お待ちください."""
    return after.entry.base in _CASES or after.entry.speech.role in (*_NOUNS, "mark")


def _verbal_noun(form: str, base: str, norm: str) -> Annotation:
    """Return what is known of a verb's stem as a noun: spelled as the verb, but for its end."""
    ends_alike = norm[-1] == base[-1]
    lemma = norm[:-1] + form[len(base) - 1 :] if ends_alike else form
    return Annotation(None, lemma, False, "noun")


def _leads(text: str, unit: Unit, before: Unit | None, after: Unit | None) -> bool:
    """Whether a unit belongs to the noun after it: a prefix, or a noun of one character."""
    role = unit.entry.speech.role
    if role not in ("prefix", "noun") or after is None or unit.entry.norm in _POINTING:
        return False
    if after.entry.known.stop_word:
        return False
    if role == "prefix":
        polite = unit.entry.norm == _POLITE and after.entry.speech.word_class == "verb"
        return after.entry.speech.role in (*_PREFIXED, *(("stem",) if polite else ()))
    if after.entry.speech.role not in _NOUNS or after.entry.speech.word_class != "noun":
        return False
    counted = before is not None and before.entry.speech.role in _NUMBERS
    return _is_sign(text, unit) and not _is_sign(text, after) and not counted


def _is_sign(text: str, unit: Unit) -> bool:
    """Whether a unit is a common word of one Chinese character."""
    return (
        unit.end - unit.start == 1
        and unit.entry.speech.word_class != "name"
        and not unit.entry.known.stop_word
        and _HAN.match(text, unit.start, unit.end) is not None
    )


def _with_prefix(text: str, word: Element, unit: Unit, after: Unit | None) -> Element | None:
    """Return a noun with the prefix before it."""
    if word.role != "prefix":
        return None
    speech = unit.entry.speech
    if speech.role == "stem":
        if after is not None and not _is_nominal(after):
            return None
        form, base, norm = text[unit.start : unit.end], unit.entry.base, unit.entry.norm
        return Element(word.start, unit.end, "noun", _verbal_noun(form, base, norm))
    lemma = lemma_of((word.known.lemma or "") + unit.entry.norm)
    known = Annotation(None, lemma, False, speech.word_class)
    return Element(word.start, unit.end, speech.role, known)


def _extended(text: str, word: Element, unit: Unit, after: Unit | None) -> Element | None:
    """Return a word with the suffix after it."""
    role, word_class = "noun", "noun"
    if unit.end - word.start > MAX_LENGTH:
        return None
    if unit.entry.speech.role == "adjectival":
        if word.role not in _NOUNS or not _HAN.fullmatch(text, unit.start, unit.end):
            return None
        role, word_class = "", "adjective"
    elif not _is_suffix(text, word, unit, after):
        return None
    elif word.known.word_class == "name" and text[unit.start] in _OF_NAMES:
        word_class = "name"
    lemma = (word.known.lemma if word.role in _NOUNS else None) or text[word.start : word.end]
    known = Annotation(None, lemma_of(lemma + unit.entry.norm), False, word_class)
    return Element(word.start, unit.end, role, known)


def _is_suffix(text: str, word: Element, unit: Unit, after: Unit | None) -> bool:
    """Whether a unit makes a longer noun of the word before it."""
    kind, norm = unit.entry.speech.role, unit.entry.norm
    if norm in _RELATING or norm in _POINTING:
        return False
    if kind == "noun":
        return word.role in _NOUNS and _is_sign(text, unit)
    if kind == "prefix":
        # After a word and before none, the analyser's prefix is a suffix that it lacks (推し活).
        # Nothing but a suffix stands behind the stem of a verb.
        return word.role == "stem" or after is None or after.entry.speech.role not in _PREFIXED
    if kind != "suffix" or norm in _PLURALS:
        return False
    if norm in _HONORIFICS:
        return word.role == "noun" and not _FOREIGN.match(text, word.start)
    if norm == "さ":
        return word.role in ("stem", "quality")
    return _NO_HIRAGANA.fullmatch(text, unit.start, unit.end) is not None
