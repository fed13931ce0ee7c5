"""Builds the index of a page: its text and words together, and the scores of its phrases."""

from typing import TYPE_CHECKING

from pagewords.stats.index import Index, make_index
from pagewords.stats.shapes import AnalysisLike, DocumentLike

if TYPE_CHECKING:
    from pagewords.stats.scoring import Scorer


def build_index(
    document: DocumentLike, analysis: AnalysisLike, score: "Scorer | None" = None
) -> Index:
    """Put a page's text and words together; `score` works out which words belong together."""
    index = make_index(document, analysis)
    if score is not None:
        from pagewords.stats.scoring import score_index

        score_index(index, score)
    return index
