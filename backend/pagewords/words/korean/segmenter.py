"""Korean words from Kiwi's morphemes, without their particles and endings.

`repairs` mends morphemes, `elements` reads them, `second_look` mends names by the rest of the page,
and `compounds` decides about nouns written together.
"""

from collections.abc import Iterable, Sequence

import regex

from pagewords.words.korean.compounds import join
from pagewords.words.korean.element import Element
from pagewords.words.korean.elements import elements
from pagewords.words.korean.kiwi import Morpheme, morphemes
from pagewords.words.korean.repairs import repaired
from pagewords.words.korean.second_look import mend
from pagewords.words.scripts import ScriptRun
from pagewords.words.term import Token

#: Symbols after which Kiwi finds no particle (C#은, 30%는); it does after a letter.
_SYMBOLS = regex.compile(r"(?<=[A-Za-z0-9][+#]?)[+#%‰℃℉㎜-㎢㎎㎏]")


def tokens(
    text: str,
    script_runs: Iterable[ScriptRun],
    spaced: Sequence[Token],
    blocked: Sequence[tuple[int, int]],
) -> list[Token]:
    """Return the words of the Korean script runs of a text, in order.

    `spaced`: the words of other scripts in them, which may be part of a Korean name. `blocked`:
    the spans of URLs and e-mail addresses. Both are sorted.
    """
    taken = sorted([*((start, end) for start, end, _ in spaced), *blocked])
    latin = {start: end for start, end, _ in spaced}
    found: list[Element] = []
    next_taken = 0
    plain = _SYMBOLS.sub("A", text)
    for run in script_runs:
        words: list[Morpheme] = []
        for word in morphemes(plain, run.start, run.end):
            while next_taken < len(taken) and taken[next_taken][1] <= word.start:
                _add_latin(words, latin, taken[next_taken][0], run)
                next_taken += 1
            while word.tag in ("NNG", "NNP") and next_taken < len(taken):
                # A noun of Kiwi's that includes Latin letters: split them off.
                left, right = taken[next_taken]
                if left not in latin or right > word.end or (left, right) == word[2:]:
                    break
                if word.start < left:
                    words.append(word._replace(form=text[word.start : left], end=left))
                _add_latin(words, latin, left, run)
                word = word._replace(form=text[right : word.end], start=right)
                next_taken += 1
            whole = next_taken == len(taken) or word.end <= taken[next_taken][0]
            if whole and word.start < word.end:
                words.append(word)
        while next_taken < len(taken) and taken[next_taken][0] < run.end:
            _add_latin(words, latin, taken[next_taken][0], run)
            next_taken += 1
        found.extend(elements(text, repaired(text, words)))
    return join(text, mend(text, found))


def _add_latin(words: list[Morpheme], latin: dict[int, int], start: int, part: ScriptRun) -> None:
    """Insert a word of another script, tagged SL as Kiwi tags foreign words."""
    if start in latin and part.start <= start < part.end:
        words.append(Morpheme("", "SL", start, latin[start]))
