"""Japanese words from Sudachi's units: nouns with their affixes, and compounds that recur.

Particles and auxiliaries are words; their part of speech marks them as stop words. Verbs and
adjectives are shown by their dictionary form; spellings of one word have one lemma.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from pagewords.words.japanese.elements import Element, elements
from pagewords.words.japanese.sudachi import units
from pagewords.words.overlaps import longest
from pagewords.words.recurring import Part, cut
from pagewords.words.scripts import ScriptRun
from pagewords.words.term import Annotation, Token

#: A word in Latin letters is a noun in a Japanese sentence.
_LATIN = Annotation(None, None, None, "noun")
_BLOCKED = "blocked"
#: What compounds are made of.
_MEMBERS = frozenset(("noun", "person", "quality"))


def tokens(
    text: str,
    script_runs: Iterable[ScriptRun],
    spaced: Sequence[Token],
    blocked: Sequence[tuple[int, int]],
) -> list[Token]:
    """Return the words of the Japanese script runs of a text, in order.

    `spaced`: the words of other scripts in them, which may be part of a Japanese word. `blocked`:
    the spans of URLs and e-mail addresses.
    """
    found = [Element(start, end, _BLOCKED, _LATIN) for start, end in blocked]
    found += [Element(start, end, "noun", _LATIN) for start, end, _ in spaced]
    for chunk in units(text, script_runs):
        found += elements(text, chunk)
    return _compounds(text, [one for one in longest(found) if one.role != _BLOCKED])


def _compounds(text: str, words: list[Element]) -> list[Token]:
    """Put the nouns together that recur together on the page."""
    found: list[Token] = [
        (start, end, known) for start, end, role, known in words if role not in _MEMBERS
    ]
    runs = [*_runs(word for word in words if word.role in _MEMBERS)]
    longer = [run for run in runs if len(run) > 1]
    alone = [run[0] for run in runs if len(run) == 1]
    parts = [[Part(_name(text, word), word.role != "quality") for word in run] for run in longer]
    found += [(start, end, known) for start, end, _, known in alone]
    together = cut(parts, (_name(text, word) for word in alone))
    for run, spans in zip(longer, together, strict=True):
        found += [_word(text, run[first:last]) for first, last in spans]
    return sorted(found, key=itemgetter(0))


def _runs(words: Iterable[Element]) -> Iterator[list[Element]]:
    """Group adjacent words."""
    run: list[Element] = []
    for word in words:
        if run and word.start != run[-1].end:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _name(text: str, word: Element) -> str:
    """Return what the spellings of a word have in common."""
    return word.known.lemma or text[word.start : word.end]


def _word(text: str, parts: Sequence[Element]) -> Token:
    """Return the word of some elements: of a compound, the lemma is that of all its parts."""
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return first.start, first.end, first.known
    lemma = "".join(_name(text, one) for one in parts)
    names = all(one.known.word_class == "name" for one in parts)
    word_class = "name" if names else "noun"
    return first.start, last.end, Annotation(None, lemma, False, word_class)
