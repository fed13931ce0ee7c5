"""Words that overlap, as several analysers or the parts of a compound give them: which stay."""

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any, TypeVar

#: A tuple that begins with the start and end of a word.
Spanned = TypeVar("Spanned", bound=tuple[Any, ...])


def longest(candidates: Iterable[Spanned]) -> Iterator[Spanned]:
    """Yield in order the longest of overlapping words, the first in a tie."""
    left = iter(sorted(candidates, key=itemgetter(0)))
    held = next(left, None)
    if held is None:
        return
    for word in left:
        if word[0] >= held[1]:
            yield held
            held = word
        elif word[1] - word[0] > held[1] - held[0]:
            held = word
    yield held


def apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return in order the spans that overlap none of those given before them."""
    taken: set[int] = set()
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            found.append((first, last))
    return sorted(found)
