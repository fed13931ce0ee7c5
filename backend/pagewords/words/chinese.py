"""Chinese words: ICU's dictionary, with corrections.

ICU splits words that its dictionary lacks into characters (微信, 疫情): those in chinese_names.txt
are joined again. It joins some pairs of words, which are split: a pronoun or adverb and what
follows it (我是, 也有), a number or demonstrative and its measure word (三个).
"""

from collections.abc import Iterable, Iterator

from pagewords.words import icu
from pagewords.words.term import Annotation, Token
from pagewords.words.user_dictionary import join_known_names

_PRONOUNS = frozenset("我你您他她它这那這谁誰")
_AFTER_PRONOUNS = frozenset("是有在要会會能想的不来來去说說看用把被给給对對跟也都还還没沒将將到就")
_ADVERBS = frozenset("也都不又")
_AFTER_ADVERBS = frozenset("是有在会會能想被让讓将將应應该該")
_NUMBERS = frozenset("一二三四五六七八九十百千万萬亿億两兩零〇几幾")
_DEMONSTRATIVES = frozenset("这這那哪每各某")
_MEASURES = frozenset("个個位名件条條张張只隻本部场場段种種次项項座台篇")
#: Measure words after a number only: 每年 is one word.
_OF_NUMBERS = frozenset("天年岁歲")
#: Units after a number are stop words, like the number.
_UNITS = _MEASURES | _OF_NUMBERS | frozenset("月日号號时時点點分秒元")
_STOP = Annotation(None, None, True)


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Return the words of `text[start:end]`, in order."""
    spans = [(left, right) for left, right, _ in icu.tokens(text, start, end, "zh")]
    for left, right in join_known_names(text, spans, "chinese_names"):
        for first, last in _split_pair(text, left, right):
            yield first, last, _STOP if _is_number(text, first, last) else None


def _split_pair(text: str, left: int, right: int) -> Iterable[tuple[int, int]]:
    """Split a two-character span that is two words."""
    if right - left == 2:
        first, second = text[left], text[left + 1]
        if (
            (first in _PRONOUNS and second in _AFTER_PRONOUNS)
            or (first in _ADVERBS and second in _AFTER_ADVERBS)
            or (first in _DEMONSTRATIVES and second in _MEASURES)
            or (first in _NUMBERS and (second in _MEASURES or second in _OF_NUMBERS))
        ):
            return (left, left + 1), (left + 1, right)
    return ((left, right),)


def _is_number(text: str, left: int, right: int) -> bool:
    """Whether a word is a number, or the unit of the number before it."""
    if all(character in _NUMBERS for character in text[left:right]):
        return True
    before = text[left - 1 : left].strip() or text[max(left - 2, 0) : max(left - 1, 0)]
    return (
        right - left == 1
        and text[left] in _UNITS
        and (before.isdigit() or (before != "" and before in _NUMBERS))
    )
