"""What an index is made from and made of: the documents and analyses it takes, and its rows."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple, Protocol


class SpellingLike(Protocol):
    """How a word is written: a tuple of these, in this order, as `pagewords.words.Spelling`."""

    @property
    def form(self) -> str: ...
    @property
    def word(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def lemma(self) -> str: ...
    @property
    def stop_word(self) -> bool: ...


class DocumentLike(Protocol):
    """A page's text, with its blocks and zones as tuples: see `pagewords.page.Document`."""

    @property
    def page_text(self) -> str: ...
    @property
    def blocks(self) -> Sequence[tuple[int, int, bool, bool]]: ...
    @property
    def zones(self) -> Sequence[tuple[int, int, str]]: ...
    @property
    def main_found(self) -> bool: ...


class AnalysisLike(Protocol):
    """The words of a text: see `pagewords.words.Analysis`."""

    @property
    def language(self) -> str: ...
    @property
    def spellings(self) -> Sequence[SpellingLike]: ...
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


class Spelling(NamedTuple):
    """A word as it is written somewhere on the page, without signs that are not seen."""

    form: str
    word: str
    key: str
    lemma: str
    stop_word: bool


class Block(NamedTuple):
    """A block, as stored: see `pagewords.page.Block`."""

    start: int
    end: int
    main: bool
    code: bool


class Zone(NamedTuple):
    """A zone, as stored: see `pagewords.page.Zone`."""

    start: int
    end: int
    zone: str


class Scores(NamedTuple):
    """The likelihood ratios, in tenths, of phrases that are found again by the same rules.

    `check` is a checksum of the phrases, so that other rules never take another phrase's score.
    """

    check: int
    tenths: "array[int]"


class StoredDocument(NamedTuple):
    """A stored page's text in blocks, to be counted again in another language."""

    page_text: str
    blocks: tuple[Block, ...]
    zones: tuple[Zone, ...]
    main_found: bool
