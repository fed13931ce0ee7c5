"""Kiwi, the analyser of Korean: loaded once in a process, given small pieces of text."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import regex

from pagewords.words.chunking import chunks

#: Characters given to Kiwi at once.
CHUNK = 1_000
#: A run of letters that nobody wrote as Korean: whole paragraphs without a space are shorter.
_DATA = regex.compile(r"\p{Hangul}{3000,}+")
#: Kiwi's own patterns would hide a #tag's word; addresses have been found before.
_NO_PATTERNS = 0
#: How likely a name of the list is, as Kiwi counts it (log probability 0 at most).
_SCORE = 0.0


class Morpheme(NamedTuple):
    """A morpheme at `start` to `end` of the whole text, in its dictionary form."""

    form: str
    tag: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _kiwi() -> Any:
    from kiwipiepy import Kiwi

    # The multi-word dictionary returns other spacing and takes 200 MB; accuracy is the same.
    kiwi = Kiwi(load_multi_dict=False, num_workers=1)
    for name in (
        files("pagewords.words").joinpath("data", "korean_names.txt").read_text("utf-8").split()
    ):
        kiwi.add_user_word(name, "NNP", _SCORE)
    return kiwi


@lru_cache(maxsize=1)
def is_available() -> bool:
    """Whether Kiwi and its model can be loaded here."""
    try:
        _kiwi().tokenize("한국어")
    except Exception:  # whatever it is, ICU stands in
        return False
    return True


def morphemes(text: str, start: int, end: int) -> Iterator[Morpheme]:
    """The morphemes of `text[start:end]` in order; contracted ones may share a character."""
    plain = _DATA.sub(lambda run: " " * len(run[0]), text[start:end])
    for left, right in chunks(plain, 0, len(plain), CHUNK):
        for token in _kiwi().tokenize(plain[left:right], match_options=_NO_PATTERNS):
            at = start + left + token.start
            yield Morpheme(token.form, token.tag.partition("-")[0], at, at + token.len)
