"""Names and words that a dictionary has not, put together again from the parts it left."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=2)
def _names(file: str) -> dict[str, tuple[str, ...]]:
    """The names of a list by their first sign, the longest first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in files("pagewords.words").joinpath("data", f"{file}.txt").read_text("utf-8").split():
        found[name[0]].append(name)
    return {first: tuple(sorted(some, key=len, reverse=True)) for first, some in found.items()}


def joined(text: str, cut: list[tuple[int, int]], file: str) -> Iterator[tuple[int, int]]:
    """The words of a text in order; those that are parts of a name of the list are one.

    A name is one only where it begins with a word and ends with one.
    """
    names, ends = _names(file), {right for _, right in cut}
    covered = 0
    for left, right in cut:
        if left < covered:
            continue
        places = (
            left + len(name) for name in names.get(text[left], ()) if text.startswith(name, left)
        )
        covered = next((place for place in places if place > right and place in ends), right)
        yield left, covered
