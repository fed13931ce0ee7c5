"""Paragraphs that are parted by empty lines, `<br><br>`, and have no elements of their own.

The extractor counts elements, so that it passes over an article that is one run of text, for any
paragraphs that stand beside it. So each such paragraph is given its element, as readers' views of
browsers do.
"""

from collections import Counter

from lxml import etree

#: Line breaks in one element from which each parts paragraphs: the extractor takes quadratic time
#: for what stands in one.
MANY = 2_000

#: Whose text may be parted so; a `p` has its element, and a cell or an item is short.
_CONTAINERS = frozenset(("article", "body", "center", "div", "main", "section", "td"))
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "del", "dfn", "em", "font"),
        *("i", "ins", "mark", "q", "ruby", "s", "small", "span", "strike", "strong", "sub"),
        *("sup", "u", "wbr"),
    )
)


def part(root: etree._Element) -> None:
    """Give the paragraphs between empty lines elements of their own."""
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
