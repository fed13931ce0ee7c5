"""Which Korean nouns have a grammatical job only."""

import regex

from pagewords.words.korean.eojeol import begins_eojeol
from pagewords.words.korean.kiwi import Morpheme
from pagewords.words.korean.lists import ADVERBS, COUNTERS, LIGHT_NOUNS, NOUNS_TOO, SURNAMES, TITLES

#: A month, a year, a week: before an amount.
_EACH = frozenset("월연주")
_NUMBER = regex.compile(r" ?\p{N}")
#: Behind a clause they are no thing but its place among others (마친 뒤, 좋은 점).
_CLAUSE_ENDS = frozenset(("점", "뒤"))
#: They say how a clause or noun stands to the rest (벼 대신 콩), but for ministers (대신들이).
_RELATIONS = frozenset(("대신", "덕분"))
_OF_THINGS = frozenset(("JKS", "JKO", "JKG", "XSV", "XSN"))
_WEEKDAYS = frozenset("월화수목금토일")


def is_light(text: str, word: Morpheme, after: Morpheme | None) -> bool:
    """Whether a noun has a grammatical job, alone or with its particle (요컨대, 달마다)."""
    if after is not None and after.tag == "XSA":
        return False  # 이상하다 is strange; 이상, above an amount.
    # Of one syllable, many adverbs are nouns too (약, 막).
    adverb = len(word.form) > 1 and word.form in ADVERBS and word.form not in NOUNS_TOO
    if adverb or word.form in LIGHT_NOUNS:
        return True
    if word.form in _EACH and _NUMBER.match(text, word.end):
        return True
    if after is None or not begins_eojeol(text, word.start):
        return False  # 다목적실로 is no 실로
    return after.tag in ("JX", "JKB") and text[word.start : after.end] in ADVERBS


def is_weekday(text: str, word: Morpheme) -> bool:
    """Whether a syllable is the weekday behind a date: 30일(일)."""
    return word.form in _WEEKDAYS and text[word.start - 1 : word.end + 1] == f"({word.form})"


def is_light_here(words: list[Morpheme], position: int) -> bool:
    """Whether a noun is light beside its neighbours: half an amount, or what ends a clause."""
    before = words[position - 1] if position else None
    after = words[position + 1] if position + 1 < len(words) else None
    if words[position].form in _CLAUSE_ENDS:
        return before is not None and before.tag == "ETM"
    if words[position].form in _RELATIONS:
        of_whom = before is not None and before.tag == "JKG"  # 조선의 대신
        return not of_whom and (after is None or after.tag not in _OF_THINGS)
    if words[position].form == "한":
        # 않는 한; with a particle it is a grudge (맺히는 한이 깊다).
        is_grudge = after is not None and after.tag in ("JKS", "JKO", "JX")
        return before is not None and (before.form, before.tag) == ("는", "ETM") and not is_grudge
    if words[position].form == "지":
        # Kiwi takes it for a noun in some endings: 있는지 따졌다.
        return before is not None and before.tag == "ETM" and before.end == words[position].start
    return words[position].form == "반" and _is_half(words, position)


def _is_half(words: list[Morpheme], position: int) -> bool:
    """Whether 반 stands at a counter (반년, 반 개, 두 시 반); it may be a class too (반 친구)."""
    start, end = words[position].start, words[position].end
    behind = (
        position > 0
        and (words[position - 1].tag == "NNB" or words[position - 1].form in COUNTERS)
        and start - words[position - 1].end <= 1
    )
    after = words[position + 1] if position + 1 < len(words) else None
    return behind or (after is not None and after.tag == "NNB" and after.start - end <= 1)


def is_surname(text: str, words: list[Morpheme], position: int) -> bool:
    """Whether a syllable is a family name before a title (구 선생) or before 씨."""
    word = words[position]
    if word.form not in SURNAMES or position + 1 == len(words):
        return False
    after = words[position + 1]
    if word.tag != "NNP" and after.form not in TITLES:
        return False
    if after.start == word.end:
        return after.tag in ("NNB", "NP") and after.form in ("씨", "모")
    alone = not text[word.start - 1 : word.start].isalpha()
    titles = ("NNG", "NP", "NNB", "MM", "SL")
    return alone and text[word.end : after.start] == " " and after.tag in titles
