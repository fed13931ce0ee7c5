"""The terms of a text: segment it by script, then look up each spelling."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from operator import attrgetter
from typing import Any

import numpy as np
import regex

from pagewords.tags import primary
from pagewords.text import CLASSED, CLASSES, Spelling
from pagewords.words import abbreviations, homographs
from pagewords.words.folding import fold
from pagewords.words.language import detect_language
from pagewords.words.lexicon import look_up
from pagewords.words.segmentation import segment
from pagewords.words.sentences import sentence_starts
from pagewords.words.term import Annotation, Term, TokenColumns

_KEY = attrgetter("key")
#: What analysers give in their own spelling; pages have most of it in common.
_fold = lru_cache(maxsize=65_536)(fold)
_EOJEOL = regex.compile(r"\S++")


@dataclass(slots=True)
class Analysis:
    """The terms of a text, in columns, since pages repeat most spellings.

    `language` is a BCP 47 subtag or `und`. Term i is `spellings[ids[i]]` at `starts[i]` to
    `ends[i]`; spellings are in order of first occurrence, but for nouns
    that look like stop words, which come last. `sentences`: start offsets of the
    sentences that contain a term. `approximate`: a fallback replaced the language's own analyser.
    `eojeol_starts`: for Korean, start offsets of the space-delimited runs that contain a term.
    `classes`: the word classes that the language knows; empty where no analyser tells them.
    """

    language: str
    spellings: list[Spelling]
    ids: "array[int]"
    starts: "array[int]"
    ends: "array[int]"
    sentences: list[int] = field(default_factory=list)
    approximate: bool = False
    eojeol_starts: list[int] | None = None
    classes: tuple[str, ...] = ()

    @property
    def terms(self) -> list[Term]:
        """The terms as a list."""
        spellings = self.spellings
        return [
            Term(start, end, *spellings[number])
            for number, start, end in zip(self.ids, self.starts, self.ends, strict=True)
        ]


def terms(text: str, language: str | None) -> list[Term]:
    """Return the terms of a text in a known language, in order and without overlaps."""
    language = primary(language) or "und"
    return _analysis(text, segment(text, language)[0], language).terms


def analyse(text: str, language: str | None = None, declared: str | None = None) -> Analysis:
    """Return the terms of a text, its sentences and its language.

    `language` is the user's choice; if None, the language is detected, with `declared`, the page's
    own claim, as a hint.
    """
    chosen = primary(language) or detect_language(text, declared)
    words, approximate = segment(text, chosen)
    found = _analysis(text, words, chosen)
    found.approximate = approximate
    found.sentences = sentence_starts(text, found.starts)
    found.eojeol_starts = _eojeol(text, found.starts) if chosen == "ko" else None
    if chosen in CLASSED and any(spelling.word_class for spelling in found.spellings):
        found.classes = CLASSES
    return found


def _analysis(text: str, words: TokenColumns, language: str) -> Analysis:
    """Build the columns; look each distinct spelling up once."""
    distinct = dict.fromkeys(words.forms)
    for unit in filter(distinct.__contains__, abbreviations.UNITS):
        abbreviations.drop_units(text, words, unit)
        if unit not in words.forms:
            del distinct[unit]
    forms, starts, ends = words.forms, words.starts, words.ends
    looked = look_up(distinct, language)
    # What a spelling depends on: its form, and its annotation if there are any.
    kinds: Sequence[Any] = forms
    spelled: dict[Any, Spelling] = looked
    if words.known is not None:
        kinds = pairs = list(zip(forms, words.known, strict=True))
        spelled = {
            kind: _spelling(looked[kind[0]], kind[1], language) for kind in dict.fromkeys(pairs)
        }
    if not all(map(_KEY, spelled.values())):
        # Characters that only stretch a line have an empty key.
        kept = [place for place, kind in enumerate(kinds) if spelled[kind].key]
        kinds = [kinds[place] for place in kept]
        starts = [starts[place] for place in kept]
        ends = [ends[place] for place in kept]
        spelled = {kind: spelling for kind, spelling in spelled.items() if spelling.key}
    if words.known is None:
        # Forms and spellings are one to one.
        spellings = [*spelled.values()]
        number_of = dict(zip(spelled, count()))
        ids = array("I", map(number_of.__getitem__, kinds))
    else:
        voters = {kind: (spelled[kind], _is_fixed(kind[1])) for kind in spelled}
        numbers = dict(zip(dict.fromkeys(voters.values()), count()))
        number_of = {kind: numbers[voter] for kind, voter in voters.items()}
        ids = array("I", map(number_of.__getitem__, kinds))
        spellings = _vote([*numbers], Counter(ids))
    found = Analysis(language, spellings, ids, array("I", starts), array("I", ends))
    _mark_nouns(text, found)
    return found


def _is_fixed(known: Annotation | None) -> bool:
    return known is not None and known.fixed


def _vote(spellings: list[tuple[Spelling, bool]], counts: Mapping[int, int]) -> list[Spelling]:
    """Let most of a lemma's occurrences decide whether it is a stop word.

    Analysers take the same word for a function word here and for another there. A fixed
    spelling, as is said beside each, stays what it is and has no vote.
    """
    votes: Counter[str] = Counter()
    for number, (spelling, fixed) in enumerate(spellings):
        if not fixed:
            votes[spelling.lemma] += counts[number] if spelling.stop_word else -counts[number]
    return [
        spelling
        if fixed or spelling.stop_word is (votes[spelling.lemma] > 0) or spelling.form.isascii()
        else spelling._replace(stop_word=not spelling.stop_word)
        for spelling, fixed in spellings
    ]


def _mark_nouns(text: str, found: Analysis) -> None:
    """Give the nouns that look like stop words spellings of their own."""
    ids, spellings = found.ids, found.spellings
    page = homographs.Page(text, spellings, ids, found.starts, found.ends)
    nouns: dict[int, list[int]] = {}
    for place in homographs.find(page, found.language):
        nouns.setdefault(ids[place], []).append(place)
    counts = np.bincount(ids) if nouns else ()
    for number, places in nouns.items():
        base = homographs.lemma_of_noun(spellings[number].key, found.language)
        noun = spellings[number]._replace(lemma=base, stop_word=False)
        if len(places) == counts[number]:
            spellings[number] = noun
            continue
        for place in places:
            ids[place] = len(spellings)
        spellings.append(noun)


def _spelling(spelling: Spelling, known: Annotation | None, language: str) -> Spelling:
    """Override a spelling with the annotation of an analyser."""
    if known is None:
        return spelling
    form, word, key, _, stop, _ = spelling
    if known.word is not None:
        word, key = known.word, _fold(known.word, language)
    lemma = key if known.lemma is None else _fold(known.lemma, language) or key
    stop = stop if known.stop_word is None else known.stop_word
    return Spelling(form, word, key, lemma, stop, known.word_class)


def _eojeol(text: str, starts: Iterable[int]) -> list[int]:
    found: list[int] = []
    left = iter(starts)
    start = next(left, None)
    for run in _EOJEOL.finditer(text):
        if start is None:
            break
        if start < run.end():
            found.append(run.start())
            while start is not None and start < run.end():
                start = next(left, None)
    return found
