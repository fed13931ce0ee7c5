"""What ICU's dictionaries lack: lists of our own of words that it splits, and of characters."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from pagewords.words import icu
from pagewords.words.glue import Span
from pagewords.words.scripts import ScriptRun


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


def dictionary_words(text: str, run: ScriptRun, file: str) -> Iterator[Span]:
    """Yield the words of a run by ICU's dictionary, joining those that make a name of the list.

    A name must start and end at word boundaries.
    """
    found = icu.tokens(text, run.start, run.end, run.language)
    spans = [(left, right) for left, right, _ in found]
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
