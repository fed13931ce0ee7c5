"""Morphemes that cannot stand where Kiwi finds them, read anew before they become words."""

import regex

from pagewords.words.korean.alone import read_alone
from pagewords.words.korean.eojeol import begins_eojeol
from pagewords.words.korean.kiwi import Morpheme, skip_to
from pagewords.words.korean.lists import LIGHT_NOUNS, SURNAMES, TIMES
from pagewords.words.korean.neighbours import NOUNS, adjoining

#: Behind these a bound noun is one, though a noun be written on it (아시는 분연락).
_BEFORE_BOUND = frozenset(("ETM", "NNB", "NR", "MM", "SN"))
#: Counters that are the end of a noun where they are written on one: a day (작성일), a kind, an
#: institute, a ticket.
_ENDS = frozenset("일식원권")
#: Of these, one that ends an eojeol, and one behind a space, Latin or digits (API 를, SUV를).
_PARTICLES = frozenset("를을는")
_LAST = regex.compile(r".(?!\p{Hangul})")
_LONE = regex.compile(r"(?<=[\s\p{L}\p{N}])(?<!\p{Hangul})" + _LAST.pattern)
#: Endings of the times and prices at which something is bought.
_WHEN = ("요일", "철", "날", "값")
#: What follows a family name with 모 in the news: 박모(58)씨, 박모 씨 (but 씨앗).
_MISTER = regex.compile(
    r" ?(?:\(\p{N}{1,3}(?:세|·[^()]{1,9})?\) ?씨"
    r"|씨(?![^\P{Hangul}는가를의와에께도만라측로처한까보였인]))"
)


def repaired(text: str, words: list[Morpheme]) -> list[Morpheme]:
    """Return the morphemes of a text, with those that are impossible where they stand mended."""
    found: list[Morpheme] = []
    position = 0
    while position < len(words):
        if alone := read_alone(text, words, position):
            found.extend(alone)
            position = skip_to(words, position, alone[-1].end)
            continue
        word = words[position]
        before = found[-1] if found else word
        if _is_somebody(text, word):
            found.append(word._replace(form=word.form[0], tag="NNP", end=word.end - 1))
            word = Morpheme("모", "NP", word.end - 1, word.end)
        found.append(_repaired(text, words, position, before, word))
        position += 1
    return found


def _repaired(
    text: str, words: list[Morpheme], position: int, before: Morpheme, word: Morpheme
) -> Morpheme:
    after = adjoining(words, position)
    behind = before.end == word.start
    if text[word.start] in _PARTICLES:
        pattern = _LAST if behind and before.tag.startswith("J") else _LONE
        if pattern.match(text, word.start):
            return word._replace(tag="JX")
    if (word.form, word.tag, before.tag) == ("는", "JX", "VV") and behind:
        return word._replace(tag="ETM")
    if word.tag == "NNB" and word.form in _ENDS and behind and before.tag in NOUNS:
        return word._replace(tag="NNG")
    if after is None:
        return word
    if word.tag == "MM" and after.tag.startswith("J"):
        return word._replace(tag="NNG")  # 판소리의 한과
    if not begins_eojeol(text, word.start):
        return word
    if (word.form, word.tag) == ("사", "VV") and _lives(words, position):
        return word._replace(form="살")
    if word.form == "아" and ((after.form, after.tag) == ("는", "JX") or after.tag == "EP"):
        return word._replace(form="알", tag="VV")  # 제가 아는 사람
    if word.tag == "NNB" and after.tag in NOUNS and before.tag not in _BEFORE_BOUND:
        return word._replace(tag="XPN")  # 등불
    return word


def _lives(words: list[Morpheme], position: int) -> bool:
    """Whether somebody lives somewhere, alone or with others, and buys nothing.

    Before some endings both verbs are spelled alike (사는), and Kiwi always finds 사다.
    """
    if not position or words[position + 1].form[0] not in "는시":
        return False
    before = words[position - 1]
    place = words[position - 2] if position > 1 else before
    if before.form in ("함께", "같이"):
        return place.form in ("와", "과")
    if before.form == "혼자":
        return True
    is_when = place.form in LIGHT_NOUNS or place.form in TIMES or place.form.endswith(_WHEN)
    return (before.form, before.tag) == ("에", "JKB") and place.tag in NOUNS and not is_when


def _is_somebody(text: str, word: Morpheme) -> bool:
    """Whether a noun (이모) is a family name and 모, and 씨 stands behind."""
    return (
        word.tag in NOUNS
        and len(word.form) == 2
        and word.form[0] in SURNAMES
        and word.form[1] == "모"
        and _MISTER.match(text, word.end) is not None
    )
