"""Words that overlap, as several analysers find them: the longest stays."""

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
