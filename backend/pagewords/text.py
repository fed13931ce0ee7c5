"""What a text is made of: the blocks, zones and spellings of `page`, `words` and `stats`; its
surrogates, and the media type that `fetch`, `files` and `page` are told."""

import re
from typing import NamedTuple

#: The names of zones; what is in no zone is body.
ZONES = ("body", "heading", "link", "code")
#: Word classes, where an analyser tells; a `name` is a proper noun.
CLASSES = ("noun", "name", "verb", "adjective", "adverb", "other")
#: Languages whose analysers tell the class of each word.
CLASSED = frozenset(("ja", "ko"))


class Block(NamedTuple):
    """A paragraph, heading, cell or line of code: a span of the page's text, without a new line."""

    start: int
    end: int
    main: bool
    code: bool


class Zone(NamedTuple):
    """A span of the page's text that is `heading`, `link` or `code`."""

    start: int
    end: int
    zone: str


class Spelling(NamedTuple):
    """What all terms of the same form share, unless the page tells them apart.

    `form` is what stands on the page; `word` the form as it is shown (for Korean verbs and
    adjectives the dictionary form); `key` the word folded; `lemma` what groups inflected forms;
    `stop_word` whether it has a grammatical job only; `word_class` one of `CLASSES`, or None where
    no analyser tells.
    """

    form: str
    word: str
    key: str
    lemma: str
    stop_word: bool
    word_class: str | None = None


def join_surrogates(text: str) -> str:
    """The text with one character for each pair of surrogates, and U+FFFD for those without."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def media_type(content_type: str | None) -> str:
    """The type of a Content-Type without its parameters, in small letters; as sent if malformed.

    Of two headers that were put together, as a fetch gives them, the first counts. Some servers
    leave out the semicolon before a parameter.
    """
    return re.split(r"[;,\s]", (content_type or "").strip(), maxsplit=1)[0].lower()
