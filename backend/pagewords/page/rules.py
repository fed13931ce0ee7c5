"""The extractor's rules on ids and classes, each regular expression worked out once a spelling.

trafilatura selects by XPaths that try several regular expressions on every element, each a call
from C into Python, which took half of its time. But pages repeat their classes, and the pages of a
site share them. So `mark` notes on each element which of the expressions hold there, as letters in
an attribute, and the XPaths look for the letters instead. They are made from the library's own and
select the same elements, of marked trees only.
"""

import re
import string
from functools import lru_cache
from importlib import import_module

from lxml import etree
from trafilatura import xpaths

#: Holds the letters. No page can write it: attributes of HTML are in small letters.
_MARKS = "Marks"
_TEST = re.compile(r"re:test\((?P<names>[@\w|]+), *'(?P<pattern>[^']*)'(?:, *'(?P<flags>i)')?\)")
_RULES = (
    xpaths.BODY_XPATH,
    xpaths.OVERALL_DISCARD_XPATH,
    xpaths.RAW_TREE_PRUNE_XPATH,
    xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH,
    xpaths.REMOVE_COMMENTS_XPATH,
)


class _Tests:
    """Regular expressions tried on the first of some attributes that an element has."""

    def __init__(self) -> None:
        self.names: frozenset[str] = frozenset()
        self._letters: dict[str, str] = {}
        self._tests: list[tuple[str, frozenset[str], re.Pattern[str]]] = []

    def marked(self, rule: etree.XPath) -> etree.XPath:
        """An XPath that looks for letters where this one tries expressions."""
        return etree.XPath(_TEST.sub(self._look_for, rule.path))

    def _look_for(self, test: re.Match[str]) -> str:
        if (letter := self._letters.get(test[0])) is None:
            letter = self._letters[test[0]] = string.ascii_letters[len(self._letters)]
            names = frozenset(test["names"].replace("@", "").split("|"))
            pattern = re.compile(test["pattern"], re.IGNORECASE if test["flags"] else 0)
            self._tests.append((letter, names, pattern))
            self.names |= names
        return f"contains(@{_MARKS}, '{letter}')"

    def letters(self, attributes: tuple[tuple[str, str], ...]) -> str:
        """The letters of the expressions that hold for an element's attributes, in their order."""
        found = ""
        for letter, names, pattern in self._tests:
            value = next((value for name, value in attributes if name in names), "")
            if pattern.search(value):
                found += letter
        return found


_tests = _Tests()
_letters = lru_cache(maxsize=65_536)(_tests.letters)
for _rules in _RULES:
    # In place: the library's modules share these lists.
    _rules[:] = map(_tests.marked, _rules)
# The package's own name for it is that of a function.
_baseline = import_module("trafilatura.baseline")
_baseline.BASIC_CLEAN_XPATH = _tests.marked(_baseline.BASIC_CLEAN_XPATH)  # type: ignore[attr-defined]


def mark(root: etree._Element) -> None:
    """Note on each element of a tree which of the extractor's expressions hold for it."""
    names = _tests.names
    for element in root.iter():
        attributes = tuple([item for item in element.items() if item[0] in names])
        if attributes and (letters := _letters(attributes)):
            element.set(_MARKS, letters)
