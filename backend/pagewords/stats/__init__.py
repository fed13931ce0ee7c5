"""Terms → counts, phrases, contexts, comparison. Pure: no network, no database, no HTML.

The worker builds an `Index` of a page and stores it; the API selects, sorts and pages what is in
it. Only the worker imports `scoring`, which needs numpy; `collocation`, which needs NLTK, is
imported where it is used.
"""

from pagewords.stats.build import build_index
from pagewords.stats.chosen import list_blocks, main_text, toggle_blocks
from pagewords.stats.codec import TooLargeError, decode, encode
from pagewords.stats.company import list_collocates
from pagewords.stats.comparison import PARTS, Comparison, compare
from pagewords.stats.comparison_table import comparison_parts
from pagewords.stats.concordance import Concordance, find_contexts
from pagewords.stats.context_table import context_parts
from pagewords.stats.distinctive import list_distinctive
from pagewords.stats.index import MOST_WORDS, Index
from pagewords.stats.listing import Listing, Selection, list_words, select_words, top_words
from pagewords.stats.merging import merge
from pagewords.stats.shapes import DocumentLike
from pagewords.stats.totals import count_totals
from pagewords.stats.word_table import word_parts

__all__ = [
    "MOST_WORDS",
    "PARTS",
    "Comparison",
    "Concordance",
    "DocumentLike",
    "Index",
    "Listing",
    "Selection",
    "TooLargeError",
    "build_index",
    "compare",
    "comparison_parts",
    "context_parts",
    "count_totals",
    "decode",
    "encode",
    "find_contexts",
    "list_blocks",
    "list_collocates",
    "list_distinctive",
    "list_words",
    "main_text",
    "merge",
    "select_words",
    "toggle_blocks",
    "top_words",
    "word_parts",
]
