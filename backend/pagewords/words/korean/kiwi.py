"""Kiwi, the morphological analyser of Korean: loaded once per process, fed in chunks."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, NamedTuple

import regex

from pagewords.words.available import Available
from pagewords.words.chunking import chunks
from pagewords.words.once import once

#: Characters per call.
CHUNK = 1_000
#: Syllables without a space from which on they are data, not Korean: even paragraphs are shorter.
LONGEST_RUN = 3_000
_DATA = regex.compile(rf"\p{{Hangul}}{{{LONGEST_RUN},}}+")
#: Kiwi's patterns would hide the word of a #tag; URLs are found elsewhere.
_NO_PATTERNS = 0
#: How much less likely than the best a reading may be to be followed further. Kiwi's 8 takes a
#: seventh longer and reads one line in 150 otherwise.
_CUTOFF = 5.0
#: Score of a name of the list, a log probability.
_SCORE = 0.0


class Morpheme(NamedTuple):
    """A morpheme in its dictionary form; `start` and `end` are offsets in the whole text."""

    form: str
    tag: str
    start: int
    end: int


def skip_to(words: list[Morpheme], position: int, place: int) -> int:
    """Return the next position, or this one, whose morpheme does not start before a place."""
    while position < len(words) and words[position].start < place:
        position += 1
    return position


@once
def load() -> Any:
    """Return Kiwi, loaded once in a process."""
    from kiwipiepy import Kiwi

    # The multi-word dictionary changes spacing and takes 200 MB, at the same accuracy.
    # Without threads of its own it can be loaded before workers are forked.
    kiwi = Kiwi(load_multi_dict=False, num_workers=0)
    kiwi.global_config.cutoff_threshold = _CUTOFF
    for name in (
        files("pagewords.words").joinpath("data", "korean_names.txt").read_text("utf-8").split()
    ):
        kiwi.add_user_word(name, "NNP", _SCORE)
    return kiwi


#: Whether Kiwi and its model can be loaded here; else ICU does its work.
is_available = Available("kiwi", lambda: load().tokenize("한국어"))


def analyse(text: str) -> tuple[list[Morpheme], float]:
    """The best analysis of a short text, and the logarithm of how likely Kiwi finds it."""
    tokens, likelihood = load().analyze(text)[0]
    return [
        Morpheme(token.form, token.tag, token.start, token.start + token.len) for token in tokens
    ], likelihood


def has_too_long_run(text: str) -> bool:
    """Whether a text has a run of Hangul that is too long to be counted."""
    return _DATA.search(text) is not None


def morphemes(text: str, start: int, end: int) -> Iterator[Morpheme]:
    """Yield the morphemes of `text[start:end]`; contracted ones may share a character."""
    plain = _DATA.sub(lambda run: " " * len(run[0]), text[start:end])
    for left, right in chunks(plain, 0, len(plain), CHUNK):
        for token in load().tokenize(plain[left:right], match_options=_NO_PATTERNS):
            at = start + left + token.start
            yield Morpheme(token.form, token.tag.partition("-")[0], at, at + token.len)
