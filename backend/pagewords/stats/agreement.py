"""Lets pages agree on which of their words are one, before they are merged or compared.

The lemma of a word may depend on its page: *Beginners*, always with a capital, is taken for a name
and stays as it is, where *beginners* of another page is under *beginner*. So two groups are one if
two pages have each most of a spelling under one of them, and one of the pages has one group only.
Two groups that a page has apart stay so if it writes them alike, as two words; and if no other page
writes one of them in both ways.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations, product

from pagewords.stats.grouping import Grouping
from pagewords.stats.index import Index

#: A lemma or key, and whether it is of a stop word: stop words and others are never one.
Name = tuple[str, bool]


@dataclass(slots=True)
class Joined:
    """The words of two pages, numbered together.

    Group i of the left page is word `left[i]`, and so for the right page. `names` are the words'
    own, the same whichever page is on the left; `stops` says which are stop words.
    """

    left: list[int]
    right: list[int]
    names: list[str]
    stops: list[bool]


def join_groups(left: Index, one: Grouping, right: Index, other: Grouping) -> Joined:
    """Join the groups of two pages, which are grouped in the same way."""
    agreed = agree([left, right]) if one.name == "forms" else {}
    sides = [
        [agreed.get(name, name) for name in zip(groups.names, groups.stops, strict=True)]
        for groups in (one, other)
    ]
    # The left page's groups are numbered first, in their order.
    numbers = {name: number for number, name in enumerate(dict.fromkeys(chain(*sides)))}
    first, second = ([numbers[name] for name in side] for side in sides)
    return Joined(first, second, [name for name, _ in numbers], [stop for _, stop in numbers])


def agree(pages: Sequence[Index]) -> dict[Name, Name]:
    """To which lemma others go, whichever page they are on and in whatever order the pages are."""
    named = [{(one.lemma, one.stop_word) for one in page.spellings} for page in pages]
    spelled = _spelled(pages)
    apart = {
        pair
        for places in spelled.values()
        for groups in places.values()
        for pair in combinations(sorted(groups), 2)
    }
    found = _Agreement(Counter(chain.from_iterable(named)), apart)
    for one, other in sorted(_demanded(pages, named, spelled)):
        found.join(one, other)
    return found.moved()


class _Agreement:
    """Lemmas that are one; never those that some page has `apart`.

    Of two sets the smaller one goes into the larger: a page may write a word in thousands of ways.
    """

    def __init__(self, holders: Counter[Name], apart: set[tuple[Name, Name]]) -> None:
        self._holders = holders
        #: For each lemma of a set the one that stands for the set, and for that one the set.
        self._first: dict[Name, Name] = {}
        self._together: dict[Name, list[Name]] = {}
        #: For each lemma that stands for a set, or is alone, those that it is never one with.
        self._apart: defaultdict[Name, set[Name]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def join(self, one: Name, other: Name) -> None:
        """Make two one, and all that are one with them."""
        first, second = (self._first.get(name, name) for name in (one, other))
        if first == second or second in self._apart.get(first, ()):
            return
        both = [self._together.pop(name, [name]) for name in (first, second)]
        if len(both[0]) < len(both[1]):
            first, second, both = second, first, both[::-1]
        both[0].extend(both[1])
        self._together[first] = both[0]
        self._first.update(dict.fromkeys(both[1], first))
        for name in self._apart.pop(second, ()):
            self._apart[name].discard(second)
            self._apart[name].add(first)
            self._apart[first].add(name)

    def moved(self) -> dict[Name, Name]:
        """The lemmas that go to another: that of most pages, of equals the first by name."""
        found: dict[Name, Name] = {}
        for together in self._together.values():
            best = min(together, key=lambda one: (-self._holders[one], one))
            found.update({name: best for name in together if name != best})
        return found


#: For each key that pages have under different groups, on each page with it those groups with their
#: counts.
_Spelled = dict[Name, dict[int, Counter[Name]]]


def _spelled(pages: Sequence[Index]) -> _Spelled:
    first: dict[Name, Name] = {}
    several = {
        key
        for page in pages
        for one in page.spellings
        if first.setdefault(key := (one.key, one.stop_word), name := (one.lemma, one.stop_word))
        != name
    }
    spelled: _Spelled = {key: {} for key in several}
    for number, page in enumerate(pages):
        counts = Counter(page.ids)
        for at, one in enumerate(page.spellings):
            if (key := (one.key, one.stop_word)) in several:
                places = spelled[key].setdefault(number, Counter())
                places[one.lemma, one.stop_word] += counts[at]
    return spelled


def _demanded(
    pages: Sequence[Index], named: Sequence[set[Name]], spelled: _Spelled
) -> Iterator[tuple[Name, Name]]:
    """The pairs of groups that two pages show to be one, each in its order."""

    @cache
    def keys(number: int) -> set[tuple[Name, str]]:
        """The groups of a page with each of their keys."""
        return {((one.lemma, one.stop_word), one.key) for one in pages[number].spellings}

    @cache
    def written_alike(number: int, other: int) -> set[Name]:
        """The groups that two pages have a spelling of in common."""
        return {name for name, _ in keys(number) & keys(other)}

    def show(here: int, one: Name, there: int, other: Name) -> bool:
        """Whether a page with one group and a page with the other show that they are one."""
        both = {one, other} & named[here] & named[there]
        return not both or (len(both) == 1 and both <= written_alike(here, there))

    for places in spelled.values():
        most: dict[Name, list[int]] = {}
        for number, groups in places.items():
            name = min(groups, key=lambda one: (-groups[one], one))
            most.setdefault(name, []).append(number)
        for one, other in combinations(sorted(most), 2):
            if any(show(a, one, b, other) for a, b in product(most[one], most[other])):
                yield one, other
