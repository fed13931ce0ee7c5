"""The index of a page: its text, and every word in it with its place. It is what a result stores.

Occurrences are columns (arrays), and what many share stands once in a table of spellings.
"""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar, cast

from pagewords.stats.shapes import (
    AnalysisLike,
    Block,
    DocumentLike,
    Scores,
    Spelling,
    StoredDocument,
    Zone,
)

Value = TypeVar("Value")

#: As `_make`, in C and without its check: a page has thousands of them.
_block, _zone = partial(tuple.__new__, Block), partial(tuple.__new__, Zone)
ZONES = ("body", "heading", "link", "code")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200d\u200e\u200f\u2060\ufeff"))


@dataclass
class Index:
    """A page's text and words. Offsets are in characters of `text`.

    Occurrence i is `spellings[ids[i]]` and stands at `starts[i]` to `ends[i]`. `sentences` are the
    first occurrences of sentences. Spellings stand in the order of their first occurrence, those
    first whose form stands for no earlier one; `forms` is how many these are. `scores` are those of
    the phrases that recur, by scope and unit, in the order of
    `pagewords.stats.phrases.recurring`.
    """

    text: str
    language: str
    approximate: bool
    main_found: bool
    blocks: tuple[Block, ...]
    zones: tuple[Zone, ...]
    spellings: list[Spelling]
    forms: int
    ids: "array[int]"
    starts: "array[int]"
    ends: "array[int]"
    sentences: "array[int]"
    has_eojeol: bool
    scores: dict[tuple[str, int], Scores] = field(default_factory=dict)
    _kept: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def size(self) -> int:
        """The number of occurrences, at least 1: no list of words or phrases is longer."""
        return max(len(self.ids), 1)

    def once(self, name: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` gives, worked out at the first call for a name: an index never changes."""
        if name not in self._kept:
            self._kept[name] = make()
        kept: Value = self._kept[name]
        return kept

    def document(self) -> StoredDocument:
        """The text in blocks, without its words."""
        return StoredDocument(self.text, self.blocks, self.zones, self.main_found)

    def to_bytes(self) -> bytes:
        """The compact stored form."""
        from pagewords.stats.encoding import encode

        return encode(self)

    @staticmethod
    def from_bytes(stored: bytes) -> "Index":
        """Undo `to_bytes`; raises ValueError for anything else."""
        from pagewords.stats.decoding import decode

        return decode(stored)


def make_index(document: DocumentLike, analysis: AnalysisLike) -> Index:
    """Put a page's text and words together, without the scores of phrases."""
    ids, starts = analysis.ids, analysis.starts
    # The same fields in the same order: making another tuple of each would take time.
    given = cast("Sequence[Spelling]", analysis.spellings)
    spellings, forms = _order(given)
    if spellings != given:
        numbers = {spelling: number for number, spelling in enumerate(spellings)}
        moved = [numbers[spelling] for spelling in given]
        ids = array("I", map(moved.__getitem__, ids))
    sentences = sorted({bisect_left(starts, start) for start in analysis.sentences})
    return Index(
        text=document.page_text,
        language=analysis.language,
        approximate=analysis.approximate,
        main_found=document.main_found,
        blocks=tuple(map(_block, document.blocks)),
        zones=tuple(map(_zone, document.zones)),
        spellings=[one if one.form.isascii() else _as_seen(one) for one in spellings],
        forms=forms,
        ids=ids,
        starts=starts,
        ends=analysis.ends,
        sentences=array("I", [first for first in sentences if first < len(starts)]),
        has_eojeol=analysis.eojeol_starts is not None,
    )


def _order(spellings: Sequence[Spelling]) -> tuple[list[Spelling], int]:
    """Spellings with the first of each form before all others, and how many forms there are."""
    first: dict[str, Spelling] = {}
    for spelling in spellings:
        first.setdefault(spelling.form, spelling)
    if len(first) == len(spellings):
        return list(spellings), len(first)
    others = [spelling for spelling in spellings if first[spelling.form] is not spelling]
    return [*first.values(), *others], len(first)


def _as_seen(spelling: Spelling) -> Spelling:
    form = spelling.form
    if (shown := seen(form)) == form:
        return spelling
    return Spelling(shown, spelling.word, spelling.key, spelling.lemma, spelling.stop_word)


def seen(form: str) -> str:
    """A form as it is seen: composed, without soft hyphens and other invisible signs."""
    if form.isascii():
        return form
    return unicodedata.normalize("NFC", form.translate(_UNSEEN))
