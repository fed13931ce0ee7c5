"""Terms → counts, phrases, contexts, comparison. Pure: no network, no database, no HTML.

The worker builds an `Index` of a page and stores it; the API selects, sorts and pages what is in
it. Only the worker imports `collocation`, which needs NLTK, and `scoring`, which needs numpy.
"""

from pagewords.stats.build import build_index
from pagewords.stats.chosen import list_blocks, main_text, toggle_blocks
from pagewords.stats.codec import decode, encode
from pagewords.stats.comparison import compare
from pagewords.stats.concordance import list_contexts
from pagewords.stats.export import csv_parts, to_csv, to_tsv, tsv_parts
from pagewords.stats.index import Index
from pagewords.stats.listing import Listing, Selection, list_words, select_words
from pagewords.stats.shapes import DocumentLike
from pagewords.stats.totals import count_totals

__all__ = [
    "DocumentLike",
    "Index",
    "Listing",
    "Selection",
    "build_index",
    "compare",
    "count_totals",
    "csv_parts",
    "decode",
    "encode",
    "list_blocks",
    "list_contexts",
    "list_words",
    "main_text",
    "select_words",
    "to_csv",
    "to_tsv",
    "toggle_blocks",
    "tsv_parts",
]
