"""Words of scripts that put spaces between them, by one Unicode pattern.

URLs, e-mail addresses and bare numbers are no words; names such as C++, .NET, Node.js, AT&T and
COVID-19 are one. What grammar glues on is taken off by `glued`.
"""

from functools import lru_cache, partial
from itertools import accumulate, chain
from operator import add, itemgetter
from typing import NamedTuple

import regex

from pagewords.words.cache import Kept
from pagewords.words.clitics import is_set_off, unglue
from pagewords.words.folding import INVISIBLE
from pagewords.words.pattern import word_pattern
from pagewords.words.scripts import spelled_in
from pagewords.words.term import Words

#: Characters. No word that anybody looks up is longer; what is, is data.
MOST_CHARACTERS = 150

_Spans = tuple[tuple[int, int], ...]
#: What is seen in a run: where its words start and end, their forms, and its addresses.
_Seen = tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...], _Spans]
_STARTS, _ENDS, _FORMS, _ADDRESSES = map(itemgetter, range(4))
#: Of how many languages how many runs are kept, and their most characters: longer ones are data or
#: have no spaces by nature.
LANGUAGES, RUNS, LONGEST = 32, 32_768, 60
#: Letters but for signs of ordinals (º ª) and of information (ℹ), which are no word alone.
_LETTER = regex.compile(r"[\p{L}--[ºªℹ]]", regex.VERSION1)
#: A bare host's name: addresses are in small letters, names of companies are not (Booking.com).
_HOST = regex.compile(
    r"(?: [Ww]{3}\..+ | (?!(?:asp|vb|ado)\.net\b) [^\p{Lu}'’]+ \."
    r"  (?:com|org|net|edu|gov|info|рф|(?:co|ac|go|or|ne|re|com|org|gov|edu)\.[a-z]{2}"
    r"    |cn|jp|kr|ru|uk) ) (?:['’]\p{L}+)?",
    regex.VERBOSE,
)
#: The number before a unit, which is no part of its name; 3D, 4K and 1st are names.
_AMOUNT = regex.compile(
    r"(?:[\p{N}.,-]++(?=(?:[kcmdnµμ]m|[mkµμ]g|[mcd]l|[kMGT]Wh?|MWh|k[JVB]|kcal|mAh|[kMGT]?Hz|[KMGTP]B"
    r"|[kKMG](?:bps|bit)|px|pt|em|rem|dpi|fps|rpm|mph|kph|dB|lbs?|oz|ft|[ap]m|[AP]M|[bmt]n|ms"
    r"|min|sec|hrs?|[kKMGT]o|[КМГТ]Б|[кмс]м|[мк]?г|мл|руб|[кМГ]Вт|[кМГ]Гц|zł|Uhr)[²³]?(?:['’ʼ]\p{L}+)?$)"
    r"|\p{N}++(?=\p{Arabic}))"
)
#: A time of day, as French writes it: 20h, 10h30.
_TIME = regex.compile(r"\p{N}{1,2}[hH]\p{N}{0,2}")
#: What ends a form and is no part of the word: the number of a note is none of a word, though it is
#: of a unit (m²).
_UNSEEN_END = regex.compile(rf"(?:(?<!\p{{ccc=9}})[{INVISIBLE}_]++|(?<=\p{{Ll}}{{4}})[¹²³⁰⁴-⁹]++)$")


class Found(NamedTuple):
    """The words of a text, and the spans of its addresses, each in order."""

    words: Words
    addresses: list[tuple[int, int]]


def find(text: str, language: str, mixed: bool) -> Found:
    """The words and the addresses of a text.

    With `mixed`, letters of scripts without spaces end a word. No word has a space in it, so each
    run between spaces is looked at once however often it stands there. Time is linear.
    """
    runs = text.split()
    seen = [*map(_seen(language, mixed).__getitem__, runs)]
    places = _places(text, runs)
    # In columns, which is faster than in rows.
    within = [*map(_STARTS, seen)]
    bases = [place for place, some in zip(places, within, strict=True) for _ in some]
    starts = [*map(add, bases, chain.from_iterable(within))]
    ends = [*map(add, bases, chain.from_iterable(map(_ENDS, seen)))]
    forms = [*chain.from_iterable(map(_FORMS, seen))]
    addresses = [
        (place + start, place + end)
        for place, skipped in zip(places, map(_ADDRESSES, seen), strict=True)
        if skipped
        for start, end in skipped
    ]
    return Found(Words(starts, ends, forms), addresses)


def _places(text: str, runs: list[str]) -> list[int]:
    """Where each run between spaces begins."""
    lengths = [*map(len, runs)]
    if sum(lengths) + len(runs) - 1 == len(text):
        # One space between any two, as in every page that has been read.
        return [*accumulate([length + 1 for length in lengths[:-1]], initial=0)]
    places: list[int] = []
    place = 0
    for run, length in zip(runs, lengths, strict=True):
        # Only white space lies between two runs, so the next of its letters is its own.
        place = text.find(run, place)
        places.append(place)
        place += length
    return places


@lru_cache(maxsize=LANGUAGES)
def _seen(language: str, mixed: bool) -> Kept[_Seen]:
    return Kept(partial(_read, language=language, mixed=mixed), RUNS, LONGEST)


def _read(run: str, language: str, mixed: bool) -> _Seen:
    """The words and the addresses of a run between spaces."""
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
        if is_set_off(run, start, form, language):
            continue
        for left, right in _cut(form, language):
            starts.append(start + left)
            ends.append(start + right)
            forms.append(run[start + left : start + right])
    return tuple(starts), tuple(ends), tuple(forms), tuple(addresses)


def _is_host(form: str) -> bool:
    return len(form) <= MOST_CHARACTERS and _HOST.fullmatch(form) is not None


def _cut(form: str, language: str) -> _Spans:
    """The words in a form as spans; none in a number or in data."""
    if len(form) > MOST_CHARACTERS or (form[0].isdigit() and _TIME.fullmatch(form)):
        return ()
    if form.isalpha() and form.isascii():
        return ((0, len(form)),)
    end = len(form) - len(found[0]) if (found := _UNSEEN_END.search(form)) else len(form)
    start = found.end() if form[0].isdigit() and (found := _AMOUNT.match(form)) else 0
    return tuple(
        (start + left, start + right)
        for left, right in unglue(form[start:end], spelled_in(form, language))
        if _LETTER.search(form, start + left, start + right)
    )
