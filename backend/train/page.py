"""A page as it is learned from: its blocks, which of them are main text, its features."""

from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt
from selectolax.lexbor import LexborNode

from pagewords.page.blocks.names import Names, key_of, words_of
from pagewords.page.blocks.walk import Walk
from pagewords.page.charset import decode
from pagewords.page.head import read_head
from pagewords.page.main_text.features import Features
from pagewords.page.main_text.second_look import SecondLook
from pagewords.page.tree import parse
from train import labels, measures
from train.sets import Truth

Array = npt.NDArray[Any]
#: Marks: the main text, its headline, captions of its pictures, readers' comments where they are
#: not the page, and what stands in it and is none of it. The nearest marked ancestor tells.
MAIN, HEADLINE, CAPTION, COMMENT, OUT = "main", "headline", "caption", "comment", "out"
_INSIDE = (MAIN, HEADLINE)
#: Word F1 of what the labels give below which they are not learned from.
LEAST = 0.7


class MarkedWalk(Walk):
    """A walk that notes which mark each block's text has, most of it."""

    def __init__(self, names: Names) -> None:
        super().__init__(names)
        self.marks: list[str] = []
        self.words: list[list[str]] = [[]]
        self._marked: list[tuple[int, str]] = [(0, OUT)]
        self._sizes: Counter[str] = Counter()

    def enter(self, node: LexborNode, tag: str) -> bool:
        entered = super().enter(node, tag)
        if entered and (mark := node.attributes.get("data-truth")):
            self._marked.append((len(self._open), mark))
        return entered

    def _add_row(self, tag: str, attributes: dict[str, str | None]) -> None:
        super()._add_row(tag, attributes)
        self.words.append(sorted({*words_of(key_of(tag, attributes))}))

    def leave(self) -> None:
        super().leave()
        while self._marked[-1][0] > len(self._open):
            self._marked.pop()

    def add_text(self, text: str) -> None:
        super().add_text(text)
        self._sizes[self._marked[-1][1]] += len("".join(text.split()))

    def _end_block(self) -> None:
        before = len(self.lines)
        super()._end_block()
        if self._sizes:
            mark = self._sizes.most_common(1)[0][0]
            self.marks += [mark] * (len(self.lines) - before)
            self._sizes.clear()


class BlindWalk(Walk):
    """A walk that sees no classes, ids and roles: nets must not lean on them alone."""

    def _add_row(self, tag: str, attributes: dict[str, str | None]) -> None:
        super()._add_row(tag, {})


class Page:
    """A page with its labels (`y`: 1, 0, or -1 where it is not known) a block."""

    def __init__(self, truth: Truth) -> None:
        self.truth = truth
        self.fold = 0
        markup = decode(truth.path.read_bytes(), "text/html").replace("\0", "")
        self.head = read_head(markup)
        walk = MarkedWalk(Names({}))
        walk.run(parse(markup))
        self.markup = markup
        self.texts = [line.text for line in walk.lines]
        self.marks = walk.marks if truth.marked else []
        self.paths = _paths(walk)
        self.y = np.array(self._labels(), np.int8)
        if truth.marked:
            right = "\n".join(
                text for text, mark in zip(self.texts, self.marks, strict=True) if mark == MAIN
            )
        else:
            right = truth.main or ""
        self.right = right
        found = "\n".join(text for text, y in zip(self.texts, self.y, strict=True) if y > 0)
        self.sound = not truth.main or measures.word_f1(found, right) >= LEAST
        self.features: Features
        self.x: Array
        self.x2: Array
        self.first: Array

    def _labels(self) -> list[int]:
        truth = self.truth
        if truth.marked:
            return [int(mark in _INSIDE) for mark in self.marks]
        if truth.main is not None or truth.verdict is not None:
            text = truth.main if truth.main is not None else "\n".join(truth.verdict or ())
            found = labels.label(self.texts, text)
            return [-1 if one is None else int(one) for one in found]
        return [_by_pieces(text, *truth.pieces) for text in self.texts]

    def look(self, names: Names, *, blind: bool = False) -> None:
        """Make the features of the first look, with the names' scores of these weights."""
        walk = (BlindWalk if blind else Walk)(names)
        walk.run(parse(self.markup))
        self.features = Features(walk, self.head)
        self.x = self.features.rows(0, self.features.size)

    def look_again(self, likely: Array) -> None:
        """Make the features of the second look, after what the first one said."""
        self.first = likely
        second = SecondLook(self.features, likely)
        self.x2 = second.rows(0, self.features.size)


def _by_pieces(text: str, inside: tuple[str, ...], outside: tuple[str, ...]) -> int:
    has = [any(piece in text for piece in pieces) for pieces in (inside, outside)]
    return 1 if has == [True, False] else 0 if has == [False, True] else -1


def _paths(walk: MarkedWalk) -> list[tuple[int, list[str]]]:
    """For each element that blocks begin in one of its blocks, and the words of all names on the
    way to it."""
    out: list[tuple[int, list[str]]] = []
    first: dict[int, int] = {}
    for number, owner in enumerate(walk.owners):
        first.setdefault(owner, number)
    for owner, number in first.items():
        words: list[str] = []
        while owner:
            words += walk.words[owner]
            owner = walk.rows[owner][0]
        out.append((number, words))
    return out
