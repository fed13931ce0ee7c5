"""Builds the index of a page: its text and words together, the scores of its phrases, and how rare
its words are in everyday language."""

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pagewords.stats.index import Index, make_index
from pagewords.stats.shapes import AnalysisLike, DocumentLike, Everyday
from pagewords.text import Spelling

if TYPE_CHECKING:
    from pagewords.stats.scoring import Scorer

#: Looks up how rare spellings and their lemmas are in a language: see `Everyday`; None where the
#: language has no list.
Rarities = Callable[[str, Sequence[Spelling]], "tuple[array[int], array[int]] | None"]


def build_index(
    document: DocumentLike,
    analysis: AnalysisLike,
    score: "Scorer | None" = None,
    rarities: Rarities | None = None,
) -> Index:
    """Put a page's text and words together.

    `score` works out which words belong together, `rarities` how rare each is elsewhere.
    """
    index = make_index(document, analysis)
    if score is not None:
        from pagewords.stats.scoring import score_index

        score_index(index, score)
    if rarities is not None:
        look_up(index, rarities)
    return index


def look_up(index: Index, rarities: Rarities) -> None:
    """Have the words of an index looked up in the list of its language."""
    found = rarities(index.language, index.spellings)
    index.everyday = Everyday(*(found or (array("I"), array("I"))))
