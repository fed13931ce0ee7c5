"""RSS and Atom → markup: of each item the title and the longest of its texts."""

import html

from lxml import etree

from pagewords.files.model import FileText, Paragraph
from pagewords.files.zipped import parse_xml

_TEXTS = frozenset(("encoded", "content", "description", "summary"))


def read_feed(body: bytes) -> FileText:
    """Read a feed; its items' HTML is left to the page reader."""
    root = parse_xml(body)
    channel = next(root.iter("{*}channel"), root)
    title = next((child for child in channel if _name(child) == "title"), None)
    found: list[Paragraph] = []
    for item in root.iter("{*}item", "{*}entry"):
        heading, text = "", ""
        for child in item:
            name = _name(child)
            if name == "title":
                heading = heading or _plain(child)
            elif name in _TEXTS and len(markup := _markup(child)) > len(text):
                text = markup
        found += [Paragraph(heading, "heading"), Paragraph(text, "markup")]
    return FileText("feed", tuple(found), _plain(title))


def _markup(element: etree._Element) -> str:
    """The HTML of an item's text: Atom has it as elements, as text, or as escaped markup."""
    if len(element):
        return str(etree.tostring(element, encoding="unicode", with_tail=False))
    text = element.text or ""
    atom = _name(element) in ("content", "summary") and "Atom" in etree.QName(element).namespace
    return html.escape(text) if atom and element.get("type", "text") == "text" else text


def _plain(element: etree._Element | None) -> str:
    text = "".join(element.itertext()) if element is not None else ""
    return " ".join(html.unescape(text).split())


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
