"""Builds the index of a page: its text and words together, and the scores of its phrases."""

from pagewords.collector import held_back
from pagewords.stats.index import Index, make_index
from pagewords.stats.phrases import Scorer, score_index
from pagewords.stats.shapes import AnalysisLike, DocumentLike


@held_back()
def build_index(
    document: DocumentLike, analysis: AnalysisLike, score: Scorer | None = None
) -> Index:
    """Put a page's text and words together; `score` works out which words belong together."""
    index = make_index(document, analysis)
    if score is not None:
        score_index(index, score)
    return index
