"""Paragraphs that have no elements of their own: parted by empty lines, `<br><br>`, or one alone.

The extractor counts elements, so that it passes over an article that is one run of text, for any
paragraphs that stand beside it. So each such paragraph is given its element, as readers' views of
browsers do.
"""

from collections import Counter
from collections.abc import Container
from itertools import chain, islice

from lxml import etree

#: Line breaks in one element from which each parts paragraphs: the extractor takes quadratic time
#: for what stands in one.
MANY = 2_000
#: The share of a page's characters from which the text that stands in the body of an article itself
#: is a paragraph, without an empty line in it, and how many elements it may be inside.
SHARE, WITHIN = 0.1, 2
#: Elements with a longer piece of text of their own, other than those that are most frequent.
_WITH_TEXT = etree.XPath("//text()[string-length() > 50]/parent::*[not(self::p or self::li)]")
#: Whose text may be parted so; a `p` has its element, and a cell or an item is short.
_CONTAINERS = frozenset(("article", "body", "center", "div", "main", "section", "td"))
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "del", "dfn", "em", "font"),
        *("i", "ins", "mark", "q", "ruby", "s", "small", "span", "strike", "strong", "sub"),
        *("sup", "u", "wbr"),
    )
)


def part(root: etree._Element, bodies: Container[etree._Element]) -> None:
    """Give paragraphs elements of their own; `bodies` may be those of articles by their names."""
    breaks: Counter[etree._Element] = Counter()
    parted: set[etree._Element] = set()
    for line in root.iter("br"):
        parent = line.getparent()
        if parent is not None:
            breaks[parent] += 1
            if _is_before_another(line):
                parted.add(parent)
    for parent, count in breaks.items():
        if count > MANY:
            parent.tag = "div" if parent.tag == "p" else parent.tag
            _part(parent, 1)
        elif parent in parted:
            _part(parent, 2)
    holders = dict.fromkeys(map(_holder, _WITH_TEXT(root)))
    alone = [element for element in holders if _may_be_article(element, bodies)]
    if alone:
        least = SHARE * sum(map(len, root.itertext()))
        for element in alone:
            if _own(element) >= least:
                _part(element, 2)


def _holder(element: etree._Element) -> etree._Element:
    """The nearest element around that is no inline one."""
    around = chain([element], islice(element.iterancestors(), WITHIN))
    return next((outer for outer in around if outer.tag not in _INLINE), element)


def _may_be_article(element: etree._Element, bodies: Container[etree._Element]) -> bool:
    around = chain([element], islice(element.iterancestors(), WITHIN))
    return element.tag in _CONTAINERS and any(
        outer.tag in ("article", "main") or outer in bodies for outer in around
    )


def _own(element: etree._Element) -> int:
    """The characters that stand in an element itself, in inline ones too."""
    inline = (text for child in element if child.tag in _INLINE for text in child.itertext())
    tails = (child.tail or "" for child in element)
    return len(element.text or "") + sum(map(len, chain(inline, tails)))


def _part(parent: etree._Element, least: int) -> None:
    if parent.tag in ("font", "span"):
        outer = parent.getparent()
        if outer is None or outer.tag not in _CONTAINERS:
            return
        parent.tag = "div"
    if parent.tag in _CONTAINERS:
        _Parting(parent, least).run()


def _is_before_another(line: etree._Element) -> bool:
    following = line.getnext()
    return following is not None and following.tag == "br" and not (line.tail or "").strip()


class _Parting:
    """The content of one element, brought into paragraphs that `least` line breaks part."""

    def __init__(self, parent: etree._Element, least: int) -> None:
        self._parent = parent
        self._least = least
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
        if child.tag in _INLINE:
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
