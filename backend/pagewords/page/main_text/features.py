"""The features of blocks: what each is, what it stands in, and what stands around it.

A container holds a range of blocks, so that sums over it are differences of running sums. There is
no word of any language here. Rows are made in slices, since a page may have 100,000 blocks.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from pagewords.page.blocks.lines import Line
from pagewords.page.blocks.names import BITS, MARKS, TAGS
from pagewords.page.blocks.walk import Walk
from pagewords.page.head import KINDS, Head
from pagewords.page.main_text import characters as ch
from pagewords.page.main_text.characters import Array, Characters
from pagewords.page.main_text.columns import (
    ALIKE,
    BESIDE,
    CONTAINER,
    KIN,
    LEVELS,
    NEIGHBOURS,
    OFFSETS,
    OWN,
    PAGE,
    PLACE,
)  # fmt: skip

#: Characters from which a block without many links may be the first or last of a text; the share
#: of a block's characters in links below which it has next to none.
LONG, FEW_LINKS, NO_LINKS = 120, 0.3, 0.1
_SENTENCE = 60
#: Characters of a block that may be what a page says of itself.
_SAID = (8, 1_000)
#: Elements in one another without a block beside them that are stepped over; blocks beside the
#: first and the last.
_STEPS, _MARGIN = 40, 2
#: More kinds of elements than a page has.
_KINDS = 1 << 31
_SIGNS = (ch.DIGIT, ch.SIGN)


class Features:
    """The features of a page's blocks; `head` is what the page says of itself.

    `weights` is how much each block weighs, `plain` whether it has no date and next to no links.
    `chain` has for each level the number of the container of each block, `first` and `last` the
    range of blocks in each container, `alike` a number of the kind of element each block is in.
    """

    def __init__(self, walk: Walk, head: Head) -> None:
        self.size = len(walk.lines)
        self._texts = [line.text for line in walk.lines]
        self._marks = Characters(self._texts)
        self.weights = self._marks.weights
        self.owner = np.array(walk.owners)
        parent, first, level, kind, score, total, low, high = zip(*walk.rows, strict=True)
        self.parent, self.first, self._kind = np.array([parent, first, kind])
        self.last = np.maximum(np.array(walk.last), self.first)
        self._bits = np.array(walk.bits, np.int64)
        of_names = np.array([total, score, low, high, level], np.float32)
        self._total_name = of_names[0]
        self._sum_up(walk, of_names)
        self.chain = self._containers()
        self._kin = self._brothers()
        self._group()
        self._find_place(head)
        self._kept: tuple[int, int, Array] = (0, 0, np.empty(0))

    def rows(self, start: int, end: int) -> Array:
        """The features of the blocks of a range, a row each, as float32; the last ones are kept."""
        if self._kept[:2] != (start, end):
            parts = [part.astype(np.float32) for _, part in self._columns(start, end)]
            self._kept = start, end, np.hstack(parts)
        return self._kept[2]

    def names(self) -> list[str]:
        """What each column is."""
        return [name for names, _ in self._columns(0, 1) for name in names]

    def _columns(self, start: int, end: int) -> Iterator[tuple[Sequence[str], Array]]:
        part, number = slice(start, end), np.arange(start, end)
        yield OWN, self._own[part]
        bits = (self._bits[self.owner[part], None] >> np.arange(BITS)) & 1
        yield [*(f"<{tag}>" for tag in TAGS), *(f".{mark}" for mark in MARKS)], bits
        for level, at in enumerate(self.chain):
            yield [f"in{level}.{name}" for name in CONTAINER], self._container(at[part], number)
            yield [f"in{level}.{name}" for name in KIN], self._kin[at[part]]
        yield ALIKE, self._alike[part]
        for offset in OFFSETS:
            begin = start + offset + _MARGIN
            names = [f"{OWN[at]}{offset:+}" for at in NEIGHBOURS]
            yield names, self._padded[begin : begin + end - start]
        yield BESIDE, self._beside[part]
        yield PLACE, self._place[part]
        yield PAGE, np.broadcast_to(self._page, (end - start, len(PAGE)))

    def _sum_up(self, walk: Walk, of_names: Array) -> None:
        """What each block is, and running sums of what containers are asked for."""
        marks, counts = self._marks, self._marks.counts
        lengths, weights, ended = marks.lengths, marks.weights, marks.ended
        linked, heading, code = _zones(walk.lines)
        linked /= lengths
        words = np.log1p(counts[:, ch.SPACE] + 1)
        logs = np.log1p(counts[:, [ch.STOP, ch.COMMA]])
        shares = counts[:, [ch.DIGIT, ch.UPPER, ch.SIGN, ch.DENSE]] / lengths[:, None]
        others = [
            np.bincount(np.array(numbers, int), minlength=self.size + 1)[: self.size]
            for numbers in (walk.images, walk.times)
        ]
        repeated = Counter(self._texts)
        again = np.fromiter((repeated[text] for text in self._texts), np.float32, self.size)
        starts_upper, starts_sign = marks.first == ch.UPPER, np.isin(marks.first, _SIGNS)
        own = [
            np.log1p(weights), words, logs[:, 0], linked, ended, heading, code, logs[:, 1],
            shares[:, 0], shares[:, 1], shares[:, 2], np.minimum(again, 6),
            *of_names[:, self.owner], starts_upper, starts_sign,
            np.minimum(counts[:, ch.QUOTE], 6), shares[:, 3], np.minimum(counts[:, ch.MONEY], 3),
            *np.minimum(others, 3),
        ]  # fmt: skip
        self._own = np.empty((self.size, len(OWN)), np.float32)
        for at, column in enumerate(own):
            self._own[:, at] = column
        del own, column
        sums = [
            weights, linked * weights, weights * self._has("p")[self.owner], weights * heading,
            weights * (ended > 0), np.ones(self.size), ended * (weights > _SENTENCE), words,
            *others,
        ]  # fmt: skip
        self._run = np.zeros((self.size + 1, len(sums)))
        for at, column in enumerate(sums):
            np.cumsum(column, out=self._run[1:, at], dtype=np.float64)
        self._total = max(1.0, float(self._run[-1, 0]))
        self._linked, self._code = linked, float(code.mean())
        self.plain = (linked < NO_LINKS) & (others[1] == 0)

    def _has(self, tag: str) -> Array:
        return (self._bits >> TAGS.index(tag)) & 1

    def _containers(self) -> list[Array]:
        """For each level the container of each block: the element it is in, then the nearest that
        holds more blocks than the one before."""
        spread = self.last - self.first
        up = self.parent.copy()
        for _ in range(_STEPS):
            same = (spread[up] == spread) & (up > 0)
            if not same.any():
                break
            up = np.where(same, self.parent[up], up)
        chain = [self.owner]
        for _ in range(LEVELS - 1):
            chain.append(up[chain[-1]])
        return chain

    def _container(self, at: Array, number: Array) -> Array:
        sums = self._run[self.last[at]] - self._run[self.first[at]]
        weight, blocks = np.maximum(sums[:, 0], 1), np.maximum(sums[:, 5], 1)
        return np.column_stack([
            weight / self._total, np.log1p(weight), *(sums[:, 1:5] / weight[:, None]).T,
            np.log1p(sums[:, 5]), sums[:, 6] / blocks, (number - self.first[at]) / blocks,
            sums[:, 7] / blocks, self._total_name[at], *(sums[:, 8:] / blocks[:, None]).T,
        ])  # fmt: skip

    def _brothers(self) -> Array:
        """Of each element, how many have its name and its parent: cards, comments, paragraphs."""
        _, of = np.unique(self.parent * _KINDS + self._kind, return_inverse=True)
        sums = self._run[self.last, :2] - self._run[self.first, :2]
        weights, linked = np.bincount(of, sums[:, 0]), np.bincount(of, sums[:, 1])
        return np.column_stack([
            np.log1p(np.bincount(of)), linked / np.maximum(weights, 1), weights / self._total
        ])[of].astype(np.float32)  # fmt: skip

    def _group(self) -> None:
        """What stands in the same kind of element, and what stands beside a block."""
        pairs = self._kind * _KINDS + self._kind[self.parent]
        _, kind = np.unique(pairs[self.owner], return_inverse=True)
        self.alike = kind
        number, weights = np.bincount(kind), np.bincount(kind, self.weights)
        logs = self._own[:, 0]
        linked = np.bincount(kind, self._linked * self.weights)
        self._alike = np.column_stack([
            np.log1p(number), weights / self._total, linked / np.maximum(weights, 1),
            np.bincount(kind, self._marks.ended) / number, np.bincount(kind, logs) / number,
        ])[kind].astype(np.float32)  # fmt: skip
        self._padded = np.pad(self._own[:, NEIGHBOURS], ((_MARGIN, _MARGIN), (0, 0)))
        outer = np.pad(self.parent[self.owner], 1, constant_values=-1)
        like = np.pad(kind, 1, constant_values=-1)
        self._beside = np.column_stack([
            side[1:-1] == other
            for side in (outer, like)
            for other in (side[:-2], side[2:])
        ])  # fmt: skip

    def _find_place(self, head: Head) -> None:
        """Where each block stands in the page, and what the page is like."""
        number, run, total = np.arange(self.size), self._run, self._total
        of_h1 = np.flatnonzero(self._has("h1")[self.owner])
        h1 = of_h1[0] if len(of_h1) else 0
        long = (self.weights > LONG) & (self._linked < FEW_LINKS) & (self._marks.ended > 0)
        found = np.flatnonzero(long)
        first, last = (found[0], found[-1]) if len(found) else (0, self.size)
        self._place = np.stack([
            number / self.size, np.log1p(number), _signed_log(number - h1),
            np.full(self.size, len(of_h1) > 0), self._said(head.title),
            self._said(head.description),
            run[:-1, 0] / total, run[:-1, 4] / max(1.0, run[-1, 4]),
            _signed_log(number - first), _signed_log(number - last),
        ], axis=1, dtype=np.float32)  # fmt: skip
        known = int(np.bitwise_or.reduce(self._bits))
        tags = [known >> TAGS.index(tag) & 1 for tag in ("article", "main", "p", "pre", "table")]
        shares = run[-1, 1:5] / total
        kinds = [kind in head.kinds for kind in KINDS]
        logs = [np.log1p(total), np.log1p(self.size)]
        page = [*logs, *shares[[0, 1, 3, 2]], self._code, *tags, *kinds]
        self._page = np.array(page, np.float32)

    def _said(self, said: str) -> Array:
        """Whether a block is what the page says of itself, or a part of it, or has it in it."""
        shortest, longest = _SAID
        sizes = self._marks.sizes
        found = np.zeros(self.size, np.float32)
        if said := said.lower():
            for number in np.flatnonzero((sizes >= shortest) & (sizes <= longest)).tolist():
                text = self._texts[number].lower()
                found[number] = text in said or said in text
        return found


def _signed_log(values: Array) -> Array:
    return np.sign(values) * np.log1p(np.abs(values))


def _zones(lines: Sequence[Line]) -> tuple[Array, Array, Array]:
    """Of each block the characters in links, whether it is a heading, and whether it is code."""
    out = np.zeros((3, len(lines)), np.float32)
    linked, heading, code = out
    for number, line in enumerate(lines):
        if line.zones:
            for start, end, zone in line.zones:
                if zone == "link":
                    linked[number] += end - start
                elif zone == "heading":
                    heading[number] = 1
        if line.code:
            code[number] = 1
    return linked, heading, code
