"""Small documents and analyses to count: words are letters, lines are blocks."""

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from pagewords.stats import Index, build_index, find_contexts, word_parts
from pagewords.stats.build import Rarities
from pagewords.stats.concordance import MAX_PLACES
from pagewords.stats.scoring import Scorer
from pagewords.text import Spelling

STOPS = frozenset(["the", "a", "of", "and", "is", "to", "in"])
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SENTENCE = re.compile(r"(?:^|[.!?]\s+|\n)(?=\S)")


@dataclass(frozen=True)
class Document:
    page_text: str
    blocks: tuple[tuple[int, int, bool, bool], ...]
    zones: tuple[tuple[int, int, str], ...] = ()
    main_found: bool = True


#: start, end, form, word, key, lemma, stop word, and the class where an analyser tells
Term = (
    tuple[int, int, str, str, str, str, bool]
    | tuple[int, int, str, str, str, str, bool, str | None]
)


@dataclass(frozen=True)
class Analysis:
    terms: list[Term]
    language: str = "en"
    sentences: list[int] = field(default_factory=list)
    approximate: bool = False
    eojeol_starts: list[int] | None = None
    classes: tuple[str, ...] = ()

    @property
    def spellings(self) -> list[Spelling]:
        return list(dict.fromkeys(Spelling(*term[2:]) for term in self.terms))

    @property
    def ids(self) -> "array[int]":
        numbers = {spelling: number for number, spelling in enumerate(self.spellings)}
        return array("I", [numbers[Spelling(*term[2:])] for term in self.terms])

    @property
    def starts(self) -> "array[int]":
        return array("I", [term[0] for term in self.terms])

    @property
    def ends(self) -> "array[int]":
        return array("I", [term[1] for term in self.terms])


def lemma(key: str) -> str:
    return key[:-1] if key.endswith("s") and len(key) > 3 else key


def terms(text: str) -> list[Term]:
    found: list[Term] = []
    for match in _WORD.finditer(text):
        key = match[0].casefold()
        found.append((*match.span(), match[0], match[0], key, lemma(key), key in STOPS))
    return found


def analyse(text: str, language: str = "en") -> Analysis:
    found = terms(text)
    bounds = [match.end() for match in _SENTENCE.finditer(text)]
    sentences = sorted({bounds[bisect_right(bounds, term[0]) - 1] for term in found})
    return Analysis(found, language, sentences)


def document(*blocks: str) -> Document:
    """Blocks of text; a first character of `-` is not main, `>` is code, `#` a heading."""
    text = ""
    spans: list[tuple[int, int, bool, bool]] = []
    marked: list[tuple[int, int, str]] = []
    for number, block in enumerate(blocks):
        mark = block[0] if block[0] in "->#" else ""
        start = len(text) + (number > 0)
        text += "\n" * (number > 0) + block.removeprefix(mark)
        spans.append((start, len(text), mark != "-", mark == ">"))
        if mark in (">", "#"):
            marked.append((start, len(text), "code" if mark == ">" else "heading"))
    return Document(text, tuple(spans), tuple(marked))


def index(
    *blocks: str,
    language: str = "en",
    score: Scorer | None = None,
    rarities: Rarities | None = None,
) -> Index:
    page = document(*blocks)
    return build_index(page, analyse(page.page_text, language), score, rarities)


def to_csv(items: list[dict[str, Any]], *, bom: bool = True) -> str:
    """A list as CSV, without its byte order mark on demand."""
    text = "".join(word_parts("csv", [items]))
    return text if bom else text.removeprefix("\ufeff")


def to_tsv(items: list[dict[str, Any]]) -> str:
    """A list as TSV."""
    return "".join(word_parts("tsv", [items]))


def list_contexts(
    page: Index,
    word: str,
    *,
    limit: int = 10,
    offset: int = 0,
    places: int = MAX_PLACES,
    **how: Any,
) -> dict[str, Any]:
    """A part of the concordance, as the API answers it."""
    return find_contexts(page, word, **how).part(offset, limit, places)
