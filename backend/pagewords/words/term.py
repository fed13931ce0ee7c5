"""A term, and what the segmenters hand on before terms are made."""

from typing import NamedTuple


class Term(NamedTuple):
    """A word where it stands.

    `start` and `end` are in characters of the text and `form` is what stands between them; `word`
    is the form cleaned (for Korean verbs and adjectives the dictionary form), `key` the word
    folded, `lemma` what groups inflected forms, `stop_word` whether it has a grammatical job only.
    """

    start: int
    end: int
    form: str
    word: str
    key: str
    lemma: str
    stop_word: bool


class Known(NamedTuple):
    """What an analyser knows of a word beyond its place.

    `word` is the dictionary form where that is to be shown instead of the form, `lemma` what groups
    it, `stop_word` whether its part of speech makes it one; None leaves it to the language's lists.
    """

    word: str | None
    lemma: str | None
    stop_word: bool | None


#: A word where it stands: start, end, and what is known of it; None where the spelling tells all.
Piece = tuple[int, int, Known | None]


class Words(NamedTuple):
    """The words of a text in columns, none overlapping, in order.

    `known` is what analysers know of each; None where the spelling tells all of every word.
    """

    starts: list[int]
    ends: list[int]
    forms: list[str]
    known: list[Known | None] | None = None
