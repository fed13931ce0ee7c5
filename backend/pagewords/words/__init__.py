"""Text → terms, by language. Pure: no network, no database, no HTML.

A word is a unit that a literate reader of the page's language would look up or name. `analyse`
finds the words of a text, `terms` is the same for one text whose language is known; `preload`
loads the analysers of some languages before the first text comes.
"""

from pagewords.words.analysis import Analysis, analyse, terms
from pagewords.words.language import detect_language
from pagewords.words.preload import preload
from pagewords.words.term import Term

__all__ = ["Analysis", "Term", "analyse", "detect_language", "preload", "terms"]
