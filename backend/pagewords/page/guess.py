"""The body of an article on a page whose names tell of none: the container of its paragraphs.

Of such a page the extractor takes paragraphs alone, and leaves out headings and lists.
"""

from collections import Counter
from itertools import chain, islice

from lxml import etree

from pagewords.page.gather import CONTAINERS, Bodies, text_size

#: The share of the text of all paragraphs from which a container is the body, and how many levels
#: above that of most of them it is looked for.
OF_PARAGRAPHS, LEVELS = 0.9, 3
#: Characters of a piece of text from which it is prose.
PROSE = 50
#: What stands in an article beside its paragraphs.
_BESIDE = ("h2", "h3", "h4", "h5", "dd", "li")


def guess_body(root: etree._Element, bodies: Bodies) -> None:
    """Call the container of nearly all paragraphs an article, where neither `bodies` nor an element
    tells of one, and there is something beside the paragraphs.
    """
    if bodies or next(root.iter("article", "main"), None) is not None:
        return
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
            if element.tag in CONTAINERS and next(element.iter(*_BESIDE), None) is not None:
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


def _unlinked(paragraph: etree._Element) -> int:
    """The characters of a paragraph that are no link's: teasers of other pages have few."""
    if any(outer.tag == "a" for outer in islice(paragraph.iterancestors(), LEVELS)):
        return 0
    return text_size(paragraph) - sum(map(text_size, paragraph.iter("a")))
