"""All words of a text: the script of each stretch chooses its segmenter, then terms are made."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from pagewords.words.fold import fold
from pagewords.words.language import detect_language, primary
from pagewords.words.lexicon import entries
from pagewords.words.segment import segment
from pagewords.words.sentences import sentence_starts
from pagewords.words.term import Piece, Term

_EOJEOL = regex.compile(r"\S++")


@dataclass(slots=True)
class Analysis:
    """The words of a text.

    `language` is a BCP 47 subtag or `und`; `sentences` are the start offsets of those that hold a
    term; `approximate` says that a stand-in for the language's own analyser was used;
    `eojeol_starts` are, for Korean, the offsets of the runs between spaces that hold a term.
    """

    language: str
    terms: list[Term]
    sentences: list[int] = field(default_factory=list)
    approximate: bool = False
    eojeol_starts: list[int] | None = None


def terms(text: str, language: str | None) -> list[Term]:
    """The terms of a text in a known language, in order; none overlaps another."""
    language = primary(language) or "und"
    return _terms(text, segment(text, language)[0], language)


def analyse(text: str, language: str | None = None, declared: str | None = None) -> Analysis:
    """The words of a text, with what else is counted of it.

    `language` is the reader's choice; where it is None the text's own is detected, with `declared`
    as what the page says of itself.
    """
    chosen = primary(language) or detect_language(text, declared)
    pieces, approximate = segment(text, chosen)
    found = _terms(text, pieces, chosen)
    starts = [term[0] for term in found]
    eojeol = _eojeol(text, starts) if chosen == "ko" else None
    return Analysis(chosen, found, sentence_starts(text, starts), approximate, eojeol)


def _terms(text: str, pieces: list[Piece], language: str) -> list[Term]:
    """Terms of pieces; what depends on the spelling alone is worked out once a spelling."""
    forms = [text[start:end] for start, end, _ in pieces]
    resolved = entries(set(forms), language)
    make = tuple.__new__  # three times as fast as Term(), and pages have many
    found: list[Term] = []
    for form, (start, end, known) in zip(forms, pieces, strict=True):
        word, key, lemma, stop = resolved[form]
        if known is not None:
            if known.word is not None:
                word, key = known.word, fold(known.word, language)
            lemma = key if known.lemma is None else fold(known.lemma, language)
            stop = stop if known.stop_word is None else known.stop_word
        if key:  # nothing is left of signs that only stretch a line
            found.append(make(Term, (start, end, form, word, key, lemma or key, stop)))
    return found


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
