"""Chinese words: ICU's dictionary, with corrections.

ICU splits words that its dictionary lacks into characters (微信, 疫情): those in chinese_names.txt
are joined again, then names from abroad, whose characters stand for sounds (巴塞罗那), then the
pairs of characters that stick together on the page. It joins some pairs of words, which are split:
a pronoun or adverb and what follows it (我是, 也有), a number or demonstrative and its measure word
(三个).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pagewords.words.glue import Span, join_sticking
from pagewords.words.scripts import ScriptRun
from pagewords.words.stop_lists import stop_words
from pagewords.words.term import STOP, Token
from pagewords.words.user_dictionary import characters, dictionary_words

_PRONOUNS = frozenset("我你您他她它这那這谁誰")
_AFTER_PRONOUNS = frozenset("是有在要会會能想的不来來去说說看用把被给給对對跟也都还還没沒将將到就")
_ADVERBS = frozenset("也都不又")
_AFTER_ADVERBS = frozenset("是有在要会會能想被让讓将將应應该該不")
#: An adverb of degree, which parts from any adjective but from those of number.
_VERY, _AFTER_VERY = "很", frozenset("多少难難")
_NUMBERS = frozenset("一二三四五六七八九十百千万萬亿億两兩零〇几幾")
_DEMONSTRATIVES = frozenset("这這那哪每各某")
_MEASURES = frozenset("个個位名件条條张張只隻本部场場段种種次項项座台篇")
#: Measure words after a number only: 每年 is one word.
_OF_NUMBERS = frozenset("天年岁歲")
#: Particles that the dictionary has at some words, and what they follow in words that need theirs.
_KEPT_PARTICLES = {"的": frozenset("目有似别別标標真是"), "了": frozenset("为為除罢罷")}
#: Measures that the dictionary has in words with the noun behind them: 五个人 is 五, 个, 人.
_BEFORE_NOUNS = frozenset("个個名位辆輛只隻")
_COUNTERS = _MEASURES | _OF_NUMBERS | _BEFORE_NOUNS
#: Units after a number are stop words, like the number.
_UNITS = _COUNTERS | frozenset("月日号號时時点點分秒元米")
#: Those that the dictionary may have in one word with the number: 二千元.
_OF_AMOUNTS = _COUNTERS | frozenset("元米秒")
#: Percent and the like, before the number.
_PARTS = frozenset(("百分之", "千分之", "万分之", "萬分之"))
#: Names that the dictionary lacks.
_NAMES = "chinese_names"
#: Characters that write the sounds of names from abroad, and the lengths of such names.
_SOUNDS = "chinese_sounds"
_SHORTEST_NAME, _LONGEST_NAME = 3, 15
#: Dice's coefficient from which two characters are one word: together half of the times or so.
_DICE = 0.5
#: A character and a longer word are one if they nearly always stand together, and recur so; such
#: pairs come first, and make chains of three.
_ALWAYS, _RECURS, _STRONG, _MOST = 0.8, 3, 1.0, 3


def tokens(text: str, script_runs: Iterable[ScriptRun]) -> Iterator[Token]:
    """Return the words of the Chinese script runs of a text, in order."""
    words = [
        part
        for run in script_runs
        for word in _foreign_names(text, _counted(text, dictionary_words(text, run, _NAMES)))
        for part in _split(text, *word)
    ]
    numbers = {word for word in words if _is_number(text, *word)}
    stuck = join_sticking(
        text, words, stop_words("zh"), _strength, apart=numbers, most=_MOST, chained=_STRONG
    )
    for word in stuck:
        yield (*word, STOP if word in numbers else None)


def _strength(left: str, right: str, count: int, dice: float) -> float:
    """Return how strongly a character sticks to another, or to a word that it recurs with."""
    if min(len(left), len(right)) > 1:
        return 0
    if count >= _RECURS and dice >= _ALWAYS and _NUMBERS.isdisjoint(left + right):
        return _STRONG + dice
    return dice if len(left + right) == 2 and dice >= _DICE else 0


def _foreign_names(text: str, words: Iterable[Span]) -> Iterator[Span]:
    """Yield the words, with the parts of a name from abroad in one."""
    sounds = characters(_SOUNDS)
    parts: list[Span] = []
    for word in words:
        is_part = sounds.issuperset(text[word[0] : word[1]])
        if parts and not (is_part and word[0] == parts[-1][1]):
            yield from _name(parts)
            parts = []
        if is_part:
            parts.append(word)
        else:
            yield word
    yield from _name(parts)


def _name(parts: list[Span]) -> list[Span]:
    """Return one word for a name that the dictionary has cut up."""
    if len(parts) < 2 or not _SHORTEST_NAME <= parts[-1][1] - parts[0][0] <= _LONGEST_NAME:
        return parts
    is_cut = any(right - left == 1 for left, right in parts)
    return [(parts[0][0], parts[-1][1])] if is_cut else parts


def _counted(text: str, words: Iterable[Span]) -> Iterator[Span]:
    """Yield the words, those cut that hold a measure and the noun that it counts."""
    for left, right in words:
        measure = left + (text[left] in _NUMBERS)
        number = text[measure - 1 : measure]
        counts = number != "" and (number in _NUMBERS or number.isdigit())
        if counts and right - measure == 2 and text[measure] in _BEFORE_NOUNS:
            yield left, measure + 1
            yield measure + 1, right
        else:
            yield left, right


def _split(text: str, left: int, right: int) -> Iterable[Span]:
    """Split a span of two characters that is two words."""
    if right - left == 2 and _is_two_words(text[left:right]):
        return (left, left + 1), (left + 1, right)
    return ((left, right),)


@lru_cache(maxsize=4_096)
def _is_two_words(pair: str) -> bool:
    first, second = pair[0], pair[1]
    return (
        (first in _PRONOUNS and second in _AFTER_PRONOUNS)
        or (first in _ADVERBS and second in _AFTER_ADVERBS)
        or (first == _VERY and second not in _AFTER_VERY)
        or (first in _DEMONSTRATIVES and second in _MEASURES)
        or (first in _NUMBERS and second in _COUNTERS)
        or (second in _KEPT_PARTICLES and first not in _KEPT_PARTICLES[second])
    )


def _is_number(text: str, left: int, right: int) -> bool:
    """Whether a word is a number, or the unit of the number before it."""
    if text[left] in _NUMBERS:
        last = right - (right - left > 2 and text[right - 1] in _OF_AMOUNTS)
        return _NUMBERS.issuperset(text[left:last]) or text[left : right + 1] in _PARTS
    if right - left > 1 or text[left] not in _UNITS:
        return False
    before = text[left - 1 : left].strip() or text[max(left - 2, 0) : max(left - 1, 0)]
    return before.isdigit() or (before != "" and before in _NUMBERS | _DEMONSTRATIVES)
