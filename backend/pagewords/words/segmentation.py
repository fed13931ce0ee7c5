"""Segment a text into words, each script with its own segmenter."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import itemgetter

from pagewords.words import chinese, icu, spaced, thai, vietnamese
from pagewords.words.japanese import segmenter as japanese
from pagewords.words.japanese import sudachi
from pagewords.words.korean import fallback, kiwi, segmenter
from pagewords.words.normalisation import normalise
from pagewords.words.overlaps import longest
from pagewords.words.scripts import ScriptRun, has_spaceless, script_runs
from pagewords.words.term import Annotation, Token, TokenColumns

_SURROGATE = re.compile("[\ud800-\udfff]")

#: What is known of a word in Latin letters in a Korean sentence.
_FOREIGN = Annotation(None, None, None, "noun")

_START = itemgetter(0)
#: Languages in which ICU's words need corrections, which look at the whole page.
_CORRECTED = {"zh": chinese.tokens, "th": thai.tokens}


def segment(text: str, language: str) -> tuple[TokenColumns, bool]:
    """Return the words of a text, and whether a fallback found any of them."""
    whole, offsets = _replace_rejected(text), None
    mixed = has_spaceless(whole)
    if mixed:
        whole, offsets = normalise(whole)
    words, addresses = spaced.find(whole, language, mixed)
    approximate = False
    if mixed:
        words, approximate = _segment(whole, language, words, addresses)
    if language == "vi":
        words = vietnamese.join(whole, words)
        approximate = approximate or not vietnamese.is_available()
    if offsets is not None:
        words = _map_offsets(words, offsets)
    if whole is not text:
        # Forms are those of the original text.
        forms = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
        words = words._replace(forms=forms)
    return words, approximate


def _map_offsets(words: TokenColumns, offsets: Sequence[int]) -> TokenColumns:
    """Map words back to the original offsets; drop those that become empty."""
    moved = [
        (offsets[start], offsets[end], form, known)
        for start, end, form, known in zip(*words[:3], words.known or repeat(None), strict=False)
        if offsets[start] < offsets[end]
    ]
    return (
        TokenColumns(*map(list, zip(*moved, strict=True)))
        if moved
        else TokenColumns([], [], [], [])
    )


def _replace_rejected(text: str) -> str:
    """Replace characters that analysers reject, lone surrogates and NUL, with U+FFFD."""
    try:
        text.encode()  # takes a tenth of a search
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    return text.replace("\0", "\ufffd")


def _segment(
    text: str, language: str, words: TokenColumns, addresses: list[tuple[int, int]]
) -> tuple[TokenColumns, bool]:
    """Add the words of scripts that need an analyser to those of the others.

    Only rebuilds the lines that contain such scripts: many pages have only a name or two.
    """
    parts = [*script_runs(text, language)]
    lines = [*_lines(parts)]
    bounds = [
        (bisect_left(words.starts, start), bisect_left(words.starts, end)) for start, end in lines
    ]
    tokens: list[Token] = [
        token
        for first, last in bounds
        for token in zip(words.starts[first:last], words.ends[first:last], repeat(None))
    ]
    dense, tokens, approximate = _analysed(text, parts, tokens, addresses)
    dense = [token for token in dense if token[1] - token[0] <= spaced.MAX_WORD_LENGTH]
    merged = _merge(tokens, dense, [*_within(addresses, lines)])
    return _splice(text, words, zip(lines, bounds, strict=True), merged), approximate


def _analysed(
    text: str, parts: list[ScriptRun], tokens: list[Token], addresses: list[tuple[int, int]]
) -> tuple[list[Token], list[Token], bool]:
    """Return the words that analysers find, the tokens left, and whether a fallback stood in.

    Kiwi and Sudachi take the tokens inside their runs, which may be part of their words.
    """
    dense: list[Token] = []
    approximate = False
    read = {"ko", *_CORRECTED}
    hangul = [part for part in parts if part.language == "ko"]
    if hangul and kiwi.is_available():
        inside, tokens = _split(tokens, hangul)
        found = segmenter.tokens(text, hangul, inside, addresses)
        dense.extend((start, end, known or _FOREIGN) for start, end, known in found)
    elif hangul:
        approximate = True
        for part in hangul:
            dense.extend(fallback.tokens(text, part.start, part.end))
    kana = [part for part in parts if part.language == "ja"]
    if kana and sudachi.is_available():
        inside, tokens = _split(tokens, kana)
        dense.extend(japanese.tokens(text, kana, inside, addresses))
        read.add("ja")
    elif kana:
        approximate = True
    for name, corrected in _CORRECTED.items():
        if ours := [part for part in parts if part.language == name]:
            dense.extend(corrected(text, ours))
    for part in parts:
        if part.language not in read:
            dense.extend(icu.tokens(text, part.start, part.end, part.language))
    return dense, tokens, approximate


def _lines(parts: Iterable[ScriptRun]) -> Iterator[tuple[int, int]]:
    """Yield the line spans of script runs: adjacent runs share a line."""
    start, end = 0, -1
    for part in parts:
        if part.start != end:
            if end >= 0:
                yield start, end
            start = part.start
        end = part.end
    if end >= 0:
        yield start, end


def _within(
    addresses: Iterable[tuple[int, int]], lines: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the addresses inside the lines; none crosses the end of a line."""
    ends = [end for _, end in lines]
    for address in addresses:
        line = bisect_right(ends, address[0])
        if line < len(lines) and lines[line][0] <= address[0]:
            yield address


def _splice(
    text: str,
    words: TokenColumns,
    lines: Iterable[tuple[tuple[int, int], tuple[int, int]]],
    merged: list[Token],
) -> TokenColumns:
    """Replace the words of the given lines, each with its range of words, by `merged`."""
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    known: list[Annotation | None] = []
    at, place = 0, 0
    for (_, line_end), (first, last) in [
        *lines,
        ((len(text), len(text) + 1), (len(words.starts),) * 2),
    ]:
        starts += words.starts[at:first]
        ends += words.ends[at:first]
        forms += words.forms[at:first]
        known += [None] * (first - at)
        following = bisect_left(merged, line_end, place, key=_START)
        for start, end, what in merged[place:following]:
            starts.append(start)
            ends.append(end)
            forms.append(text[start:end])
            known.append(what)
        at, place = last, following
    return TokenColumns(starts, ends, forms, known)


def _split(tokens: list[Token], parts: list[ScriptRun]) -> tuple[list[Token], list[Token]]:
    """Return the tokens inside the runs, and the others."""
    inside: list[Token] = []
    outside: list[Token] = []
    last = 0
    for part in parts:
        first = bisect_left(tokens, part.start, last, key=_START)
        outside.extend(tokens[last:first])
        last = bisect_left(tokens, part.end, first, key=_START)
        inside.extend(tokens[first:last])
    outside.extend(tokens[last:])
    return inside, outside


def _merge(
    tokens: list[Token], dense: list[Token], addresses: list[tuple[int, int]]
) -> list[Token]:
    """Merge in order; drop tokens that overlap an address or a longer token."""
    address_spans = set(addresses)
    spans: list[Token] = [(start, end, None) for start, end in addresses]
    return [token for token in longest([*spans, *tokens, *dense]) if token[:2] not in address_spans]
