"""Words written together that recur on a page, in any company: found and cut, longest first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pagewords.words.overlaps import apart

#: Parts of a compound that recurs inside longer runs; characters of any compound.
MAX_PARTS, MAX_LENGTH = 5, 40
#: The count from which words that stand together are one.
MIN_COUNT = 2


class Part(NamedTuple):
    """A word of a run; `name`: what its spellings have in common.

    `ends`: whether a compound may end with it.
    """

    name: str
    ends: bool = True


def cut(runs: Sequence[Sequence[Part]], alone: Iterable[str]) -> Iterator[list[tuple[int, int]]]:
    """Yield for each run of adjacent words its words after all: spans of numbers of parts.

    Parts that stand together at least `MIN_COUNT` times on the page are one word; the places where
    they are written as one word count too. `alone`: the names of the words that are in no run.
    """
    found = [[*_compounds(run)] for run in runs]
    counts = Counter(name for run in found for _, _, name in run)
    counts.update(filter(counts.__contains__, alone))
    counts.update(part.name for run in runs for part in run if part.name in counts)
    for run, compounds in zip(runs, found, strict=True):
        recurring = [(first, last) for first, last, name in compounds if counts[name] >= MIN_COUNT]
        yield _cover(len(run), recurring)


def _compounds(run: Sequence[Part]) -> Iterator[tuple[int, int, str]]:
    """Yield the spans of several parts that may be one word, with its name."""
    for first, part in enumerate(run):
        name = part.name
        for last, (added, ends) in enumerate(run[first + 1 : first + MAX_PARTS], first + 2):
            name += added
            if len(name) > MAX_LENGTH:
                break
            if ends:
                yield first, last, name


def _cover(length: int, compounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of the longest compounds that do not overlap, and of the parts left."""
    longest_first = sorted(compounds, key=lambda span: span[0] - span[1])
    return apart([*longest_first, *((place, place + 1) for place in range(length))])
