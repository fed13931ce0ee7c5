"""Articles in several parts: the extractor takes the first of them, so they are brought into it.

A page of questions and answers has its text in several containers of one class, and so has an
article whose opening stands in a container of its own.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from lxml import etree
from trafilatura import xpaths

from pagewords.page.rules import Attributes, mark

#: Containers beyond which a page is a list, not an article in parts.
MOST = 200
#: The first has less than this share of the parts' text; by a loose rule they have so much of all.
SHARE, OF_PAGE = 0.5, 0.6
#: A rule for the first of the elements that meet conditions; one of another form is passed over.
_FIRST = re.compile(
    r"\s*\(?(?:\.//\*|descendant::\*/@\w+/parent::\*)(?P<conditions>\[[^|]*\])\)?\[1\]\s*"
)


def _test(rule: etree.XPath) -> etree.XPath | None:
    """Whether an element meets the conditions of a rule."""
    found = _FIRST.fullmatch(rule.path)
    return etree.XPath(f"boolean(self::*{found['conditions']})") if found else None


#: The extractor's rules for the body: before the one for any `article`, and after it.
_STRICT, _, *_LOOSE = xpaths.BODY_XPATH
_TESTS = [test for rule in (_STRICT, *_LOOSE) if (test := _test(rule)) is not None]
#: What may hold an article.
CONTAINERS = frozenset(("article", "div", "main", "section"))
#: Containers in order, and the numbers of the rules that each meets.
Bodies = dict[etree._Element, frozenset[int]]


@lru_cache(maxsize=16_384)
def _met(attributes: Attributes) -> frozenset[int]:
    """The numbers of the rules that a container with these attributes meets."""
    element = etree.Element("div", dict(attributes))
    mark(element)
    return frozenset(number for number, test in enumerate(_TESTS) if test(element))


def find_bodies(marked: Sequence[tuple[etree._Element, Attributes]]) -> Bodies:
    """The containers that may be the body of an article, or a part of one, by their names.

    `marked` are the elements that a rule may be about, in order, with their attributes.
    """
    return {
        element: met
        for element, attributes in marked
        if (met := _met(attributes)) and element.tag in CONTAINERS
    }


def gather(root: etree._Element, bodies: Bodies) -> None:
    """Bring the other parts of an article into the first, where that has less than they have."""
    for number in range(len(_TESTS)):
        if number == 1 and next(root.iter("article"), None) is not None:
            return  # the extractor takes the first one
        if found := [element for element, met in bodies.items() if number in met]:
            _bring_together(root, found, OF_PAGE if number else 0)
            return


def _bring_together(root: etree._Element, found: Sequence[etree._Element], least: float) -> None:
    first = found[0]
    classes, home = set(first.get("class", "").split()), _article(first)
    parts: list[etree._Element] = []
    for element in islice(found, 1, MOST):
        if (
            element.tag == first.tag
            and classes & set(element.get("class", "").split())
            and _article(element) is home
            and set(element.iterancestors()).isdisjoint((first, *parts))
        ):
            parts.append(element)
    own = text_size(first)
    every = own + sum(map(text_size, parts))
    if parts and own < SHARE * every and every >= least * text_size(root):
        for part in parts:
            part.tail = None
            first.append(part)


def _article(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("article"), None)


def text_size(element: etree._Element) -> int:
    """The characters of an element's text, without white space at the ends of its pieces."""
    return sum(len(text.strip()) for text in element.itertext())
