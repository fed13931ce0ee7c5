"""What the names of elements tell: tags, the words in classes and ids, roles.

A name's score is the sum of its words' weights, learned from pages whose main text is known; its
bits tell which of some tags and beginnings of words it has.
"""

import re
from collections.abc import Mapping
from typing import Final

#: Tag, class, id, role, itemprop.
Key = tuple[str, str | None, str | None, str | None, str | None]
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def listed(words: str) -> tuple[str, ...]:
    """Words between spaces, one by one."""
    return tuple(words.split())


TAGS: Final = listed(
    "nav footer header aside article main form li table figure figcaption p blockquote button dl"
    " section label h1 h2 h3 ul ol td a span details summary pre div body"
)
#: Beginnings of words in classes and ids.
MARKS: Final = listed(
    "comment foot nav menu side related share social promo ad banner widget cookie newsletter"
    " breadcrumb tag meta author caption recommend modal content article body post entry main text"
    " story product reply header"
)
BITS: Final = len(TAGS) + len(MARKS)
_TAG_BITS = {tag: 1 << place for place, tag in enumerate(TAGS)}
_MARK_BITS = {mark: 1 << place for place, mark in enumerate(MARKS, len(TAGS))}
_MARK = re.compile("|".join(sorted(MARKS, key=len, reverse=True)))
_ADS = frozenset(("ad", "ads", "adv", "advert", "advertisement"))
#: Words of a class and an id that are looked at; characters of each; names, and words of names,
#: that are kept for the next page.
MOST_WORDS, LONG, MOST_KNOWN = 40, 200, 20_000


def key_of(tag: str, attributes: Mapping[str, str | None]) -> Key:
    """The name of an element."""
    if not attributes:
        return (tag, None, None, None, None)
    get = attributes.get
    name, own, role, prop = get("class"), get("id"), get("role"), get("itemprop")
    return (
        *(tag, name and name[:LONG], own and own[:LONG]),
        *(role and role[:LONG], prop and prop[:LONG]),
    )


def words_of(key: Key) -> list[str]:
    """The words of an element's name: `<div`, `r:main`, `p:articlebody`, `post`, `content`."""
    tag, name, own, role, prop = key
    words = ["<" + tag]
    if role:
        words.append("r:" + role.lower()[:20])
    if prop:
        words.append("p:" + prop.lower()[:30])
    if name or own:
        found = _WORD.findall((name or "") + " " + (own or ""))[:MOST_WORDS]
        words += [word.lower() for word in found]
    return words


class Names:
    """Scores and bits of names; those seen are remembered, as a site's pages have the same."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        #: Of each name: its score, its bits, and a number for its tag and class.
        self.known: dict[Key, tuple[float, int, int]] = {}
        self._kinds: dict[tuple[str, str | None], int] = {}
        self._words: dict[str, tuple[float, int]] = {}

    def make_room(self) -> None:
        """Forget, between two pages, what is too much."""
        if max(len(self.known), len(self._words)) >= MOST_KNOWN:
            self.known.clear()
            self._kinds.clear()
            self._words.clear()

    def look_up(self, key: Key) -> tuple[float, int, int]:
        """Remember a name that is not known yet."""
        score, bits = 0.0, _TAG_BITS.get(key[0], 0)
        for word in sorted({*words_of(key)}):
            weight, bit = self._words.get(word) or self._look_up_word(word)
            score += weight
            bits |= bit
        kind = self._kinds.setdefault(key[:2], len(self._kinds))
        self.known[key] = known = score, bits, kind
        return known

    def _look_up_word(self, word: str) -> tuple[float, int]:
        found = _MARK.match(word)
        bit = _MARK_BITS[found.group()] if found and (found.group() != "ad" or word in _ADS) else 0
        known = self.weights.get(word, 0.0), bit
        if len(self._words) < MOST_KNOWN:
            self._words[word] = known
        return known
