"""Korean nouns written together: keep them as one compound, or split them.

The nouns of a run are one word where they recur on the page, in whatever company, or where the
list has them; so is a run with Latin letters or digits (`AI반도체`, `누리3`), and a pair of which
the page has neither half elsewhere. What is left counts noun by noun, but for single syllables,
which stay on their neighbour.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from pagewords.words.korean.element import NAME, NOUN, NOUNS, Element
from pagewords.words.korean.lists import BODIES, SURNAMES, TITLES, compounds
from pagewords.words.korean.syllables import takes_syllable, without_syllables
from pagewords.words.overlaps import apart
from pagewords.words.term import Annotation, Token

#: Characters; a longer run is a sentence without spaces.
MAX_COMPOUND_LENGTH = 40
#: Letters of a pair that is one word though it stands once; longer ones are phrases and titles.
_MAX_PAIR_LENGTH = 6
#: Elements of a compound that recurs inside longer runs.
MAX_ELEMENTS = 5
#: Digits before a noun that may be one name with it (1차산업); longer ones are amounts.
_MAX_DIGITS = 4
_WHOLE = frozenset(("noun", "name", "mixed"))
_ENDS = _WHOLE | {"bound"}
_STARTS = _WHOLE | {"light", "modifier", "digits", "date"}
#: Elements that make a name of a compound.
_NAMING = frozenset(("name", "mixed", "date", "of"))
#: What digits group (방송3사): a noun before them is part of the name.
_GROUPED = frozenset("법당사국구")
#: What the names of cities, counties and districts end in.
_PLACES = frozenset("시군구읍면")
#: The first and last element of a part of a run.
_Part = tuple[int, int]


def join(text: str, elements: list[Element]) -> list[Token]:
    """Return the words that the elements of a page make, in order."""
    runs = [_with_digits(text, run) for run in _runs(elements)]
    recurring = _recurring(text, runs)
    found: list[Token] = []
    for run in runs:
        if len(run) == 1:
            element = run[0]
            if element.known is not None or element.kind == "latin":
                found.append((element.start, element.end, element.known))
        else:
            found.extend(_split(text, run, recurring))
    return found


def _runs(elements: Iterable[Element]) -> Iterator[list[Element]]:
    """Group adjacent elements; those that cannot be part of a compound stay alone."""
    run: list[Element] = []
    for element in elements:
        if run and (not element.kind or not run[-1].kind or element.start != run[-1].end):
            yield run
            run = []
        run.append(element)
    if run:
        yield run


def _with_digits(text: str, run: list[Element]) -> list[Element]:
    """Put digits and Latin letters together with the noun that they stand at.

    Digits belong to what is before them unless they count what follows.
    """
    if len(run) == 1:
        return run
    put: list[Element] = []
    for place, element in enumerate(run):
        before = put[-1] if put else None
        counts = place + 1 < len(run) and run[place + 1].kind == "counter"
        if counts and _is_of_name(text, before, run[place + 1]):
            counts = False
        if before is not None and (
            (element.kind == "digits" and not counts and _is_numbered(before, len(put)))
            or (element.kind == "latin" and before.kind in _WHOLE)
            or (element.kind in NOUNS and before.kind == "latin")
            or (element.kind == "counter" and before.kind == "mixed")
        ):
            put[-1] = Element(before.start, element.end, "mixed", NAME)
        else:
            put.append(element)
    return put


def _is_of_name(text: str, before: Element | None, counter: Element) -> bool:
    """Whether what digits seem to count belongs to their name: 방송3법, 아이폰17프로."""
    length = counter.end - counter.start
    if length == 1:
        return text[counter.start] in _GROUPED
    return before is not None and before.kind in _WHOLE


def _is_numbered(before: Element, place: int) -> bool:
    """Whether digits belong to what is before them: a light syllable is a name then (중2)."""
    if before.kind == "light":
        return place == 1 and before.end - before.start == 1
    return before.kind in _WHOLE or before.kind == "latin"


def _recurring(text: str, runs: list[list[Element]]) -> set[str]:
    """Return the spellings that stand at least twice, as a noun at least once."""
    seen: Counter[str] = Counter()
    nouns: set[str] = set()
    for run in runs:
        for first, last in _parts(run):
            spelling = text[run[first].start : run[last].end]
            seen[spelling] += 1
            if run[last].kind != "bound":
                nouns.add(spelling)
            if run[last].suffix and first != last:
                seen[spelling[: -run[last].suffix]] += 1
    return {spelling for spelling in nouns if seen[spelling] > 1}


def _parts(run: list[Element]) -> Iterator[_Part]:
    """Yield the parts of a run that may be a compound, single nouns and the whole run too."""
    length = len(run)
    for first, element in enumerate(run):
        if element.kind not in _STARTS or (
            element.kind == "digits" and element.end - element.start > _MAX_DIGITS
        ):
            continue
        for last in range(first, min(first + MAX_ELEMENTS, length)):
            if run[last].kind in _ENDS:
                yield first, last
    if length > MAX_ELEMENTS and run[0].kind in _STARTS and run[-1].kind in _ENDS:
        yield 0, length - 1


def _split(text: str, run: list[Element], recurring: set[str]) -> Iterator[Token]:
    """Yield the words of a run: its compounds, longest first, and what is left between them."""
    listed = compounds()
    candidates = []
    for first, last in _parts(run):
        if first == last:
            continue
        start, end = run[first].start, run[last].end
        spelling = text[start:end]
        base = text[start : end - run[last].suffix]
        if end - start <= MAX_COMPOUND_LENGTH and (
            not recurring.isdisjoint((spelling, base))
            or not listed.isdisjoint((spelling, base))
            or _is_event(run, first, last)
            or (_is_body(text, run, first, last) and not _begins(text, run[first:last], recurring))
        ):
            candidates.append((start - end, first, last + 1))
    place = 0
    for first, last in apart((first, last) for _, first, last in sorted(candidates)):
        if takes_syllable(text, run, first, last, recurring):
            last += 1
        yield from _left(text, run[place:first], recurring)
        yield run[first].start, run[last - 1].end, _known(run[first:last])
        place = last
    yield from _left(text, run[place:], recurring)


def _is_event(run: list[Element], first: int, last: int) -> bool:
    """Whether a part is a date with all the nouns behind it (5·4운동)."""
    return run[first].kind == "date" and (last + 1 == len(run) or run[last + 1].kind not in NOUNS)


def _is_body(text: str, run: list[Element], first: int, last: int) -> bool:
    """Whether a part is what the name of a body or law ends in, with all the nouns before it."""
    nouns = all(element.kind in NOUNS for element in run[first : last + 1])
    begins = not first or run[first - 1].kind not in NOUNS
    # Kiwi may cut the end in two (처벌, 법).
    ends = (text[element.start : run[last].end] for element in run[last - 1 : last + 1])
    return nouns and begins and not BODIES.isdisjoint(ends)


def _begins(text: str, run: list[Element], recurring: set[str]) -> bool:
    """Whether elements begin with a compound that recurs (인공지능 in 인공지능연구소)."""
    start = run[0].start
    return any(text[start : element.end] in recurring for element in run[1:])


def _known(run: list[Element]) -> Annotation:
    """Return what a compound of these elements is: a name if one of them makes it one."""
    return NAME if any(element.kind in _NAMING for element in run) else NOUN


def _left(text: str, run: list[Element], recurring: set[str]) -> Iterator[Token]:
    """Yield the words of a part of a run that is no compound."""
    while run and run[0].kind in ("digits", "date"):
        run = run[1:]
    if (
        len(run) > 1
        and any(element.kind in ("mixed", "latin") for element in run)
        and all(element.kind in (*_WHOLE, "latin", "light") for element in run)
        and "light" not in (run[0].kind, run[-1].kind)
        and run[-1].end - run[0].start <= MAX_COMPOUND_LENGTH
    ):
        yield run[0].start, run[-1].end, NAME
        return
    words = without_syllables(run)
    if _is_new_pair(text, words, recurring):
        words = [Element(words[0].start, words[1].end, "noun", _known(words))]
    for element in words:
        if element.known is not None or element.kind == "latin":
            yield element.start, element.end, element.known


def _is_new_pair(text: str, words: list[Element], recurring: set[str]) -> bool:
    """Whether words are two nouns that stand nowhere else on the page (핸드드립).

    To cut such a pair adds to no row. A person's name and a title are two words (but 망원시장), and
    so are a place and the one that it is in (경북 안동시).
    """
    if len(words) != 2 or words[-1].end - words[0].start > _MAX_PAIR_LENGTH:
        return False
    halves = [text[element.start : element.end] for element in words]
    return (
        all(element.kind in NOUNS for element in words)
        and all(len(half) > 1 and half not in recurring for half in halves)
        and not (words[0].kind == "name" and _is_person(*halves))
        and not (words[0].kind == words[1].kind == "name" and halves[1][-1] in _PLACES)
    )


def _is_person(name: str, title: str) -> bool:
    """Whether a name and a title are a person's; 시장 is a market too, of any place (망원시장)."""
    return title in TITLES and (title != "시장" or name[0] in SURNAMES)
