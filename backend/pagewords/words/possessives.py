"""Names that are possessives keep their 's: McDonald's, where a page never has McDonald."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from pagewords.words.term import TokenColumns

#: How often a page must have the name.
_MIN_COUNT = 2


def keep(text: str, language: str, words: TokenColumns) -> TokenColumns:
    """Return the words of an English text with the 's of names that never stand without it."""
    if language != "en":
        return words
    places: dict[str, list[int]] = {}
    for end in _ends(text):
        place = bisect_left(words.ends, end)
        if place < len(words.ends) and words.ends[place] == end:
            places.setdefault(words.forms[place], []).append(place)
    names = [form for form in places if form[0].isupper() and len(places[form]) >= _MIN_COUNT]
    # A text may have thousands of names: its words are counted once for all of them.
    counts = Counter(words.forms if names else ())
    for form in names:
        some = places[form]
        if counts[form] == len(some) and form.lower() not in counts:
            for place in some:
                end = words.ends[place] + 2
                words.ends[place] = end
                words.forms[place] = text[words.starts[place] : end]
    return words


def _ends(text: str) -> Iterator[int]:
    """Yield the places of the apostrophe of each 's behind a small letter."""
    for suffix in ("'s",) if text.isascii() else ("'s", "’s"):
        end = text.find(suffix)
        while end >= 0:
            if text[end - 1 : end].islower() and not text[end + 2 : end + 3].isalnum():
                yield end
            end = text.find(suffix, end + 2)
