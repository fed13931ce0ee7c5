"""Eojeol that are a noun by themselves, though Kiwi cuts them where they stand.

In headings and lists, which are no sentences, it takes the first syllable of a noun for another
word (모 눈, 채 도, 로 그); alone it reads the noun.
"""

from functools import lru_cache

import regex

from pagewords.words.korean.eojeol import begins_eojeol
from pagewords.words.korean.kiwi import Morpheme, analyse, skip_to
from pagewords.words.korean.lists import NUMERALS
from pagewords.words.korean.neighbours import NOUNS, VERBS

#: Longer ones are compounds.
_EOJEOL = regex.compile(r"\p{Hangul}{2,8}+(?!\p{Hangul})")
#: What may stand behind the noun.
_BEHIND = ("J", "E", "VCP", "XSN")
#: Behind a noun of one syllable what may well be another part of its word.
_PARTS = frozenset((*NOUNS, "NP", "XSN", "XSV", "XSA", "VCP"))


def read_alone(text: str, words: list[Morpheme], position: int) -> list[Morpheme]:
    """Return the morphemes of the eojeol at a position if it is a noun that is cut, else none."""
    word = words[position]
    longest = 2 if word.tag in VERBS else 1  # 지난주
    if word.end - word.start > longest or not begins_eojeol(text, word.start):
        return []
    following = skip_to(words, position + 1, word.end)  # what is contracted with it left out
    if following == len(words) or words[following].start != word.end:
        return []
    if not _may_be_cut(word, words[following]) or _is_counted(words, position):
        return []
    eojeol = _EOJEOL.match(text, word.start)
    found = () if eojeol is None else _noun(eojeol[0])
    return [
        part._replace(start=word.start + part.start, end=word.start + part.end) for part in found
    ]


def _may_be_cut(word: Morpheme, after: Morpheme) -> bool:
    """Whether the first of two morphemes, one syllable, is hardly a word before the other."""
    if word.tag == "NNP":
        return after.tag in NOUNS or after.tag not in _PARTS
    if word.tag in NOUNS:
        return after.tag.startswith(("N", "V", "M")) and after.tag not in _PARTS
    if word.tag == "XPN" or (word.tag, after.tag) == ("NR", "NR"):
        return False
    return after.tag.startswith(("N", "V", "M")) and not (word.tag == "MAG" and after.tag in VERBS)


def _is_counted(words: list[Morpheme], position: int) -> bool:
    """Whether a number stands before an eojeol, which then begins with a counter."""
    before = words[position - 1] if position else None
    if before is None or words[position].start - before.end > 1:
        return False
    return before.tag in ("SN", "NR") or (before.tag == "MM" and before.form in NUMERALS)


@lru_cache(maxsize=4_096)
def _noun(eojeol: str) -> tuple[Morpheme, ...]:
    """Return the morphemes of an eojeol that is one noun and what stands behind it, else none."""
    found, _ = analyse(eojeol)
    noun, behind = found[0], found[1:]
    whole = len(noun.form) > 1 and noun.tag in ("NNG", "NNP")
    return tuple(found) if whole and all(part.tag.startswith(_BEHIND) for part in behind) else ()
