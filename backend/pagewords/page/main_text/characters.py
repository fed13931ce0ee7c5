"""Classes of characters: how many of each a block has, by one table over UTF-16."""

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
OTHER, LOWER, UPPER, DIGIT, SPACE, STOP, COMMA, DENSE, SIGN, QUOTE, LETTER, MONEY, END = range(13)
CLASSES: Final = 13
_STOPS, _COMMAS, _QUOTES = ".!?。！？…।؟", ",;:、，；：،", "\"'「」『』"
#: Scripts in which a character says as much as two of another.
_DENSE = ((0x1100, 0x1200), (0x3040, 0xA000), (0xAC00, 0xD7B0), (0xF900, 0xFB00))
#: How much a block that ends with a character of the class ends as a sentence does.
_ENDS = np.zeros(CLASSES, np.float32)
_ENDS[STOP], _ENDS[QUOTE] = 1.0, 0.7


def _class_of(number: int) -> int:
    character = chr(number)
    for marks, kind in ((_STOPS, STOP), (_COMMAS, COMMA), (_QUOTES, QUOTE)):
        if character in marks:
            return kind
    category = unicodedata.category(character)
    if category == "Lo":
        return DENSE if any(start <= number < end for start, end in _DENSE) else LETTER
    exact = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Nd": DIGIT, "Zs": SPACE}
    exact |= {"Pi": QUOTE, "Pf": QUOTE, "Cs": DENSE, "Sc": MONEY}
    return exact.get(category, SIGN if category[0] in "SP" else OTHER)


def _table() -> npt.NDArray[np.uint8]:
    table = np.array([_class_of(number) for number in range(0x10000)], np.uint8)
    table[ord("\n")] = END
    return table


_TABLE: Final = _table()


class Characters:
    """Of each of some texts without new lines: the length, how many of each class, and the ends.

    `counts` has a row a text and a column a class; lengths are in units of UTF-16.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        joined = ("\n".join(texts) + "\n").encode("utf-16-le", "surrogatepass")
        codes = np.frombuffer(joined, np.uint16)
        classes = _TABLE[codes]
        ends = np.flatnonzero(codes == ord("\n"))
        starts = np.concatenate(([0], ends[:-1] + 1))
        self.sizes = ends - starts
        rows = np.repeat(np.arange(len(texts), dtype=np.int32) * CLASSES, self.sizes + 1)
        rows += classes
        counts = np.bincount(rows, minlength=len(texts) * CLASSES)
        self.counts = counts.reshape(-1, CLASSES).astype(np.float32)
        self.lengths = np.maximum(self.sizes, 1).astype(np.float32)
        #: How much a block weighs: its characters, those of dense scripts twice.
        self.weights = self.lengths + self.counts[:, DENSE]
        self.first = classes[starts]
        last = classes[ends - 1]
        before = classes[np.maximum(ends - 2, 0)]
        ended = _ENDS[last]
        #: Whether it ends as a sentence does, before a closing quotation mark or not.
        self.ended = np.maximum(ended, np.where(before == STOP, ended, 0))
