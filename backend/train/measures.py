"""How near a found text is to the right one."""

import re
from collections import Counter
from collections.abc import Sequence

_TOKEN = re.compile(r"\w+")
#: Words of a shingle, words at the top, and letters of words that are too short to be among them.
SHINGLE, TOP, SHORT = 4, 20, 3


def f1(shared: float, got: float, wanted: float) -> float:
    """The harmonic mean of precision and recall; 1 where nothing was wanted and nothing found."""
    return 2 * shared / (got + wanted) if got + wanted else 1.0


def word_f1(found: str, right: str) -> float:
    """Of the words as bags, in small letters."""
    one, other = Counter(_TOKEN.findall(found.lower())), Counter(_TOKEN.findall(right.lower()))
    return f1((one & other).total(), one.total(), other.total())


def shingle_f1(found: str, right: str) -> float:
    """Of the runs of four words."""
    one, other = _shingles(_TOKEN.findall(found)), _shingles(_TOKEN.findall(right))
    return f1((one & other).total(), one.total(), other.total())


def character_f1(found: str, right: str) -> float:
    """Of the runs of four characters, white space left aside."""
    one, other = _shingles("".join(found.split())), _shingles("".join(right.split()))
    return f1((one & other).total(), one.total(), other.total())


def top(found: str, right: str) -> float:
    """The share of the right text's twenty commonest longer words that are the found text's."""
    wanted = _top(right)
    return len(wanted & _top(found)) / len(wanted) if wanted else 1.0


def _shingles(items: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(items[at : at + SHINGLE]) for at in range(max(1, len(items) - SHINGLE + 1)) if items
    )


def _top(text: str) -> set[str]:
    words = Counter(word for word in _TOKEN.findall(text.lower()) if len(word) > SHORT)
    return {word for word, _ in words.most_common(TOP)}


def has_words(text: str) -> bool:
    """Whether there is anything to find."""
    return _TOKEN.search(text) is not None
