"""Measure the accuracy of words: `python bench/words_accuracy.py FOLDER` of Universal Dependencies.

Reads every .conllu file in the folder; the language is the start of its name (`fr_gsd-…`). Converts
the gold standard to our definition of a word: a token counts if it has a letter and is no address;
elided clitics (`l’`), suffixes after an apostrophe (`’s`, Turkish) and pronouns after a hyphen
(`-il`) are removed; tokens of one written word (`do` `n’t`) are joined. Prints for each file:

- F1 of exact spans, and again with gold tokens that a hyphen joins counted as one word;
- for Japanese and Vietnamese, whose treebanks cut finer than our definition, F1 where a word that
  is a union of gold words is right too;
- for Korean, F1 of the bag of nouns of each page, with the affixes that are part of them, and again
  with our compounds counted as the gold nouns that they are the union of;
- the share of the 20 most frequent words of each page, forms grouped, that are right: at least
  four in five of their places are those of one gold lemma.

A page is a document of the treebank, cut or filled up to about `PAGE` sentences.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import regex

from pagewords.words import Term, analyse

#: Start, end, lemma and part of speech.
Word = tuple[int, int, str, str]

PAGE = 40
TOP = 20
_APOSTROPHE = "['’ʼ]"
_ADDRESS = regex.compile(r"://|^www\.|\S@\S+\.|^\P{Lu}+\.(?:com|org|net|edu|gov|info)$")
_LETTER = regex.compile(r"\p{L}")
_CLITIC = regex.compile(rf"\p{{L}}+{_APOSTROPHE}$")
_SUFFIX = {
    "en": regex.compile(rf"{_APOSTROPHE}[sS]$"),
    "tr": regex.compile(rf"{_APOSTROPHE}\p{{L}}+$"),
}
_ENCLITIC = regex.compile(rf"^(?:{_APOSTROPHE}\p{{L}}{{1,2}}|n{_APOSTROPHE}t)$", regex.IGNORECASE)
_ELIDING = ("fr", "it", "ca", "oc")
#: Languages in which a word of ours may be several of a treebank's: a noun with its affixes, and
#: adjacent words that recur on the page.
_UNITED = ("ja", "vi")
#: What the last word of such a union is.
_NOMINAL = ("NOUN", "PROPN", "ADJ", "PART", "X")
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
#: Part-of-speech tags in UD Kaist and UD GSD of Korean nouns, roots and foreign words; of adverbs.
_NOUNS = regex.compile(r"ncn|ncpa|ncps|nq|f|NNG|NNP|XR|SL|SH")
_ADVERBS = regex.compile(r"ma[dg]|MAG")
#: Affixes that are part of the noun, and suffixes that are not.
_PREFIXES, _SUFFIXES = ("xp", "XPN"), ("xsn", "XSN")
_OUTSIDE = ("들", "님", "씩", "씨")


@dataclass(slots=True)
class Gold:
    """A page: its text, and the spans, lemmas and parts of speech of its words."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    nouns: Counter[str] = field(default_factory=Counter)
    compounds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    adverbs: Counter[str] = field(default_factory=Counter)
    sentences: int = 0


