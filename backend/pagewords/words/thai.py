"""Thai words: ICU's dictionary, with corrections.

Prefixes that make nouns and adjectives of what follows are one word with it (ความนิยม, popularity;
การค้า, trade; นักเขียน, writer), and so is ใจ with the word before it. Names that the dictionary lacks
are joined from thai_names.txt; other names that it cuts into syllables, and words that recur
together, by how they stick together on the page.
"""

from collections.abc import Iterable, Iterator

import regex

from pagewords.words.glue import Span, join_sticking
from pagewords.words.recurring import MAX_LENGTH
from pagewords.words.scripts import ScriptRun
from pagewords.words.stop_lists import stop_words
from pagewords.words.term import Token
from pagewords.words.user_dictionary import dictionary_words

#: Quality, doing, worthy of, expert in, person who.
_PREFIXES = frozenset(("ความ", "การ", "น่า", "นัก", "ผู้", "นักการ"))
#: Heart, mind: the second part of verbs of feeling and thinking.
_SUFFIX = "ใจ"
#: The mark of a word that is said twice.
_TWICE = "ๆ"
#: Words that the dictionary has as one with the function word before them.
_TWO_WORDS = {
    "ไม่มี": "ไม่",
    "ไม่ใช่": "ไม่",
    "เป็นการ": "เป็น",
    "ในการ": "ใน",
    "ในปี": "ใน",
    "ก็ได้": "ก็",
}
#: Characters of a piece of a name; its coefficient, and those of words that recur together.
_PIECE, _DICE = 3, 0.5
_ALWAYS, _RECURS = 0.8, 3
#: The number of a name: โควิด-19.
_NUMBER = regex.compile(r"-\p{N}{1,4}(?![\p{L}\p{N}-])")
#: Pieces of a name.
_MOST = 5


def tokens(text: str, script_runs: Iterable[ScriptRun]) -> Iterator[Token]:
    """Return the words of the Thai script runs of a text, in order."""
    words = [
        part
        for run in script_runs
        for word in dictionary_words(text, run, "thai_names")
        for part in _split(text, *word)
    ]
    stops = stop_words("th")
    stuck = join_sticking(text, words, stops | _PREFIXES, _strength, most=_MOST)
    for left, right in _with_affixes(text, stuck, stops):
        number = _NUMBER.match(text, right)
        yield left, right if number is None else number.end(), None


def _split(text: str, left: int, right: int) -> Iterator[Span]:
    """Yield the words of one of the dictionary, without the mark of repetition."""
    word = text[left:right]
    if word.endswith(_TWICE) and len(word) > 1:
        yield left, right - 1
    elif word in _TWO_WORDS:
        middle = left + len(_TWO_WORDS[word])
        yield left, middle
        yield middle, right
    else:
        yield left, right


def _strength(left: str, right: str, count: int, dice: float) -> float:
    is_name = max(len(left), len(right)) <= _PIECE and dice >= _DICE
    return dice if is_name or (count >= _RECURS and dice >= _ALWAYS) else 0


def _with_affixes(text: str, words: Iterable[Span], stops: frozenset[str]) -> Iterator[Span]:
    """Yield the words, prefixes and ใจ in one with their neighbour unless it is a stop word."""
    held: Span | None = None
    is_prefix = False
    for left, right in words:
        word = text[left:right]
        if (
            held is not None
            and held[1] == left
            and right - held[0] <= MAX_LENGTH
            and (
                (is_prefix and (word in _PREFIXES or word not in stops))
                or (word == _SUFFIX and text[held[0] : held[1]] not in stops)
            )
        ):
            held = held[0], right
        else:
            if held is not None:
                yield held
            held = left, right
        is_prefix = word in _PREFIXES
    if held is not None:
        yield held
