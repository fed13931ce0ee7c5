"""What an index is made from, and the parts of it that are no text."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from pagewords.text import Block, Spelling, Zone


class DocumentLike(Protocol):
    """A page's text: see `pagewords.page.Document`."""

    @property
    def page_text(self) -> str: ...
    @property
    def blocks(self) -> Sequence[Block]: ...
    @property
    def zones(self) -> Sequence[Zone]: ...
    @property
    def main_found(self) -> bool: ...


class AnalysisLike(Protocol):
    """The words of a text: see `pagewords.words.Analysis`."""

    @property
    def language(self) -> str: ...
    @property
    def spellings(self) -> Sequence[Spelling]: ...
    @property
    def ids(self) -> "array[int]": ...
    @property
    def starts(self) -> "array[int]": ...
    @property
    def ends(self) -> "array[int]": ...
    @property
    def sentences(self) -> Sequence[int]: ...
    @property
    def approximate(self) -> bool: ...
    @property
    def eojeol_starts(self) -> Sequence[int] | None: ...
    @property
    def classes(self) -> Sequence[str]: ...


class Scores(NamedTuple):
    """The likelihood ratios, in tenths, of phrases that are found again by the same rules.

    `check` is a checksum of the phrases, so that other rules never take another phrase's score.
    """

    check: int
    tenths: "array[int]"


class Everyday(NamedTuple):
    """How rare the words of an index's spellings, and their lemmas, are in everyday language.

    In hundredths of a power of ten: 200 is once in a hundred words, 600 once in a million; 0 is for
    words that are rarer. Both columns are empty where the language has no list.
    """

    words: "array[int]"
    lemmas: "array[int]"


class StoredDocument(NamedTuple):
    """A stored page's text in blocks, to be counted again in another language."""

    page_text: str
    blocks: tuple[Block, ...]
    zones: tuple[Zone, ...]
    main_found: bool