def read_pages(path: Path, language: str) -> Iterator[Gold]:
    """Return the pages of a treebank file."""
    page = Gold()
    for sentence in path.read_text("utf-8").split("\n\n"):
        lines = sentence.split("\n")
        text = next((line[9:] for line in lines if line.startswith("# text = ")), "")
        if not text:
            continue
        fresh = any(line.startswith("# newdoc") for line in lines)
        if page.sentences >= PAGE or (fresh and page.sentences >= PAGE // 2):
            yield page
            page = Gold()
        _add(page, text, [line.split("\t") for line in lines if line[:1].isdigit()], language)
    if page.sentences:
        yield page


def _add(page: Gold, text: str, rows: list[list[str]], language: str) -> None:
    offset, position, covered = len(page.text), 0, 0
    for row in rows:
        number, form, lemma, kind = row[:4]
        if "-" not in number and "." not in number and language == "ko":
            nouns = _nouns(lemma, row[4])
            page.nouns.update(nouns)
            page.compounds.update(
                ("".join(nouns[first:last]), tuple(nouns[first:last]))
                for first in range(len(nouns))
                for last in range(first + 2, len(nouns) + 1)
            )
            page.adverbs.update([lemma] if _ADVERBS.fullmatch(row[4]) else ())
        if "." in number or ("-" not in number and int(number) <= covered):
            continue
        if "-" in number:
            covered, kind = int(number.split("-")[1]), ""
        start = text.find(form, position)
        if start < 0:
            continue
        position = start + len(form)
        page.words.append((offset + start, offset + position, lemma, kind))
    page.text += text + "\n"
    page.sentences += 1


def _nouns(lemma: str, tags: str) -> list[str]:
    parts, kinds = lemma.split("+"), tags.split("+")
    if len(parts) != len(kinds):
        return []
    found: list[str] = []
    before = ""
    for part, kind in zip(parts, kinds, strict=True):
        if _NOUNS.fullmatch(kind):
            found.append(before + part)
        elif kind in _SUFFIXES and found and part not in _OUTSIDE:
            found[-1] += part
        elif kind == "XSA" and found and "XR" in kinds:
            found.pop()  # a root that only makes an adjective
        before = part if kind in _PREFIXES else ""
    return found


def defined(page: Gold, language: str, joined: bool) -> list[Word]:
    """The gold words by our definition; `joined`: those that a hyphen joins are one."""
    found: list[Word] = []
    for start, end, lemma, kind in page.words:
        form = page.text[start:end]
        if found and found[-1][1] == start and language == "en" and _ENCLITIC.match(form):
            if form[-1] not in "sS" or len(form) > 2:
                found[-1] = (found[-1][0], end, found[-1][2], "")
            continue
        hyphen = page.text[start - 1 : start] == "-" and found and found[-1][1] == start - 1
        if joined and hyphen and form != "-":
            found[-1] = (found[-1][0], end, "", "")
            continue
        if not _LETTER.search(form) or _ADDRESS.search(form):
            continue
        if language in _ELIDING and _CLITIC.match(form):
            continue
        if form[0] == "-":  # French pronouns: `-il`
            start += 1
        cut = _SUFFIX[language].search(form) if language in _SUFFIX else None
        if cut is not None:
            end = start + cut.start()
        if _LETTER.search(page.text, start, end):
            found.append((start, end, lemma, kind))
    return found


def united(words: list[Word], spans: set[tuple[int, int]]) -> list[Word]:
    """The gold words, those put together that are one of ours, and end with what may be a noun."""
    starts = {word[0]: number for number, word in enumerate(words)}
    ends = {word[1]: number for number, word in enumerate(words)}
    found = list(words)
    for start, end in spans:
        first, last = starts.get(start), ends.get(end)
        if first is None or last is None or first >= last or words[last][3] not in _NOMINAL:
            continue
        found[first : last + 1] = [(start, end, "", "")] * (last - first + 1)
    return [*dict.fromkeys(found)]


def span_f1(
    pages: list[Gold], found: list[list[Term]], language: str, joined: bool, unions: bool = False
) -> float:
    """F1 of exact spans, in percent; with `unions` of gold words as right as these."""
    right = ours = gold = 0
    for page, terms in zip(pages, found, strict=True):
        words = defined(page, language, joined)
        if unions:
            words = united(words, {(term.start, term.end) for term in terms})
        wanted = {word[:2] for word in words}
        spans = {(term.start, term.end) for term in terms}
        right, ours, gold = right + len(wanted & spans), ours + len(spans), gold + len(wanted)
    return 200 * right / max(ours + gold, 1)


def noun_f1(pages: list[Gold], found: list[list[Term]], joined: bool) -> float:
    """F1 of the bags of Korean nouns, in percent; ours are all words but verbs and adverbs.

    `joined`: a word that is the union of gold nouns of one eojeol counts as these.
    """
    right = total = 0
    for page, terms in zip(pages, found, strict=True):
        ours = Counter(
            term.word for term in terms if not term.stop_word and not term.word.endswith("다")
        )
        ours -= page.adverbs - page.nouns
        if joined:
            for word in [*(ours - page.nouns).elements()]:
                ours.subtract([word])
                ours.update(page.compounds.get(word, (word,)))
        right += (ours & page.nouns).total()
        total += ours.total() + page.nouns.total()
    return 200 * right / max(total, 1)


def top_words(page: Gold, terms: list[Term], language: str) -> tuple[int, int]:
    """Return how many of a page's top words are right, and their number."""
    lemmas: dict[str, set[int]] = defaultdict(set)
    for start, _, lemma, kind in defined(page, language, False):
        if kind in _CONTENT:
            lemmas[lemma.casefold()].add(start)
    content = set().union(*lemmas.values()) if lemmas else set()
    groups: dict[str, set[int]] = defaultdict(set)
    for term in terms:
        if not term.stop_word and term.start in content:
            groups[term.lemma].add(term.start)
    top = sorted(groups.values(), key=len, reverse=True)[:TOP]
    right = sum(
        any(5 * len(own & its) >= 4 * len(own | its) for its in lemmas.values()) for own in top
    )
    return right, len(top)


def report(path: Path) -> str:
    """Return the line of figures of a treebank file."""
    language = path.name.partition("_")[0]
    pages = list(read_pages(path, language))
    analyses = [analyse(page.text, language) for page in pages]
    found = [analysis.terms for analysis in analyses]
    marks = [top_words(page, terms, language) for page, terms in zip(pages, found, strict=True)]
    right, total = (sum(column) for column in zip(*marks, strict=True)) if marks else (0, 0)
    line = (
        f"{path.stem:28} {sum(page.sentences for page in pages):6} sentences"
        f"  F1 {span_f1(pages, found, language, False):5.1f}"
        f"  hyphens joined {span_f1(pages, found, language, True):5.1f}"
        f"  top {TOP} {100 * right / max(total, 1):5.1f}"
    )
    if language in _UNITED:
        line += f"  unions right {span_f1(pages, found, language, False, True):5.1f}"
    if language == "ko":
        line += f"  nouns {noun_f1(pages, found, False):5.1f}"
        line += f"  compounds joined {noun_f1(pages, found, True):5.1f}"
    return line + ("  (approximate)" if any(each.approximate for each in analyses) else "")


def main(arguments: list[str]) -> int:
    """Print a line for each file; return 2 if there is none."""
    files = sorted(Path(arguments[0]).rglob("*.conllu")) if len(arguments) == 1 else []
    if not files:
        print(__doc__, file=sys.stderr)
        return 2
    for path in files:
        print(report(path), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
