"""Which Korean nouns have a grammatical job only."""

from pagewords.words.korean.kiwi import Morpheme
from pagewords.words.korean.lists import ADVERBS, LIGHT_NOUNS, NOUNS_TOO, SURNAMES


def is_light(text: str, word: Morpheme, after: Morpheme | None) -> bool:
    """Whether a noun has a grammatical job, alone or with its particle (요컨대, 달마다)."""
    # Of one syllable, many adverbs are nouns too (약, 막).
    adverb = len(word.form) > 1 and word.form in ADVERBS and word.form not in NOUNS_TOO
    if adverb or word.form in LIGHT_NOUNS:
        return True
    return (
        after is not None and after.tag in ("JX", "JKB") and text[word.start : after.end] in ADVERBS
    )


def is_surname(text: str, words: list[Morpheme], position: int) -> bool:
    """Whether a syllable is a family name before a title (구 선생) or before 씨."""
    word = words[position]
    if word.tag != "NNP" or word.form not in SURNAMES or position + 1 == len(words):
        return False
    after = words[position + 1]
    if after.start == word.end:
        return after.tag in ("NNB", "NP") and after.form in ("씨", "모")
    alone = not text[word.start - 1 : word.start].isalpha()
    titles = ("NNG", "NP", "NNB", "MM", "SL")
    return alone and text[word.end : after.start] == " " and after.tag in titles
