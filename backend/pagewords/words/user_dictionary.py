"""What ICU's dictionaries lack: lists of our own of words that it splits, and of characters."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=2)
def _names(file: str) -> dict[str, tuple[str, ...]]:
    """Return the names of a list by their first character, longest first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in files("pagewords.words").joinpath("data", f"{file}.txt").read_text("utf-8").split():
        found[name[0]].append(name)
    return {first: tuple(sorted(some, key=len, reverse=True)) for first, some in found.items()}


@lru_cache(maxsize=2)
def characters(file: str) -> frozenset[str]:
    """Return the characters of a list."""
    listed = files("pagewords.words").joinpath("data", f"{file}.txt").read_text("utf-8")
    return frozenset("".join(listed.split()))


def join_known_names(
    text: str, spans: list[tuple[int, int]], file: str
) -> Iterator[tuple[int, int]]:
    """Yield the spans of words in order, joining those that make a name of the list.

    A name must start and end at word boundaries.
    """
    names, ends = _names(file), {right for _, right in spans}
    covered = 0
    for left, right in spans:
        if left < covered:
            continue
        covered = right
        for name in names.get(text[left], ()):
            place = left + len(name)
            if place > right and place in ends and text.startswith(name, left):
                covered = place
                break
        yield left, covered
