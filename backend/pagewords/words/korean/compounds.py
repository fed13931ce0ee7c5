"""Korean nouns written together: keep them as one compound, or split them.

A compound stays whole if it recurs on the page or contains Latin letters or digits (`챗GPT`,
`코로나19`); otherwise its nouns are counted one by one.
"""

from collections import Counter
from typing import NamedTuple

from pagewords.words.term import Annotation, Token

#: Characters; a longer run is a sentence without spaces.
MAX_COMPOUND_LENGTH = 40
_CONTENT = Annotation(None, None, False)


class Element(NamedTuple):
    """A word or a possible part of a compound; `kind` is `noun`, `latin`, `digits` or empty."""

    start: int
    end: int
    kind: str
    known: Annotation | None


def join(text: str, elements: list[Element]) -> list[Token]:
    """Return the words that the elements of a page make, in order."""
    runs = _runs(elements)
    spelled = Counter(_spelling(text, run) for run in runs if len(run) > 1)
    found: list[Token] = []
    for run in runs:
        spelling = _spelling(text, run)
        mixed = any(element.kind in ("latin", "digits") for element in run)
        if (
            len(run) > 1
            and len(spelling) <= MAX_COMPOUND_LENGTH
            and (mixed or spelled[spelling] > 1)
        ):
            found.append((run[0].start, run[-1].end, _CONTENT))
        else:
            found.extend((start, end, known) for start, end, kind, known in run if kind != "digits")
    return found


def _runs(elements: list[Element]) -> list[list[Element]]:
    """Group adjacent elements; those that cannot be part of a compound stay alone."""
    runs: list[list[Element]] = []
    open_at = -1
    for element in elements:
        if element.kind and element.start == open_at:
            runs[-1].append(element)
        else:
            runs.append([element])
        # Digits do not start a compound: they count what follows.
        open_at = (
            element.end
            if element.kind in ("noun", "latin") or (element.kind == "digits" and len(runs[-1]) > 1)
            else -1
        )
    return runs


def _spelling(text: str, run: list[Element]) -> str:
    return text[run[0].start : run[-1].end]
