"""Find the runs of scripts without spaces, and choose an analyser for each.

The script decides, not the page's language: Hangul in an English page is Korean. Only Chinese
characters need the page's language: they may be Chinese, Japanese or Korean.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from pagewords.words.stop_lists import word_set

#: Members of a character class: letters and marks of the scripts that need an analyser.
SPACELESS = r"\p{Hangul}\p{Han}\p{Hiragana}\p{Katakana}ー々〆〇\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_ANY = regex.compile(f"[{SPACELESS}]", regex.VERSION1)
#: Unicode ranges that contain all of them and more: searched first, ten times as fast.
_CANDIDATE = re.compile("[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u19e0-\u19ff\u2e80-\U0010ffff]")
_RUN = regex.compile(
    r"(?P<ko>\p{Hangul}++) | (?P<cjk>[\p{Han}\p{Hiragana}\p{Katakana}ー々〆〇・]++)"
    r"| (?P<th>\p{Thai}++) | (?P<lo>\p{Lao}++) | (?P<km>\p{Khmer}++) | (?P<my>\p{Myanmar}++)",
    regex.VERBOSE | regex.VERSION1,
)
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
#: A Chinese page may use a single の for `of`: fewer kana than this are not Japanese.
_MIN_KANA = 2

#: Languages not written in Latin letters, whose pages contain some English words.
_NOT_LATIN = word_set("not-latin-languages")
_HAN = regex.compile(r"\p{Han}")


class ScriptRun(NamedTuple):
    """A part of one line for the analyser of a language."""

    start: int
    end: int
    language: str


def spelled_in(form: str, language: str) -> str:
    """Return the language to look a form up in: English for Latin letters in a Russian page."""
    if form[:1].isascii():
        return "en" if language in _NOT_LATIN else language
    return "zh" if language not in _NOT_LATIN and _HAN.match(form) else language


def has_spaceless(text: str) -> bool:
    """Whether any letter needs an analyser."""
    return any(_ANY.match(found[0]) for found in _CANDIDATE.finditer(text))


def script_runs(text: str, language: str) -> Iterator[ScriptRun]:
    """Yield the lines that contain a spaceless script, split where the analyser changes.

    Digits, Latin letters and punctuation stay with the run before them: analysers need context.
    """
    position = 0
    while (first := _ANY.search(text, position)) is not None:
        start = text.rfind("\n", position, first.start()) + 1 or position
        end = text.find("\n", first.start())
        end = len(text) if end < 0 else end
        yield from _line(text, start, end, language)
        position = end


def _line(text: str, start: int, end: int, language: str) -> Iterator[ScriptRun]:
    reader, left = None, start
    for run in _RUN.finditer(text, start, end):
        name = run.lastgroup or ""
        if name == "cjk":
            name = _of_han(text, run.start(), run.end(), language, reader)
        if reader is not None and name != reader:
            yield ScriptRun(left, run.start(), reader)
            left = run.start()
        reader = name
    if reader is not None:
        yield ScriptRun(left, end, reader)


def _of_han(text: str, start: int, end: int, language: str, before: str | None) -> str:
    """Return the language of a run of Chinese characters and kana."""
    if language == "ja":
        return "ja"
    kana = _KANA.findall(text, start, end)
    if kana and (language != "zh" or len(kana) >= _MIN_KANA):
        return "ja"
    return "ko" if language == "ko" or before == "ko" else "zh"
