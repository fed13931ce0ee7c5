"""The word classes of groups: that of most of a group's occurrences on the page."""

from collections import Counter, defaultdict

from pagewords.stats.grouping import Grouping
from pagewords.stats.index import Index


def group_classes(index: Index, groups: Grouping) -> list[str | None]:
    """The class of each group; None where no spelling of it has one.

    It is that of the page, as with stop words, so that a word is of one class in every scope.
    """
    return index.cached(("classes", groups.name), lambda: _group_classes(index, groups))


def _group_classes(index: Index, groups: Grouping) -> list[str | None]:
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    counts = Counter(index.ids)
    for number, (group, spelling) in enumerate(zip(groups.of, index.spellings, strict=True)):
        if spelling.word_class is not None:
            found[group][spelling.word_class] += counts[number]
    classes: list[str | None] = [None] * len(groups.names)
    for group, one in found.items():
        classes[group] = max(one, key=one.__getitem__)
    return classes
