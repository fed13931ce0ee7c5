"""Vietnamese words: syllables put together by a dictionary, and by how they stick on the page.

Words of one to four syllables are written apart. The longest words of the dictionary count (khách
sạn), then names by their capitals (Lê Thu Hà), then pairs that recur together on the page. Only the
list of words in underthesea's package is read: its analyser takes three seconds to load.
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from unicodedata import normalize

import regex
from stopwordsiso import stopwords

from pagewords.words.glue import Span, join_sticking
from pagewords.words.stop_lists import stop_words
from pagewords.words.term import STOP, TokenColumns

#: Hồ Ngọc Đức's list of the Free Vietnamese Dictionary Project, a word a line.
_LIST = "underthesea/corpus/data/Viet74K.txt"
#: Syllables of a word, and of a name.
_LONGEST = 4
#: Tones on the last of two vowels, and on the first, as both are written (hoá, hóa).
_TONES = dict(
    zip(
        ["oá", "oà", "oả", "oã", "oạ", "oé", "oè", "oẻ", "oẽ", "oẹ", "uý", "uỳ", "uỷ", "uỹ", "uỵ"],
        ["óa", "òa", "ỏa", "õa", "ọa", "óe", "òe", "ỏe", "õe", "ọe", "úy", "ùy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_OTHER_TONES = _TONES | {first: last for last, first in _TONES.items()}
#: A syllable, without its marks: names in other languages are apart.
_SYLLABLE = regex.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
#: How people are called before their names (Mr, Mrs, uncle, teacher).
_ADDRESSED = frozenset(["ông", "bà", "cô", "chú", "bác", "cụ", "dì", "cậu", "thầy"])
#: Where a sentence begins, whose first word has a capital in any case.
_AFTER_SENTENCE = frozenset("\n.!?:…")
#: Dice's coefficient and the count from which two syllables are one word.
_DICE, _RECURS = 0.7, 3
#: A noun in the list of function words of several syllables.
_CONTENT = frozenset(("thời gian",))


@lru_cache(maxsize=1)
def _lexicon() -> frozenset[str]:
    """Return the words of two to four syllables; none where the package is not installed."""
    try:
        path = Path(str(distribution("underthesea").locate_file(_LIST)))
        listed = path.read_text(encoding="utf-8").lower()
    except (OSError, PackageNotFoundError):
        return frozenset()
    return frozenset(word for word in listed.split("\n") if 0 < word.count(" ") < _LONGEST)


def is_available() -> bool:
    """Whether the dictionary is there."""
    return bool(_lexicon())


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(word for word in stopwords("vi") if " " in word) - _CONTENT


def join(text: str, words: TokenColumns) -> TokenColumns:
    """Put the syllables of words together; function words of several syllables are marked."""
    syllables = [*zip(words.starts, words.ends, strict=True)]
    names = {form: _spellings(form) for form in set(words.forms)}
    found = _dictionary_words(text, syllables, [names[form] for form in words.forms])
    ordinary = (stop_words("vi") | _ADDRESSED).union(filter(str.islower, words.forms))
    found = [*_names(text, found, ordinary)]
    spans = [*join_sticking(text, found, stop_words("vi"), _strength, between=" ")]
    functions, stops = _function_words(), stop_words("vi")
    forms = [text[start:end] for start, end in spans]
    before = dict(zip(words.starts, words.known, strict=True)) if words.known else {}
    known = [
        STOP if " " in form and _is_function(form.lower(), functions, stops) else before.get(start)
        for (start, _), form in zip(spans, forms, strict=True)
    ]
    return TokenColumns([start for start, _ in spans], [end for _, end in spans], forms, known)


def _spellings(form: str) -> tuple[str, str]:
    """Return a syllable in small letters, and with its tone where others write it."""
    name = normalize("NFC", form).lower()
    end = name[-2:]
    moves = end in _OTHER_TONES and name[-3:-2] != "q"
    return name, name[:-2] + _OTHER_TONES[end] if moves else name


def _dictionary_words(text: str, syllables: list[Span], names: list[tuple[str, str]]) -> list[Span]:
    """Return the longest words of the dictionary, and the syllables left.

    From the last syllable to the first: where two words share a syllable, it is the second's more
    often.
    """
    lexicon = _lexicon()
    found: list[Span] = []
    end = len(names)
    while end > 0:
        start = longest = end - 1
        name, other = names[start]
        while (
            start > 0
            and end - start < _LONGEST
            and text[syllables[start - 1][1] : syllables[start][0]] == " "
        ):
            if text[syllables[start][0]].isupper() and not text[syllables[start - 1][0]].isupper():
                break  # a name behind what is none (anh Tuấn)
            start -= 1
            name = f"{names[start][0]} {name}"
            other = f"{names[start][1]} {other}"
            if name in lexicon or other in lexicon:
                longest = start
        found.append((syllables[longest][0], syllables[end - 1][1]))
        end = longest
    found.reverse()
    return found


def _names(text: str, words: list[Span], ordinary: frozenset[str]) -> Iterator[Span]:
    """Yield the words, adjacent ones with a capital on each syllable in one.

    `ordinary` are the syllables that are words with a small letter, on this page or anywhere.
    """
    held: list[Span] = []
    for start, end in words:
        if held and text[held[-1][1] : start] != " ":
            yield from _as_name(text, held, ordinary)
            held = []
        if text[start].isupper() and all(map(_is_named, text[start:end].split())):
            held.append((start, end))
        else:
            yield from _as_name(text, held, ordinary)
            held = []
            yield start, end
    yield from _as_name(text, held, ordinary)


def _is_named(form: str) -> bool:
    """Whether this is a Vietnamese syllable with a capital."""
    bare = "".join(filter(str.isalpha, normalize("NFD", form.lower())))
    return form.istitle() and _SYLLABLE.fullmatch(bare) is not None


def _as_name(text: str, parts: list[Span], ordinary: frozenset[str]) -> list[Span]:
    """Return one word for a name; words of the dictionary alone are a title and no name."""
    if len(parts) < 2:
        return parts
    first = parts[0]
    before = text[max(first[0] - 2, 0) : first[0]].rstrip(" ")[-1:]
    begins = not before or before in _AFTER_SENTENCE
    if begins and text[first[0] : first[1]].lower() in ordinary:
        return [first, *_as_name(text, parts[1:], ordinary)]
    syllables = [text[start:end].count(" ") + 1 for start, end in parts]
    is_name = 1 in syllables and sum(syllables) <= _LONGEST
    return [(first[0], parts[-1][1])] if is_name else parts


def _strength(left: str, right: str, count: int, dice: float) -> float:
    return dice if count >= _RECURS and dice >= _DICE and " " not in left + right else 0


def _is_function(word: str, functions: frozenset[str], stops: frozenset[str]) -> bool:
    return word in functions or all(part in stops for part in word.split())
