"""Text → terms, by language. Pure: no network, no database, no HTML.

A word is a unit that a literate reader of the page's language would look up or name. `analyse`
finds the words of a text, `terms` is the same for one text whose language is known. Analysers load
at their first text, which takes seconds in Korean.
"""

from pagewords.words.analysis import Analysis, analyse, terms
from pagewords.words.language import detect_language
from pagewords.words.term import Term

__all__ = ["Analysis", "Term", "analyse", "detect_language", "terms"]
