"""Terms, and the tokens that segmenters return."""

from typing import NamedTuple


class Term(NamedTuple):
    """A word at its place in the text.

    `form` is `text[start:end]`, in characters; `word` the cleaned form (for Korean verbs and
    adjectives the dictionary form); `key` the folded word; `lemma` groups inflected forms;
    `stop_word` marks function words; `word_class` is one of `pagewords.text.CLASSES`, or None where
    no analyser tells.
    """

    start: int
    end: int
    form: str
    word: str
    key: str
    lemma: str
    stop_word: bool
    word_class: str | None = None


class Annotation(NamedTuple):
    """What an analyser knows about a token.

    `word`: the dictionary form, to show instead of the form. `stop_word`: whether its part of
    speech makes it one. None leaves each to the lists of the language. `word_class`: one of
    `pagewords.text.CLASSES`. `fixed`: whether this holds here, whatever the word is elsewhere
    on the page (두 시간).
    """

    word: str | None
    lemma: str | None
    stop_word: bool | None
    word_class: str | None = None
    fixed: bool = False


#: Of a token that is a stop word, whatever the lists of its language say.
STOP = Annotation(None, None, True)
#: Start, end, and an annotation if an analyser has one.
Token = tuple[int, int, Annotation | None]


class TokenColumns(NamedTuple):
    """The tokens of a text in columns, in order and without overlaps.

    `known`: the annotation of each token; None if there are none.
    """

    starts: list[int]
    ends: list[int]
    forms: list[str]
    known: list[Annotation | None] | None = None
