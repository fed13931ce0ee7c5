"""Nouns and names that look like stop words, told by their place: the mine, in May, die Würde.

Three marks tell them: an article before the word; in German a capital inside a sentence; in other
languages such a capital among words without one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import regex

from pagewords.text import Spelling
from pagewords.words.folding import fold
from pagewords.words.singulars import singulars
from pagewords.words.stop_lists import common_english, stop_words

#: Languages that write every noun with a capital.
_CAPITAL_NOUNS = frozenset(("de",))
_KEY = attrgetter("key")
_APOSTROPHES = "'’ʼ"
_ELIDED = regex.compile(rf"(?<!\p{{L}})\p{{L}}++(?=[{_APOSTROPHES}]$)")
#: Characters before a word to look for an elided article in.
_BEFORE = 12
#: Words on each side of one with a capital, which tell a sentence from a title.
_NEIGHBOURS = 3
#: What follows an abbreviation: Art. 5.
_ABBREVIATED = regex.compile(r"\. ?[\p{N}\p{Ll}]")


@lru_cache(maxsize=16)
def _places(language: str) -> Mapping[str, frozenset[str]]:
    """Return the stop words that are nouns behind an article, by article.

    The lists have paragraphs: a line of articles, then the stop words that stay stop words behind
    them. In the second paragraph are articles that are pronouns too (la, het), which verbs follow.
    For German the one paragraph has the words that are no nouns with a capital either, by ''.
    """
    path = files("pagewords.words").joinpath("data", "articles", f"{language}.txt")
    found: dict[str, frozenset[str]] = {}
    if path.is_file():
        for paragraph in path.read_text("utf-8").split("\n\n"):
            articles, _, stay = paragraph.partition("\n")
            if language in _CAPITAL_NOUNS:
                articles, stay = "", paragraph
            kept = frozenset(fold(word, language) for word in stay.split())
            for article in articles.split() or [""]:
                found[article] = stop_words(language) - kept - common_english(language)
    return found


@lru_cache(maxsize=16)
def homographs(language: str) -> frozenset[str]:
    """Return the stop words of a language that are nouns in some places."""
    return frozenset[str]().union(*_places(language).values())


def lemma_of_noun(key: str, language: str) -> str:
    """Return the lemma of a noun that looks like a stop word: itself, or its singular."""
    return next((one for one in singulars(key, language) if one in homographs(language)), key)


class Page(NamedTuple):
    """The words of a text: word i is `spellings[ids[i]]` at `starts[i]` to `ends[i]`."""

    text: str
    spellings: Sequence[Spelling]
    ids: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]


def find(page: Page, language: str) -> list[int]:
    """Return the numbers of the words that look like stop words and are nouns or names."""
    places = _places(language)
    nouns = homographs(language)
    if not nouns:
        return []
    asked = [*map(nouns.__contains__, map(_KEY, page.spellings))]
    german = language in _CAPITAL_NOUNS
    found: list[int] = []
    names: dict[int, list[int]] = {}
    # A page has thousands of words and few of these.
    candidates = np.flatnonzero(np.array(asked)[np.asarray(page.ids)]).tolist()
    for at in candidates:
        number = page.ids[at]
        spelling = page.spellings[number]
        if not spelling.stop_word:
            continue
        if not german and spelling.key in places.get(_article(page, at), ()):
            found.append(at)
        elif spelling.form[:1].isupper() and spelling.form[1:].islower():
            names.setdefault(number, []).append(at)
    if names:
        uses = Counter(page.spellings[page.ids[at]].form for at in candidates)
        for number, every in names.items():
            inside = [at for at in every if _is_inside(page, at, language)]
            # Where a sentence begins the page decides: Go is a language if it is one elsewhere.
            found += every if len(inside) > uses[page.spellings[number].form.lower()] else inside
    return found


def _article(page: Page, at: int) -> str:
    """Return the word right before a word, in small letters, if it may be an article."""
    start = page.starts[at]
    if start and page.text[start - 1] in _APOSTROPHES:
        elided = _ELIDED.search(page.text, max(start - _BEFORE, 0), start)
        return elided[0].lower() if elided else ""
    if at and page.text[page.ends[at - 1] : start] == " ":
        return page.spellings[page.ids[at - 1]].form.lower()
    return ""


def _is_inside(page: Page, at: int, language: str) -> bool:
    """Whether a word with a capital is inside a sentence, and in no English title."""
    start, end = page.starts[at], page.ends[at]
    if not at or page.text[page.ends[at - 1] : start] != " ":
        return False
    if _ABBREVIATED.match(page.text, end):
        return False
    if language in _CAPITAL_NOUNS:
        return True
    return _is_among_small(page, at)


def _is_among_small(page: Page, at: int) -> bool:
    """Whether at least half of the neighbours of a word in its line have small letters.

    In titles most words have capitals (What You May Win); a name has capitals beside it, too
    (Theresa May spoke).
    """
    small = capital = 0
    for step in (-1, 1):
        place = at
        for _ in range(_NEIGHBOURS):
            left, right = sorted((place, place + step))
            if left < 0 or right >= len(page.ids):
                break
            if page.text[page.ends[left] : page.starts[right]] != " ":
                break
            place += step
            first = page.text[page.starts[place]]
            small += first.islower()
            capital += first.isupper()
    return small >= capital
