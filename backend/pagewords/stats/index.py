"""The index of a page: its text and every word with its place. A result stores it.

Occurrences are columns (arrays); what equal spellings share is in a table.
"""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence, Sized
from dataclasses import dataclass, field
from functools import partial
from sys import getsizeof
from typing import Any, TypeVar

from pagewords.stats.shapes import AnalysisLike, DocumentLike, Everyday, Scores, StoredDocument
from pagewords.text import Block, Spelling, Zone

Value = TypeVar("Value")
Rows = TypeVar("Rows", bound=Sized)
#: Words beyond which an index takes too long to list, and two together too much memory to compare;
#: the Bible has 800,000.
MOST_WORDS = 1_000_000
#: Rows that an index keeps of its lists, each about 100 bytes.
ROWS = 120_000

#: As `_make`, in C and without its check: a page has thousands of them.
_block, _zone = partial(tuple.__new__, Block), partial(tuple.__new__, Zone)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200d\u200e\u200f\u2060\ufeff"))


@dataclass
class Index:
    """A page's text and words. Offsets are in characters of `text`.

    Occurrence i is `spellings[ids[i]]`, from `starts[i]` to `ends[i]`. `sentences` are the
    first occurrences of sentences. Spellings are in the order of their first occurrence. `classes`
    are the word classes that the page's language knows. `scores`
    are those of recurring phrases, by scope and unit, in the order of
    `pagewords.stats.ngrams.recurring`. `everyday` is None where nobody has looked the words up.
    `parts` are the starts of the pages in the text, where several were merged.
    """

    text: str
    language: str
    approximate: bool
    main_found: bool
    blocks: tuple[Block, ...]
    zones: tuple[Zone, ...]
    spellings: list[Spelling]
    ids: "array[int]"
    starts: "array[int]"
    ends: "array[int]"
    sentences: "array[int]"
    has_eojeol: bool
    classes: tuple[str, ...] = ()
    scores: dict[tuple[str, int], Scores] = field(default_factory=dict)
    everyday: Everyday | None = None
    parts: tuple[int, ...] = ()
    _cache: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    _lists: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def size(self) -> int:
        """The number of occurrences, at least 1: no list of words or phrases is longer."""
        return max(len(self.ids), 1)

    def cached(self, name: Hashable, make: Callable[[], Value]) -> Value:
        """The value of `make`, computed once for each name: an index never changes."""
        if name not in self._cache:
            self._cache[name] = make()
        value: Value = self._cache[name]
        return value

    def known(self) -> list[tuple[Any, Any]]:
        """What has been computed, by name; what belongs to a scope has that in its name."""
        return [*self._cache.items()]

    def kept(self, name: Hashable, make: Callable[[], Rows]) -> Rows:
        """As `cached`, for lists: those that were asked for last, with `ROWS` rows together."""
        # Threads share an index: what another one has just dropped is made anew.
        found: Rows | None = self._lists.pop(name, None)
        rows = make() if found is None else found
        self._lists[name] = rows
        left = ROWS
        for other, kept in reversed([*self._lists.items()]):
            left -= len(kept)
            if left < 0:
                self._lists.pop(other, None)
        return rows

    @property
    def weight(self) -> int:
        """What is kept, in hundreds of bytes: the text; occurrences and rows, each about one;
        blocks, each about two; spellings, with what is computed from them, each about five."""
        rows = sum(map(len, [*self._lists.values()]))
        columns = len(self.ids) + 2 * len(self.blocks) + 5 * len(self.spellings)
        return getsizeof(self.text) // 100 + columns + rows

    def document(self) -> StoredDocument:
        """The text in blocks, without its words."""
        return StoredDocument(self.text, self.blocks, self.zones, self.main_found)


def make_index(document: DocumentLike, analysis: AnalysisLike) -> Index:
    """Put a page's text and words together, without the scores of phrases."""
    starts = analysis.starts
    spellings, ids = _by_first_occurrence(analysis.spellings, analysis.ids)
    sentences = sorted({bisect_left(starts, start) for start in analysis.sentences})
    return Index(
        text=document.page_text,
        language=analysis.language,
        approximate=analysis.approximate,
        main_found=document.main_found,
        blocks=tuple(map(_block, document.blocks)),
        zones=tuple(map(_zone, document.zones)),
        spellings=[one if one.form.isascii() else _as_seen(one) for one in spellings],
        ids=ids,
        starts=starts,
        ends=analysis.ends,
        sentences=array("I", [first for first in sentences if first < len(starts)]),
        has_eojeol=analysis.eojeol_starts is not None,
        classes=tuple(analysis.classes),
    )


def _by_first_occurrence(
    spellings: Sequence[Spelling], ids: "array[int]"
) -> "tuple[list[Spelling], array[int]]":
    """Spellings in the order of their first occurrence, and their numbers."""
    order = [*dict.fromkeys(ids)]
    if order == [*range(len(spellings))]:
        return list(spellings), ids
    numbers = {old: new for new, old in enumerate(order)}
    return [spellings[old] for old in order], array("I", map(numbers.__getitem__, ids))


def _as_seen(spelling: Spelling) -> Spelling:
    form = spelling.form
    return spelling if (shown := seen(form)) == form else spelling._replace(form=shown)


def seen(form: str) -> str:
    """A form as readers see it: composed, without soft hyphens and other invisible characters."""
    if form.isascii():
        return form
    return unicodedata.normalize("NFC", form.translate(_UNSEEN))
