"""What stands in a wiki's page and is no part of its article: links to edit, boxes of facts, lists
of references, ways to other pages. They become `nav`, so that they are blocks of their own."""

from itertools import islice

from lxml import etree

#: Classes of MediaWiki, of its templates in most languages, and of Vector, its look.
_APART = frozenset(
    (
        *("mw-editsection", "editsection", "mw-jump-link", "hatnote", "ambox", "catlinks"),
        *("infobox", "navbox", "vertical-navbox", "sidebar", "sistersitebox", "authority-control"),
        *("reflist", "references", "mw-references-wrap", "toc", "printfooter"),
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Characters of a link to edit, and the elements between it and its heading.
_LONGEST, _WITHIN = 20, 3


def set_apart(root: etree._Element, markup: str) -> None:
    """Rename what is no part of the article, where the page is a wiki's; it is still seen."""
    if "mw-content-text" in markup or "mw-parser-output" in markup:
        for element in root.iter("div", "ol", "span", "table", "a"):
            if not _APART.isdisjoint(element.get("class", "").split()):
                element.tag = "nav"
    elif "/edit/" in markup:
        for link in [*root.iter("a")]:
            if _edits_section(link):
                link.tag = "nav"


def _edits_section(link: etree._Element) -> bool:
    """Whether a link in a heading says [edit], as wikis with other software have it."""
    text = (link.text or "").strip()
    return (
        "/edit/" in link.get("href", "")
        and text.startswith("[")
        and len(text) <= _LONGEST
        and any(outer.tag in _HEADINGS for outer in islice(link.iterancestors(), _WITHIN))
    )
