"""Digits in Korean: behind a name (누리3), before one (5·4운동, 1차산업), or counting."""

import regex

from pagewords.words.korean.eojeol import begins_eojeol
from pagewords.words.korean.kiwi import Morpheme, skip_to
from pagewords.words.korean.lists import COUNTERS, EVENTS, NUMERALS

#: Bound nouns and numerals, which digits count.
COUNTED = frozenset(("NNB", "NR"))
#: Numerals and determiners; the same syllables are particles and pronouns too (물만, 네 상자).
_BEFORE_NOUNS = frozenset(("MM", "NR"))
#: A number goes on behind these where a digit follows, and behind those where none does.
_GOES_ON = regex.compile(r"[-.:/,~–]\p{N}|[%℃°‰~]")
_DOTS = frozenset("·ㆍ‧∙・")
#: Month and day, as in the name of an event.
_DAY = r"(?:1[0-2]|0?[1-9]){}(?:3[01]|[12]\d|0?[1-9])(?!\p{{N}})"
_DATE = regex.compile(_DAY.format("[·ㆍ‧∙・.]"))
#: Names in which digits count: an event with its date apart, nights and days (1박2일).
_NAMED = regex.compile(
    _DAY.format("[·ㆍ‧∙・]") + rf" \p{{Hangul}}{{0,4}}?(?:{'|'.join(sorted(EVENTS))})"
    r"|(?>\p{N}{1,2}박\p{N}{1,2}일)(?!\p{N})"
)
_HYPHEN = regex.compile(r"(?<=\p{Hangul})-")


def counts(words: list[Morpheme], position: int) -> bool:
    """Whether a noun counts: a syllable behind digits (3층), a measure (27차례, 한 잔)."""
    word = words[position]
    measure = word.form in COUNTERS
    if (measure or len(word.form) == 1) and follows(words, position):
        return True
    return measure and _behind_numeral(words, position)


def is_behind_number(words: list[Morpheme], position: int) -> bool:
    """Whether a morpheme stands behind digits or a numeral, with a space or without."""
    return _behind_numeral(words, position) or (
        position > 0
        and words[position - 1].tag in ("SN", "NR")
        and words[position].start - words[position - 1].end <= 1
    )


def _behind_numeral(words: list[Morpheme], position: int) -> bool:
    """Whether a morpheme stands behind a numeral before nouns (한 달)."""
    before = words[position - 1] if position else None
    return (
        before is not None
        and before.tag in _BEFORE_NOUNS
        and before.form in NUMERALS
        and words[position].start - before.end <= 1
    )


def follows(words: list[Morpheme], position: int) -> bool:
    """Whether a morpheme stands directly behind digits, or behind a numeral, which count it.

    So does 간 behind what counts itself (2주간).
    """
    before = words[position - 1] if position else None
    if before is not None and before.tag == "NR":
        return words[position].start - before.end <= 1
    if before is None or before.end != words[position].start:
        return False
    if before.tag == "NNB" and words[position].form == "간":
        return follows(words, position - 1) or _behind_numeral(words, position - 1)
    if before.tag != "SN":
        return False
    # A date is no amount.
    return position < 2 or words[position - 2].form not in _DOTS


def named(text: str, words: list[Morpheme], position: int) -> int:
    """Return the position behind a name that digits begin (9·11 테러, 1박2일), or 0."""
    start = words[position].start
    found = _NAMED.match(text, start)
    if found is None or not begins_eojeol(text, start):
        return 0
    while position < len(words) and words[position].end < found.end():
        position += 1
    if position == len(words) or words[position].end != found.end():
        return 0
    behind = position + 1
    goes_on = (  # 6·25 전쟁기념관
        behind < len(words)
        and words[behind].start == found.end()
        and words[behind].tag.startswith(("N", "XSN"))
    )
    return 0 if goes_on else behind


def read(text: str, words: list[Morpheme], position: int) -> tuple[int, int, str, int]:
    """Return start, end, kind and following position of the digits at `position`.

    The kind is empty where they are no part of a name.
    """
    word = words[position]
    date = _DATE.match(text, word.start)
    if date is not None and begins_eojeol(text, word.start):
        return word.start, date.end(), "date", skip_to(words, position + 1, date.end())
    # Kiwi's digits hold the full stop of the sentence.
    end = word.start + len(word.form.rstrip(".,"))
    start = word.start
    if start and _HYPHEN.match(text, start - 1):
        start -= 1
    kind = "" if _GOES_ON.match(text, end) else "digits"
    return start, end, kind, position + 1
