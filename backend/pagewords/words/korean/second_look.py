"""A second look at a Korean page: a name that stands alone somewhere is one name everywhere.

Kiwi reads each sentence by itself, so that one name is whole here and cut into other words there
(once a name, once a noun and a verb).
"""

import regex

from pagewords.words.korean.element import NAME, NOUN, Element
from pagewords.words.korean.eojeol import begins_eojeol
from pagewords.words.korean.lists import PARTICLES

_HANGUL = regex.compile(r"\p{Hangul}++")
#: Particles, and the copula, that only a noun can stand before.
_CASE = frozenset("은는이가을를의와과") | {"에서", "에게", "께서", "이다", "입니다", "이며"}
#: Particles that Kiwi may leave on a name that it does not know; few nouns end so.
_LEFT_ON = regex.compile(r"(?:은|는|을|를|와)$")
#: A verb may stand behind these particles, and then it is one.
_COMPLEMENT = regex.compile(r"[이가을를도은는만] $")


def mend(text: str, elements: list[Element]) -> list[Element]:
    """Return the elements, those that cut a name of the page put together."""
    names = _names(text, elements)
    if not names:
        return elements
    mended: list[Element] = []
    place = 0
    while place < len(elements):
        first = elements[place]
        following = place + 1
        if begins_eojeol(text, first.start) and (
            name := _name(text, first, elements, place, names)
        ):
            while following < len(elements) and elements[following].start < name.end:
                following += 1
            # Particles that were read as words go too.
            eojeol = _eojeol_end(text, first.start)
            while following < len(elements) and elements[following].start < eojeol:
                following += 1
            first = name
        mended.append(_without_particle(text, first, names))
        place = following
    return mended


def _eojeol_end(text: str, start: int) -> int:
    found = _HANGUL.match(text, start)
    return start if found is None else found.end()


def _names(text: str, elements: list[Element]) -> dict[str, str]:
    """Return the nouns that stand alone or before a case particle, with their kind.

    The kind is `alone` for nouns that never have a particle and stand before another noun.
    """
    found: dict[str, str] = {}
    for place, element in enumerate(elements):
        if element.kind not in ("noun", "name") or element.end - element.start < 2:
            continue
        if begins_eojeol(text, element.start):
            rest = text[element.end : _eojeol_end(text, element.end)]
            if rest in _CASE or (not rest and element.kind == "name"):
                found[text[element.start : element.end]] = element.kind
            elif not rest and _is_before_noun(text, elements, place):
                found.setdefault(text[element.start : element.end], "alone")
    return found


def _is_before_noun(text: str, elements: list[Element], place: int) -> bool:
    """Whether a word stands before a noun, with a space between (커서 위치)."""
    if place + 1 == len(elements):
        return False
    after = elements[place + 1]
    return after.kind in ("noun", "name") and text[elements[place].end : after.start] == " "


def _name(
    text: str, first: Element, elements: list[Element], place: int, names: dict[str, str]
) -> Element | None:
    """Return the name that an eojeol is, where its analysis is another."""
    start, end = first.start, _eojeol_end(text, first.start)
    for right in range(end, max(start + 1, first.end if first.kind else 0), -1):
        kind = names.get(text[start:right])
        if kind is None or not (right == end or text[right:end] in PARTICLES):
            continue
        if kind == "alone":
            if right < end or not _is_before_noun(text, elements, place):
                continue
            kind = "noun"
        if first.kind in ("noun", "name") and first.end == right:
            return None
        if first.known is not None and first.known.word is not None:  # a verb
            if _is_predicate(text, elements, place):
                return None
        elif right <= first.end:
            return None
        return Element(start, right, kind, NAME if kind == "name" else NOUN)
    return None


def _without_particle(text: str, element: Element, names: dict[str, str]) -> Element:
    """Return a name without the particle that Kiwi left on it, where the page has it bare."""
    if element.kind not in ("noun", "name") or text[element.end : element.end + 1].isalnum():
        return element
    found = _LEFT_ON.search(text, element.start + 2, element.end)
    if found is None or names.get(text[element.start : found.start()], "alone") == "alone":
        return element
    return element._replace(end=found.start())


def _is_predicate(text: str, elements: list[Element], place: int) -> bool:
    """Whether a verb has its complement or an adverb before it, and so is one."""
    if not place:
        return False
    before = elements[place - 1]
    gap = text[before.end : elements[place].start]
    return (not before.kind and gap == " ") or _COMPLEMENT.search(gap) is not None
