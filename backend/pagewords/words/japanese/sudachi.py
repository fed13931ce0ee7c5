"""Sudachi, the morphological analyser of Japanese: loaded once per process, fed in chunks.

Units are the longest that it has (split mode C).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Any, NamedTuple

import regex

from pagewords.words.available import Available
from pagewords.words.chunking import chunks
from pagewords.words.japanese.speech import Speech, speech_of
from pagewords.words.once import once
from pagewords.words.scripts import ScriptRun
from pagewords.words.stop_lists import word_set
from pagewords.words.term import Annotation

#: Characters. Sudachi accepts at most 49,149 bytes; a character has up to four.
CHUNK = 4_000
_LETTER = regex.compile(r"\p{L}")
#: A bracket before a short reading or name, which Sudachi joins to the word before it.
_GLOSS = regex.compile(r"(?<=[\p{Han}々])[(（](?=[\p{Hiragana}\p{Katakana}ー]{1,4}[)）])")
#: The current era, which the small dictionary lacks, and a known era of the same length.
_ERA, _KNOWN_ERA = "令和", "平成"
#: A long vowel at the end of a word in katakana, which technical texts leave out.
_LONG_VOWEL = regex.compile(r"(?<=\p{Katakana}[\p{Katakana}ー]{2})ー$")
#: Light nouns and verbs, by dictionary form.
LIGHT = word_set("ja-light")


class Entry(NamedTuple):
    """A word of the dictionary.

    `base`: its dictionary form. `norm`: the spelling that stands for all spellings of the word.
    `known`: what is known of it in any company.
    """

    base: str
    norm: str
    speech: Speech
    known: Annotation


class Unit(NamedTuple):
    """A place of a word; `start` and `end` are offsets in the whole text."""

    start: int
    end: int
    entry: Entry


#: As `_make`, in C and without its check: a page has thousands of them.
_unit = partial(tuple.__new__, Unit)


#: The entries that pages have had, by number; and how many are too many to keep.
_entries: dict[int, Entry] = {}
MAX_ENTRIES = 65_536


@once
def _tokenizer() -> Any:
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="small").tokenizer(mode=SplitMode.C)


#: Whether Sudachi and its dictionary can be loaded here; else ICU does its work.
is_available = Available("sudachi", lambda: _tokenizer().tokenize("日本語"))


@lru_cache(maxsize=2_048)
def _speech(tags: tuple[str, ...]) -> Speech:
    return speech_of(tags)


def units(text: str, script_runs: Iterable[ScriptRun]) -> Iterator[list[Unit]]:
    """Yield the words and numbers of the runs, a list a chunk, without punctuation."""
    if len(_entries) > MAX_ENTRIES:
        _entries.clear()
    for run in script_runs:
        for left, right in chunks(text, run.start, run.end, CHUNK):
            yield _units(text[left:right], left)


def _units(part: str, left: int) -> list[Unit]:
    """Return the words of a chunk that starts at `left`."""
    entries = _entries
    shown = _GLOSS.sub("「", part).replace(_ERA, _KNOWN_ERA)
    eras = _ERA in part
    found: list[Unit] = []
    for morpheme in _tokenizer().tokenize(shown):
        number = morpheme.word_id()
        entry = entries.get(number)
        if entry is None:
            entry = _entry(morpheme)
            if not morpheme.is_oov():  # words that the dictionary lacks share a number
                entries[number] = entry
        first, last = morpheme.begin(), morpheme.end()
        # Of a sign that stands for two words, such as ㍿, the second one has no place.
        if entry.speech.role == "mark" or first == last:
            continue
        if eras and _ERA in part[first:last]:
            base, norm = (one.replace(_KNOWN_ERA, _ERA) for one in entry[:2])
            entry = Entry(base, norm, entry.speech, entry.known._replace(lemma=norm))
        found.append(_unit((left + first, left + last, entry)))
    return found


def _entry(morpheme: Any) -> Entry:
    speech = _speech(morpheme.part_of_speech())
    base, norm = morpheme.dictionary_form(), morpheme.normalized_form()
    # A word of the dictionary is not judged as it is written here: its entry serves for all of its
    # spellings, also for a sign that is no letter, such as ㌔.
    if not _LETTER.search(morpheme.surface() if morpheme.is_oov() else base):
        speech = speech._replace(role="digits" if speech.role == "number" else "mark")
    known = Annotation(
        base if speech.inflected else None,
        lemma_of(norm),
        speech.grammar or base in LIGHT,
        speech.word_class,
    )
    return Entry(base, norm, speech, known)


def lemma_of(norm: str) -> str:
    """Return what groups the spellings of a word."""
    return _LONG_VOWEL.sub("", norm) if norm[-1] == "ー" else norm
