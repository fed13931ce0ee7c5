"""Neighbours that stick together on a page are one word, where a dictionary falls short.

The measure is Dice's coefficient, "Measures of the amount of ecologic association between species"
(1945): twice the count of a pair divided by the counts of its words, between 0 and 1.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import pairwise

#: The start and end of a word.
Span = tuple[int, int]
#: Whether two words stick, by their spellings, the count of the pair and its coefficient.
Rule = Callable[[str, str, int, float], bool]


def join_sticking(
    text: str,
    words: Iterable[Span],
    hidden: Container[str],
    sticks: Rule,
    *,
    between: str = "",
    most: int = 2,
) -> Iterator[Span]:
    """Yield words in order, those in one that stick; `between` may stand between them.

    The strongest pair is joined first, and a chain has at most `most` words. The `hidden` words
    join nothing.
    """
    found = list(words)
    names = [text[start:end] for start, end in found]
    runs = [*_runs(text, found, names, hidden, between)]
    counts = Counter(names)
    pairs = Counter(pair for first, last in runs for pair in pairwise(names[first:last]))
    strength: dict[tuple[str, str], float] = {}
    for (left, right), count in pairs.items():
        dice = 2 * count / (counts[left] + counts[right])
        if sticks(left, right, count, dice):
            strength[left, right] = dice
    done = 0
    for first, last in runs:
        yield from found[done:first]
        for start, end in _chains(names[first:last], strength, most):
            yield found[first + start][0], found[first + end - 1][1]
        done = last
    yield from found[done:]


def _runs(
    text: str, words: list[Span], names: list[str], hidden: Container[str], between: str
) -> Iterator[Span]:
    """Yield the first and last numbers of adjacent words that may join."""
    first = 0
    end = -1
    for place, ((start, following), name) in enumerate(zip(words, names, strict=True)):
        if name in hidden or (start != end and text[end:start] != between):
            if place - first > 1:
                yield first, place
            first = place + 1 if name in hidden else place
        end = following
    if len(words) - first > 1:
        yield first, len(words)


def _chains(names: Sequence[str], strength: dict[tuple[str, str], float], most: int) -> list[Span]:
    """Return the numbers of the words of a run that are one, from and to."""
    seams = [
        (-strength[pair], place)
        for place, pair in enumerate(pairwise(names), 1)
        if pair in strength
    ]
    # The chain that ends at a bound begins at `begins[bound]`, and the other way round.
    begins = [max(bound - 1, 0) for bound in range(len(names) + 1)]
    ends = [bound + 1 for bound in range(len(names) + 1)]
    bounds = set(range(len(names) + 1))
    for _, seam in sorted(seams):
        begin, end = begins[seam], ends[seam]
        if end - begin <= most:
            begins[end], ends[begin] = begin, end
            bounds.remove(seam)
    return [*pairwise(sorted(bounds))]
