"""Single syllables beside a noun or compound, which stay on it."""

from pagewords.words.korean.element import NOUNS, Element

#: They say where a thing is, and are no part of it (고속도로위).
_PLACES = frozenset("앞뒤옆안밖위밑곁속")


def takes_syllable(
    text: str, run: list[Element], first: int, last: int, recurring: set[str]
) -> bool:
    """Whether the syllable that ends a run belongs to the compound before it (모집공고문)."""
    if last + 1 != len(run) or text[run[first].start : run[last - 1].end] in recurring:
        return False
    syllable = text[run[last].start : run[last].end]
    return run[last].kind in NOUNS and len(syllable) == 1 and syllable not in _PLACES


def without_syllables(run: list[Element]) -> list[Element]:
    """Put single syllables together with the noun before them, or else behind."""
    put: list[Element] = []
    for element in run:
        before = put[-1] if put else None
        if before is not None and _sticks(before, element):
            put[-1] = before._replace(end=element.end)
        else:
            put.append(element)
    return put


def _sticks(before: Element, element: Element) -> bool:
    lengths = before.end - before.start, element.end - element.start
    return 1 in lengths and before.kind in NOUNS and element.kind in NOUNS
