"""Text → terms, by language. Pure: no network, no database, no HTML.

A word is a unit that a literate reader of the page's language would look up or name. `analyse`
finds the terms of a text and its language; `terms` takes a known language. Analysers load on first
use, which takes seconds for Korean; `ANALYSERS` are the calls that load them before.
"""

from pagewords.words.analysis import Analysis, analyse, terms
from pagewords.words.japanese import sudachi
from pagewords.words.korean import kiwi
from pagewords.words.korean.spacing import is_one_word as is_one_korean_word
from pagewords.words.language import detect_language
from pagewords.words.term import Term

ANALYSERS = (kiwi.is_available, sudachi.is_available)

__all__ = [
    "ANALYSERS",
    "Analysis",
    "Term",
    "analyse",
    "detect_language",
    "is_one_korean_word",
    "terms",
]
