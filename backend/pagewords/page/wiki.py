"""What stands in a wiki's page and is no part of its article: links to edit, boxes of facts, lists
of references, ways to other pages. They become `nav`, so that they are blocks of their own."""

from itertools import islice

from lxml import etree

from pagewords.page.walk import HEADINGS

#: Classes of MediaWiki, of its templates in most languages, and of Vector, its look.
_APART = {
    "span": frozenset(("mw-editsection", "editsection")),
    "ol": frozenset(("references",)),
    "table": frozenset(
        ("infobox", "navbox", "vertical-navbox", "sidebar", "sistersitebox", "ambox")
    ),
    "div": frozenset(
        (
            *("mw-editsection", "hatnote", "infobox", "navbox", "catlinks"),
            *("authority-control", "reflist", "mw-references-wrap", "printfooter"),
        )
    ),
}
#: The most of the content's text that a box may have.
_MOST = 0.5
#: Characters of a link to edit, and the elements between it and its heading.
_LONGEST, _WITHIN = 20, 3


def set_apart(root: etree._Element, markup: str) -> None:
    """Rename what is no part of the article, where the page is a wiki's; it is still seen."""
    if "mw-content-text" in markup or "mw-parser-output" in markup:
        for link in root.iter("a"):
            if "mw-jump-link" in link.get("class", "").split():
                link.tag = "nav"
        content = next(filter(_is_content, root.iter("div", "main")), None)
        if content is not None:
            _set_boxes_apart(content)
    elif "/edit/" in markup:
        for link in filter(_edits_section, [*root.iter("a")]):
            link.tag = "nav"


def _is_content(element: etree._Element) -> bool:
    classes = element.get("class", "").split()
    return element.get("id") == "mw-content-text" or "mw-parser-output" in classes


def _set_boxes_apart(content: etree._Element) -> None:
    boxes = [
        element
        for element in content.iterdescendants(*_APART)
        if element.get("id") == "toc"
        or not _APART[element.tag].isdisjoint(element.get("class", "").split())
    ]
    sizes = _sizes(content, set(boxes)) if boxes else {}
    for element in boxes:
        if sizes[element] <= _MOST * sizes[content]:
            element.tag = "nav"


def _sizes(root: etree._Element, boxes: set[etree._Element]) -> dict[etree._Element, int]:
    """The characters in the root and in each of some elements, in one walk: they may be nested."""
    sizes: dict[etree._Element, int] = {}
    size = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        measured = element is root or element in boxes
        if event == "start":
            if measured:
                sizes[element] = -size
            size += len(element.text or "")
        else:
            if measured:
                sizes[element] += size
            size += len(element.tail or "")
    return sizes


def _edits_section(link: etree._Element) -> bool:
    """Whether a link in a heading says [edit], as wikis with other software have it."""
    text = (link.text or "").strip()
    return (
        "/edit/" in link.get("href", "")
        and text.startswith("[")
        and len(text) <= _LONGEST
        and any(outer.tag in HEADINGS for outer in islice(link.iterancestors(), _WITHIN))
    )
