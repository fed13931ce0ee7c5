"""Comparison: the words of two pages side by side, and what each page uses more."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from pagewords.stats.agreement import Joined, join_groups
from pagewords.stats.classes import group_classes
from pagewords.stats.grouping import Grouping, fold, group_spellings, groups_called
from pagewords.stats.hiding import hide_words
from pagewords.stats.index import Index
from pagewords.stats.listing import search
from pagewords.stats.measures import log_likelihood, log_ratio, significant
from pagewords.stats.ngrams import BREAK, NGram, count_ngrams
from pagewords.stats.rows import show_rows
from pagewords.stats.scopes import selected

#: The parts of a comparison: what the left page uses more, what the right one, what both alike.
PARTS = ("left", "right", "both")
#: The log ratio from which a page uses a word more: twice as often.
TWICE = 1.0


class Compared(NamedTuple):
    """A word or phrase of two pages. `log_ratio` is None where a page has no words at all; `chance`
    says that the difference may be chance."""

    gram: NGram
    left: int
    right: int
    likelihood: float
    log_ratio: float | None
    chance: bool


@dataclass(slots=True)
class _Side:
    """One of two pages: the counts of its `own` rows, and those of the joined rows (`counts`).

    `joined` has for each of its groups the word that it is of both pages (`agreement.Joined`).
    """

    index: Index
    groups: Grouping
    joined: list[int]
    scope: str
    code: str
    words: int
    own: Mapping[NGram, int]
    counts: dict[NGram, int]
    #: The own rows of each joined row.
    rows: dict[NGram, list[NGram]]

    def share(self, count: int) -> float:
        """A count divided by all words."""
        return count / self.words if self.words else 0.0

    def call(self, words: Collection[str]) -> dict[str, set[int]]:
        """The joined words that each of some folded words stands for on this page."""
        here = {word for gram in self.counts for word in gram} if words else set()
        called = groups_called(self.index, self.groups, words)
        return {
            word: here & {self.joined[group] for group in found} for word, found in called.items()
        }

    def matching(self, wanted: str, word_class: str | None) -> set[NGram]:
        """The joined rows of this page's own rows that contain a text and are of a class."""
        found = [row for row in self.own.items() if BREAK not in row[0]]
        if word_class is not None:
            classes = group_classes(self.index, self.groups)
            found = [row for row in found if len(row[0]) == 1 and classes[row[0][0]] == word_class]
        if wanted:
            found = search(self.index, self.groups, found, wanted)
        return {tuple([self.joined[group] for group in gram]) for gram, _ in found}

    def spell(self, grams: Collection[NGram]) -> dict[NGram, list[str]]:
        """How this page's own list shows joined rows: in several ways where it has them apart."""
        own = {gram: self.rows.get(gram, []) for gram in grams}
        wanted = [one for found in own.values() for one in found]
        shown = show_rows(self.index, self.groups, self.scope, self.code, wanted)
        return {
            gram: [shown[one] for one in sorted(found, key=self.own.__getitem__, reverse=True)]
            for gram, found in own.items()
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two pages' rows in three parts, to be made into items a part at a time."""

    left: _Side
    right: _Side
    stops: list[bool]
    parts: dict[str, list[Compared]]

    @property
    def total(self) -> int:
        """The number of rows of all parts."""
        return sum(map(len, self.parts.values()))

    @property
    def words(self) -> tuple[int, int]:
        """All words of the scope on both pages, of which the shares are."""
        return self.left.words, self.right.words

    def items(self, part: str, offset: int, limit: int) -> list[dict[str, Any]]:
        """Some of a part's items."""
        return self._items((part, row) for row in self.parts[part][offset : offset + limit])

    def all_items(self, size: int, offset: int = 0) -> Iterator[list[dict[str, Any]]]:
        """The items of all parts from one on, so many at once; at least one list."""
        rows = [(part, row) for part in PARTS for row in self.parts[part]]
        for start in range(offset, max(len(rows), offset + 1), size):
            yield self._items(rows[start : start + size])

    def _items(self, rows: Iterable[tuple[str, Compared]]) -> list[dict[str, Any]]:
        rows = [*rows]
        grams = [row.gram for _, row in rows]
        left, right = self.left.spell(grams), self.right.spell(grams)
        return [self._item(part, row, left[row.gram], right[row.gram]) for part, row in rows]

    def _item(self, part: str, row: Compared, left: list[str], right: list[str]) -> dict[str, Any]:
        shares = self.left.share(row.left), self.right.share(row.right)
        # The page that uses a word more writes it, so that it is the same with the sides swapped.
        spellings = [(-shares[0], -row.left, left), (-shares[1], -row.right, right)]
        return {
            "part": part,
            "word": min(one for one in spellings if one[2])[2][0],
            "left_words": left,
            "right_words": right,
            "left_count": row.left,
            "right_count": row.right,
            "left_share": round(shares[0], 6),
            "right_share": round(shares[1], 6),
            "likelihood": round(row.likelihood, 2),
            "log_ratio": None if row.log_ratio is None else round(row.log_ratio, 3),
            "chance": row.chance,
            "only_in": "left" if not row.right else "right" if not row.left else None,
            "stop_word": self.stops[row.gram[0]] or self.stops[row.gram[-1]],
        }


def compare(
    left: Index,
    right: Index,
    *,
    scope: str = "main",
    unit: int = 1,
    group: str = "forms",
    stop_words: str = "hide",
    hide: Iterable[str] = (),
    keep: Iterable[str] = (),
    code: str = "out",
    q: str = "",
    word_class: str | None = None,
) -> Comparison:
    """Two pages' words or phrases, selected as `select_words` selects those of one.

    A row is left out if either page's spellings say so, and kept if either page's do; with `q` or
    `word_class` it is there if they choose one page's own row of it. Whether a difference may be
    chance depends on the pages and the first four choices alone: looking for a word does not change
    what is said of it.
    """
    one, other = group_spellings(left, group), group_spellings(right, group)
    joined = join_groups(left, one, right, other)
    sides = (
        _side(left, one, joined.left, scope, code, unit),
        _side(right, other, joined.right, scope, code, unit),
    )
    rows = _score(sides, joined.stops, stop_words)
    hidden = hide_words(joined.stops, _call(sides), stop_words, hide, keep, unit)
    found = [row for row in rows if not hidden.has(row.gram)]
    if (wanted := fold(q)) or word_class is not None:
        matching = sides[0].matching(wanted, word_class) | sides[1].matching(wanted, word_class)
        found = [row for row in found if row.gram in matching]
    return Comparison(*sides, joined.stops, _part(found, sides, joined))


def _side(
    index: Index, groups: Grouping, joined: list[int], scope: str, code: str, unit: int
) -> _Side:
    own = count_ngrams(index, groups, scope, code, unit)
    counts: dict[NGram, int] = {}
    rows: dict[NGram, list[NGram]] = {}
    for gram, count in own.items():
        if gram[0] >= 0 <= gram[-1]:
            row = (joined[gram[0]],) if unit == 1 else tuple([joined[group] for group in gram])
            counts[row] = counts.get(row, 0) + count
            rows.setdefault(row, []).append(gram)
    words = sum(map(len, selected(index, scope, code)))
    return _Side(index, groups, joined, scope, code, words, own, counts, rows)


def _call(sides: tuple[_Side, _Side]) -> Callable[[Collection[str]], dict[str, set[int]]]:
    def call(words: Collection[str]) -> dict[str, set[int]]:
        one, other = (side.call(words) for side in sides)
        return {word: one[word] | other[word] for word in words}

    return call


def _score(sides: tuple[_Side, _Side], stops: list[bool], stop_words: str) -> list[Compared]:
    """All rows, those of stop words too, in the order of first appearance: left, then right."""
    left, right = sides
    counts, others = left.counts, right.counts
    grams = [*counts, *(gram for gram in others if gram not in counts)]
    compared = len(grams)
    if stop_words == "hide":
        compared = sum(not (stops[gram[0]] or stops[gram[-1]]) for gram in grams)
    needed = significant(compared)

    @cache  # Most words stand once or twice.
    def measure(one: int, other: int) -> tuple[int, int, float, float | None, bool]:
        likelihood = log_likelihood(one, other, left.words, right.words)
        ratio = log_ratio(one, other, left.words, right.words)
        return one, other, likelihood, ratio, likelihood < needed

    return [Compared(gram, *measure(counts.get(gram, 0), others.get(gram, 0))) for gram in grams]


def _part(
    rows: list[Compared], sides: tuple[_Side, _Side], joined: Joined
) -> dict[str, list[Compared]]:
    """Rows by part: the surest difference first, of equals the first on the page; what both use
    alike by how often the page that has it less has it, then by where both have it first."""
    parts: dict[str, list[Compared]] = {part: [] for part in PARTS}
    for row in rows:
        ratio = row.log_ratio
        if row.left and row.right and ratio is not None and row.chance and abs(ratio) < TWICE:
            parts["both"].append(row)
        else:
            more = sides[0].share(row.left) > sides[1].share(row.right)
            parts["left" if more else "right"].append(row)
    first, second = ({gram: at for at, gram in enumerate(side.counts)} for side in sides)
    parts["right"].sort(key=lambda row: second[row.gram])
    for part in ("left", "right"):
        parts[part].sort(key=lambda row: -row.likelihood)

    def alike(row: Compared) -> tuple[float, float, int, list[str]]:
        shares = sides[0].share(row.left), sides[1].share(row.right)
        names = [joined.names[word] for word in row.gram]
        return -min(shares), -max(shares), first[row.gram] + second[row.gram], names

    parts["both"].sort(key=alike)
    return parts
