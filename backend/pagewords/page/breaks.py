"""Paragraphs that have no elements of their own: parted by empty lines, `<br><br>`, or one alone.

The extractor counts elements, so that it passes over an article that is one run of text, for any
paragraphs that stand beside it. So each such paragraph is given its element, as readers' views of
browsers do.
"""

from collections import Counter
from collections.abc import Collection, Container, Iterable
from itertools import chain, islice

from lxml import etree

#: Line breaks in one element from which each parts paragraphs, and the most children of one that is
#: made a paragraph: the extractor takes quadratic time for what stands in one.
MANY = 2_000
#: The share of a page's characters from which text that stands in the body of an article itself is
#: a paragraph without an empty line in it, and how many elements it may be inside.
SHARE, WITHIN = 0.1, 2
#: Elements with a longer piece of text of their own, other than those that are most frequent.
_WITH_TEXT = etree.XPath("//*[not(self::p or self::li)][text()[string-length() > 50]]")
#: Characters of an element's whole text.
_LENGTH = etree.XPath("string-length()")
#: Whose text may be parted so; a `p` has its element, and a cell or an item is short.
_CONTAINERS = frozenset(("article", "body", "center", "div", "main", "section", "td"))
_ARTICLES = ("article", "main")
#: HTML's elements that stand in a line.
INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "del", "dfn", "em", "font"),
        *("i", "ins", "mark", "q", "ruby", "s", "small", "span", "strike", "strong", "sub"),
        *("sup", "u", "wbr"),
    )
)


def part(root: etree._Element, bodies: Collection[etree._Element]) -> None:
    """Give paragraphs elements of their own; `bodies` may be those of articles by their names."""
    breaks: Counter[etree._Element] = Counter()
    parted: dict[etree._Element, None] = {}
    for line in root.iter("br"):
        parent = line.getparent()
        if parent is not None:
            breaks[parent] += 1
            if _is_before_another(line):
                parted[parent] = None
    chosen = [(parent, 1) for parent, count in breaks.items() if count > MANY]
    chosen += [(parent, 2) for parent in _with_empty_lines(root, parted, bodies)]
    chosen += [(element, 2) for element in _alone(root, bodies)]
    whole = _with_blocks(root) if chosen else set()
    for element, least in chosen:
        _part(element, least, whole)


def _with_empty_lines(
    root: etree._Element,
    parted: Collection[etree._Element],
    bodies: Collection[etree._Element],
) -> list[etree._Element]:
    """Of the elements that empty lines part those that may be of an article."""
    if not parted:
        return []
    inside = _inside(chain(bodies, root.iter(*_ARTICLES)))
    others = [element for element in parted if element not in inside]
    # Where no name tells of an article, a notice may have empty lines too.
    if sum(map(_own, others)) < sum(map(_LENGTH, root.iter("p"))):
        others = []
    return [*filter(inside.__contains__, parted), *others]


def _alone(root: etree._Element, bodies: Collection[etree._Element]) -> list[etree._Element]:
    """The bodies of articles, or elements next inside, that are one run of text."""
    found = [
        holder
        for holder in dict.fromkeys(map(_holder, _WITH_TEXT(root)))
        if len(holder) <= MANY and any(_is_named(outer, bodies) for outer in _around(holder))
    ]
    least = SHARE * _LENGTH(root) if found else 0
    return [element for element in found if _own(element) >= least]


def _is_named(element: etree._Element, bodies: Container[etree._Element]) -> bool:
    return element.tag in _ARTICLES or element in bodies


def _inside(bodies: Iterable[etree._Element]) -> set[etree._Element]:
    """All elements of some bodies."""
    inside: set[etree._Element] = set()
    for body in bodies:
        if body not in inside:
            inside.update(body.iter())
    return inside


def _around(element: etree._Element) -> Iterable[etree._Element]:
    """An element and those next around it."""
    return chain([element], islice(element.iterancestors(), WITHIN))


def _holder(element: etree._Element) -> etree._Element:
    """The nearest element around that is no inline one."""
    return next((outer for outer in _around(element) if outer.tag not in INLINE), element)


def _own(element: etree._Element) -> int:
    """The characters that stand in an element itself, and in inline ones that it holds."""
    inline = sum(_beside(child) for child in element if child.tag in INLINE)
    return _beside(element) + inline


def _beside(element: etree._Element) -> int:
    """The characters of an element that stand beside its children."""
    return len(element.text or "") + sum(len(child.tail or "") for child in element)


def _with_blocks(root: etree._Element) -> set[etree._Element]:
    """The inline elements that hold blocks."""
    found: set[etree._Element] = set()
    for element in root.iter(etree.Element):
        if element.tag not in INLINE and element.tag != "br":
            for outer in element.iterancestors():
                if outer.tag not in INLINE or outer in found:
                    break
                found.add(outer)
    return found


def _part(parent: etree._Element, least: int, whole: Container[etree._Element]) -> None:
    if parent.tag == "p" and least == 1:
        parent.tag = "div"
    if parent.tag in ("font", "span"):
        outer = parent.getparent()
        if outer is None or outer.tag not in _CONTAINERS:
            return
        parent.tag = "div"
    if parent.tag in _CONTAINERS:
        _Parting(parent, least, whole).run()


def _is_before_another(line: etree._Element) -> bool:
    following = line.getnext()
    return following is not None and following.tag == "br" and not (line.tail or "").strip()


class _Parting:
    """The content of one element, brought into paragraphs that `least` line breaks part; inline
    elements that hold blocks (`whole`) go into none."""

    def __init__(
        self, parent: etree._Element, least: int, whole: Container[etree._Element]
    ) -> None:
        self._parent = parent
        self._least = least
        self._whole = whole
        self._paragraph: etree._Element | None = None
        self._breaks: list[etree._Element] = []

    def run(self) -> None:
        text, children = self._parent.text, [*self._parent]
        self._parent.text = None
        self._parent[:] = []
        self._add_text(text)
        for child in children:
            tail, child.tail = child.tail, None
            if child.tag == "br":
                self._breaks.append(child)
            else:
                self._add(child)
            self._add_text(tail)

    def _add(self, child: etree._Element) -> None:
        if child.tag in INLINE and child not in self._whole:
            self._open().append(child)
        else:
            self._paragraph = None
            self._breaks.clear()
            self._parent.append(child)

    def _add_text(self, text: str | None) -> None:
        if text is None or (text.isspace() and (self._paragraph is None or self._breaks)):
            return
        paragraph = self._open()
        if len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + text
        else:
            paragraph.text = (paragraph.text or "") + text

    def _open(self) -> etree._Element:
        """The paragraph that goes on here, or a new one."""
        if len(self._breaks) >= self._least:
            self._paragraph = None
        if self._paragraph is None:
            self._paragraph = etree.SubElement(self._parent, "p")
        elif self._breaks:
            self._paragraph.append(self._breaks[0])
        self._breaks.clear()
        return self._paragraph
