"""Neighbours that stick together on a page are one word, where a dictionary falls short.

The measure is Dice's coefficient, "Measures of the amount of ecologic association between species"
(1945): twice the count of a pair divided by the counts of its words, between 0 and 1.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from itertools import pairwise

#: The start and end of a word.
Span = tuple[int, int]
#: How strongly two words stick, by their spellings in small letters, the count of the pair and its
#: coefficient; 0 if they do not.
Rule = Callable[[str, str, int, float], float]


def join_sticking(
    text: str,
    words: Iterable[Span],
    hidden: Container[str],
    strength: Rule,
    *,
    apart: Container[Span] = (),
    between: str = "",
    most: int = 2,
    chained: float = 0.0,
) -> Iterator[Span]:
    """Yield words in order, those in one that stick; `between` stands between them.

    The strongest pair is joined first. A chain has at most `most` words, and more than two only by
    a strength of `chained`. The `hidden` words join nothing, nor do those at the places `apart`.
    """
    found = list(words)
    names = [text[start:end].lower() for start, end in found]
    counts = Counter(names)
    # A seam is the number of the word after it.
    seams = [
        place
        for place, ((_, end), (start, _)) in enumerate(pairwise(found), 1)
        if text[end:start] == between
        and names[place] not in hidden
        and names[place - 1] not in hidden
        and found[place] not in apart
        and found[place - 1] not in apart
    ]
    pairs = Counter([(names[seam - 1], names[seam]) for seam in seams])
    strengths = {
        pair: strength(*pair, count, 2 * count / (counts[pair[0]] + counts[pair[1]]))
        for pair, count in pairs.items()
    }
    sticking = [
        (-value, seam) for seam in seams if (value := strengths[names[seam - 1], names[seam]])
    ]
    closed = _close(sorted(sticking), most, chained)
    bounds = [place for place in range(len(found) + 1) if place not in closed]
    for first, last in pairwise(bounds):
        yield found[first][0], found[last - 1][1]


def _close(sticking: Iterable[tuple[float, int]], most: int, chained: float) -> set[int]:
    """Return the seams at which words are joined, of those with their strengths, negative."""
    closed: set[int] = set()
    # The chain that ends at a seam begins at `begins`, the one that begins at it ends at `ends`.
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    for negative, seam in sticking:
        begin, end = begins.get(seam, seam - 1), ends.get(seam, seam + 1)
        if end - begin <= (most if -negative >= chained else 2):
            begins[end], ends[begin] = begin, end
            closed.add(seam)
    return closed
