"""Words of scripts with spaces, by one regular expression.

URLs, e-mail addresses and bare numbers are not words; names such as C++, .NET, Node.js, AT&T and
COVID-19 are one word. `clitics` splits off clitics and suffixes.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from itertools import chain, count
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import regex

from pagewords.words import abbreviations, possessives
from pagewords.words.clitics import is_detached_suffix, split_clitics
from pagewords.words.folding import INVISIBLE
from pagewords.words.pattern import word_pattern
from pagewords.words.scripts import spelled_in
from pagewords.words.term import TokenColumns

#: Characters; anything longer is data.
MAX_WORD_LENGTH = 150

_Spans = tuple[tuple[int, int], ...]
#: The words of a run: starts, ends and forms; and the spans of its addresses.
_RunWords = tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...], _Spans]
_FORMS, _ADDRESSES = 2, 3
_Numbers = np.ndarray[Any, np.dtype[np.intp]]
#: Bounds of the cache: languages, runs of each, and characters of a run. Longer runs are data, or
#: have no spaces by nature.
LANGUAGES, RUNS, MAX_CACHED_LENGTH = 32, 32_768, 60
#: Letters except the ordinal indicators (º ª) and ℹ, which are not words.
_LETTER = regex.compile(r"[\p{L}--[ºªℹ]]", regex.VERSION1)
#: What may stand around a word of ASCII letters and is no part of it: no apostrophe, no colon, and
#: before it no full stop (.NET).
_OPENING, _CLOSING = '("„“«»', '.,;!?)"”“«»'
#: A bare host name: addresses are in lower case, company names are not (Booking.com).
_HOST = regex.compile(
    r"(?: [Ww]{3}\..+ | (?!(?:asp|vb|ado)\.net\b) [^\p{Lu}'’]+ \."
    r"  (?:com|org|net|edu|gov|info|рф|(?:co|ac|go|or|ne|re|com|org|gov|edu)\.[a-z]{2}"
    r"    |cn|jp|kr|ru|uk) ) (?:['’]\p{L}+)?",
    regex.VERBOSE,
)
#: The number before a unit, which is not part of the word; 3D, 4K and 1st are words.
_AMOUNT = regex.compile(
    r"(?:[\p{N}.,-]++(?=(?:[kcmdnµμ]m|[mkµμ]g|[mcd]l|[kMGT]Wh?|MWh|k[JVB]|kcal|mAh|[kMGT]?Hz|[KMGTP]B"
    r"|[kKMG](?:bps|bit)|px|pt|em|rem|dpi|fps|rpm|mph|kph|dB|lbs?|oz|ft|[ap]m|[AP]M|[bmt]n|ms"
    r"|min|sec|hrs?|[kKMGT]o|[КМГТ]Б|[кмс]м|[мк]?г|мл|руб|[кМГ]Вт|[кМГ]Гц|zł|Uhr)[²³]?(?:['’ʼ]\p{L}+)?$)"
    r"|\p{N}++(?=\p{Arabic}))"
)
#: Numbers with a unit of one letter, which is no word: 300g, 2L, 100m²; 3D, 4K and 5G are names.
_SMALL_UNIT = regex.compile(r"\p{N}[\p{N}.,]*+[gmlLtVWA][²³]?")
#: Units divided by others, with or without a number: km/h, 9.8m/s², mg/dl.
_RATE = regex.compile(
    r"\P{L}*+(?:[kcmdnµμ]?m|[kmµμ]?g|[mcd]?l|L|[kMGT]?(?:B|bit|W|Wh)|[kM]?J|mol|kcal|mi|ft|€|\$|£|км|м|г|мг)"
    r"[²³]?/(?:[kcmd]?m|[km]?g|[mcd]?l|L|h|s|min|sec|kWh|d|mol|ч|с|кг|л|м)[²³]?\P{L}*+"
)
#: A French time of day: 20h, 10h30.
_TIME = regex.compile(r"\p{N}{1,2}[hH]\p{N}{0,2}")
#: Invisible characters and footnote numbers at the end of a form, which are not part of the word;
#: the exponent of a unit (m²) is.
_UNSEEN_END = regex.compile(rf"(?:(?<!\p{{ccc=9}})[{INVISIBLE}_]++|(?<=\p{{Ll}}{{4}})[¹²³⁰⁴-⁹]++)$")


class Found(NamedTuple):
    """The words of a text and the spans of its addresses, each in order."""

    words: TokenColumns
    addresses: list[tuple[int, int]]


def find(text: str, language: str, mixed: bool) -> Found:
    """Return the words and addresses of a text, in linear time.

    With `mixed`, letters of scripts without spaces end a word. No word contains a space, so each
    distinct run between spaces is parsed once.
    """
    runs = text.split()
    numbers = dict(zip(dict.fromkeys(runs), count()))
    read = partial(_read, language=language, mixed=mixed)
    cached = _cached_reader(language, mixed)
    found = [cached(run) if len(run) <= MAX_CACHED_LENGTH else read(run) for run in numbers]
    # Run i of the text is distinct run `order[i]`.
    order = np.fromiter(map(numbers.__getitem__, runs), np.intp, len(runs))
    places = _places(text, runs)
    words = abbreviations.join(text, language, _words(found, order, places))
    skipped = [number for number, some in enumerate(found) if some[_ADDRESSES]]
    addresses = [
        (int(places[run]) + start, int(places[run]) + end)
        for run in np.flatnonzero(np.isin(order, skipped)).tolist()
        for start, end in found[order[run]][_ADDRESSES]
    ]
    return Found(possessives.keep(text, language, words), addresses)


def _words(found: list[_RunWords], order: _Numbers, places: _Numbers) -> TokenColumns:
    """Return the words of all runs from those of the distinct ones, in columns."""
    counts = np.fromiter((len(words[_FORMS]) for words in found), np.intp, len(found))
    # The first word of each run, in the table of the distinct runs and in the text.
    listed, many = (np.cumsum(counts) - counts)[order], counts[order]
    shift = listed - (np.cumsum(many) - many)
    which = np.arange(many.sum()) + np.repeat(shift, many)
    bases = np.repeat(places, many)
    starts, ends, forms = (
        [*chain.from_iterable(map(itemgetter(column), found))] for column in range(_ADDRESSES)
    )
    return TokenColumns(
        (np.array(starts, np.intp)[which] + bases).tolist(),
        (np.array(ends, np.intp)[which] + bases).tolist(),
        np.array(forms, object)[which].tolist(),
    )


def _places(text: str, runs: list[str]) -> _Numbers:
    """Return the offset of each run between spaces."""
    lengths = np.fromiter(map(len, runs), np.intp, len(runs))
    if lengths.sum() + len(runs) - 1 == len(text):
        # Single spaces, as in the text of every page.
        return np.cumsum(lengths + 1) - lengths - 1
    places: list[int] = []
    place = 0
    for run in runs:
        # Only white space separates runs, so the next occurrence is the run itself.
        place = text.find(run, place)
        places.append(place)
        place += len(run)
    return np.array(places, np.intp)


@lru_cache(maxsize=LANGUAGES)
def _cached_reader(language: str, mixed: bool) -> Callable[[str], _RunWords]:
    return lru_cache(maxsize=RUNS)(partial(_read, language=language, mixed=mixed))


def _read(run: str, language: str, mixed: bool) -> _RunWords:
    """Return the words and addresses of a run between spaces."""
    plain = run.lstrip(_OPENING)
    start, plain = len(run) - len(plain), plain.rstrip(_CLOSING)
    if plain.isascii() and plain.isalpha() and len(plain) <= MAX_WORD_LENGTH:
        # Most runs are; the pattern would find the same in ten times the time.
        return (start,), (start + len(plain),), (plain,), ()
    if "/" in run and _RATE.fullmatch(run):
        return (), (), (), ()
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    addresses: list[tuple[int, int]] = []
    kind = "ascii" if run.isascii() else "mixed" if mixed else "any"
    for found in word_pattern(kind, language).finditer(run):
        form = found[0]
        if found["address"] or ("." in form and _is_host(form)):
            addresses.append(found.span())
            continue
        start = found.start()
        if is_detached_suffix(run, start, form, language) or _is_degree(run, start, form):
            continue
        for left, right in _cut(form, language):
            starts.append(start + left)
            ends.append(start + right)
            forms.append(run[start + left : start + right])
    return tuple(starts), tuple(ends), tuple(forms), tuple(addresses)


def _is_host(form: str) -> bool:
    return len(form) <= MAX_WORD_LENGTH and _HOST.fullmatch(form) is not None


def _is_degree(run: str, start: int, form: str) -> bool:
    """Whether a word is the scale of a temperature: 20 °C."""
    return len(form) == 1 and start > 0 and run[start - 1] == "°"


def _cut(form: str, language: str) -> _Spans:
    """Return the spans of the words in a form; none for numbers and data."""
    if len(form) > MAX_WORD_LENGTH:
        return ()
    if form[0].isdigit() and (_TIME.fullmatch(form) or _SMALL_UNIT.fullmatch(form)):
        return ()
    if form.isalpha() and form.isascii():
        return ((0, len(form)),)
    end = len(form) - len(found[0]) if (found := _UNSEEN_END.search(form)) else len(form)
    start = found.end() if form[0].isdigit() and (found := _AMOUNT.match(form)) else 0
    return tuple(
        (start + left, start + right)
        for left, right in split_clitics(form[start:end], spelled_in(form, language))
        if _LETTER.search(form, start + left, start + right)
    )
