"""Articles in several parts: the extractor takes the first of them, so they are brought into it.

A page of questions and answers has its text in several containers of one class, and so has an
article whose opening stands in a container of its own.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, islice

from lxml import etree
from trafilatura import xpaths

from pagewords.page.rules import Attributes, mark

#: Containers beyond which a page is a list, not an article in parts.
MOST = 200
#: The first has less than this share of the parts' text; by a loose rule they have so much of all.
SHARE, OF_PAGE = 0.5, 0.6
#: The share of the text of all paragraphs from which a container is the body, and how many levels
#: above that of most of them it is looked for.
OF_PARAGRAPHS, LEVELS = 0.9, 3
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
_CONTAINERS = frozenset(("article", "div", "main", "section"))
#: Characters of a piece of text from which it is prose.
PROSE = 50
#: What stands in an article beside its paragraphs.
_BESIDE = ("h2", "h3", "h4", "h5", "dd", "li")
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
        if (met := _met(attributes)) and element.tag in _CONTAINERS
    }


def guess_body(root: etree._Element) -> None:
    """Call the container of nearly all paragraphs an article, on a page whose names tell of none.

    Of such a page the extractor takes paragraphs alone, and leaves out headings and lists: so it is
    done where there are some.
    """
    sizes = {paragraph: _unlinked(paragraph) for paragraph in root.iter("p")}
    least = OF_PARAGRAPHS * sum(sizes.values())
    parents: Counter[etree._Element] = Counter()
    for paragraph, size in sizes.items():
        if (parent := paragraph.getparent()) is not None:
            parents[parent] += size
    if not least:
        return
    parent = parents.most_common(1)[0][0]
    for element in chain([parent], islice(parent.iterancestors(), LEVELS)):
        if sum(sizes[paragraph] for paragraph in element.iter("p")) >= least:
            if element.tag in _CONTAINERS and next(element.iter(*_BESIDE), None) is not None:
                element.tag = "article"
                _strip_ends(element)
            return


def _strip_ends(body: etree._Element) -> None:
    """Leave out what stands in a body before and behind all that has paragraphs, such as a form."""
    children = [*body]
    told = [next(child.iter("p"), None) is not None for child in children]
    first, last = told.index(True), len(told) - told[::-1].index(True)
    for child in (*children[:first], *children[last:]):
        if child.tag in ("div", "form", "section", "table") and _is_box(child):
            child.tag = "nav"
    etree.strip_elements(body, "nav", with_tail=False)


def _is_box(element: etree._Element) -> bool:
    """Whether an element has a list, a table or fields, and neither a title nor longer text."""
    has_items = next(element.iter("form", "li", "td"), None) is not None
    has_title = next(element.iter("h1", "h2"), None) is not None
    return has_items and not has_title and max(map(len, element.itertext()), default=0) < PROSE


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
    own = _size(first)
    every = own + sum(map(_size, parts))
    if parts and own < SHARE * every and every >= least * _size(root):
        for part in parts:
            part.tail = None
            first.append(part)


def _unlinked(paragraph: etree._Element) -> int:
    """The characters of a paragraph that are no link's: teasers of other pages have few."""
    if any(outer.tag == "a" for outer in islice(paragraph.iterancestors(), LEVELS)):
        return 0
    return _size(paragraph) - sum(map(_size, paragraph.iter("a")))


def _article(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("article"), None)


def _size(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())
