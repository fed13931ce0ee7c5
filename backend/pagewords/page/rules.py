"""The extractor's rules on attributes, each regular expression worked out once a spelling.

trafilatura selects by XPaths that try several regular expressions on every element, each a call
from C into Python, which took half of its time. But pages repeat their classes, and the pages of a
site share them. So `mark` notes on the elements that a rule may be about which of the expressions
hold there, as letters in an attribute, and the XPaths look for that attribute and the letters
instead. They are made from the library's own and select the same elements, of marked trees only.
"""

import re
import string
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from lxml import etree
from trafilatura import xpaths

#: Holds the letters. No page can write it: attributes of HTML are in small letters.
_MARKS = "Marks"
#: Where no expression holds, but another condition may.
_OTHER = "-"
_TEST = re.compile(r"re:test\((?P<names>[@\w|]+), *'(?P<pattern>[^']*)'(?:, *'(?P<flags>i)')?\)")
_TRANSLATED = re.compile(r"translate\((@\w+), *'\w*', *'\w*'\)")
_ATTRIBUTE = re.compile(r"@([\w-]+)")
_LITERAL = re.compile("'([^']*)'")
#: A condition on the place among siblings, which needs both steps of `.//`, child by child.
_COUNTED = re.compile(r"\]\s*\[\d+\]")
_RULES = (
    xpaths.BODY_XPATH,
    xpaths.OVERALL_DISCARD_XPATH,
    xpaths.RAW_TREE_PRUNE_XPATH,
    xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH,
    xpaths.REMOVE_COMMENTS_XPATH,
    xpaths.TEASER_DISCARD_XPATH,
    xpaths.DISCARD_IMAGE_ELEMENTS,
)
#: Names and values.
Attributes = tuple[tuple[str, str], ...]


class _Conditions:
    """What the rules ask of the attributes of an element."""

    def __init__(self) -> None:
        #: All attributes that a rule is about.
        self.names: set[str] = set()
        self._letters: dict[str, str] = {}
        self._tests: list[tuple[str, frozenset[str], re.Pattern[str]]] = []
        self._telling: list[str] = []

    def marked(self, rule: etree.XPath) -> etree.XPath:
        """An XPath that looks for marks where this one tries expressions."""
        path = _TEST.sub(self._look_for, rule.path)
        self.names.update(_ATTRIBUTE.findall(rule.path))
        others = _TRANSLATED.sub(r"\1", _TEST.sub("", rule.path))
        self._telling += map(re.escape, _LITERAL.findall(others))
        # A step to an attribute and back takes a third of the time that a condition takes.
        counted = _COUNTED.search(path) is not None
        step = f".//*[@{_MARKS}][" if counted else f"descendant::*/@{_MARKS}/parent::*["
        return etree.XPath(path.replace(".//*[", step))

    def _look_for(self, test: re.Match[str]) -> str:
        if (letter := self._letters.get(test[0])) is None:
            letter = self._letters[test[0]] = string.ascii_letters[len(self._letters)]
            names = frozenset(_ATTRIBUTE.findall(test["names"]))
            pattern = re.compile(test["pattern"], re.IGNORECASE if test["flags"] else 0)
            self._tests.append((letter, names, pattern))
            self._telling.append(test["pattern"])
        return f"contains(@{_MARKS}, '{letter}')"

    def reader(self) -> Callable[[Attributes], str]:
        """A function that gives the letters of the expressions that hold for an element.

        Of the attributes that an expression is about, the first that stands there counts, as in
        XPath. The answer is empty where no rule can be about the element.
        """
        telling = re.compile("|".join(self._telling), re.IGNORECASE)

        @lru_cache(maxsize=65_536)
        def read(attributes: Attributes) -> str:
            if not any(
                name not in ("id", "class") or telling.search(value) for name, value in attributes
            ):
                return ""
            found = ""
            for letter, names, pattern in self._tests:
                value = next((value for name, value in attributes if name in names), "")
                if pattern.search(value):
                    found += letter
            return found or _OTHER

        return read


_conditions = _Conditions()
for _rules in _RULES:
    # In place: the library's modules share these lists.
    _rules[:] = map(_conditions.marked, _rules)
# The package's own name for it is that of a function.
_baseline = import_module("trafilatura.baseline")
_baseline.BASIC_CLEAN_XPATH = _conditions.marked(_baseline.BASIC_CLEAN_XPATH)  # type: ignore[attr-defined]
_names = frozenset(_conditions.names)
_read = _conditions.reader()


def mark(root: etree._Element) -> list[tuple[etree._Element, Attributes]]:
    """Note on the elements of a tree which of the extractor's expressions hold for them.

    Returns those that a rule may be about, in order, with their attributes of which it is.
    """
    marked: list[tuple[etree._Element, Attributes]] = []
    # An XPath that finds those with attributes takes longer than all of this.
    for element in root.iter():
        attributes = tuple([item for item in element.items() if item[0] in _names])
        if attributes and (marks := _read(attributes)):
            element.set(_MARKS, marks)
            marked.append((element, attributes))
    return marked
