"""RSS and Atom → markup: of each item the title and the longest of its texts. Sitemaps → the words
of their links. Of both, what they list."""

import html
import re
from urllib.parse import unquote

from lxml import etree

from pagewords.entities import unescape
from pagewords.files.entries import moment, newest
from pagewords.files.model import Entry, FileText, Paragraph
from pagewords.files.zipped import parse_xml

_TEXTS = frozenset(("encoded", "content", "description", "summary"))
#: A link's host and path (RFC 3986, appendix B). A sitemap has tens of thousands, and `links.split`
#: may take a quarter of a millisecond for each.
_LINK = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://([^/?#]*))?([^?#]*)")
#: The names of an item's date, the best first: RSS, Atom, RDF, Atom again.
_DATES = ("pubDate", "published", "date", "updated")


def read_feed(body: bytes) -> FileText:
    """Read a feed; its items' HTML is left to the page reader."""
    root = parse_xml(body)
    channel = next(root.iter("{*}channel"), root)
    title = next((child for child in channel if _name(child) == "title"), None)
    found: list[Paragraph] = []
    entries = []
    for item in root.iter("{*}item", "{*}entry"):
        heading, text = "", ""
        for child in item:
            name = _name(child)
            if name == "title":
                heading = heading or _plain(child)
            elif name in _TEXTS and len(markup := _markup(child)) > len(text):
                text = markup
        found += [Paragraph(heading, "heading"), Paragraph(text, "markup")]
        entries.append(Entry(heading, _link(item), _date(item)))
    return FileText("feed", tuple(found), _plain(title), newest(entries))


def read_sitemap(body: bytes) -> FileText:
    """Read a sitemap, or one that lists sitemaps.

    Its text is the titles of news, and of other pages the words in their addresses.
    """
    root = parse_xml(body)
    kind = "sitemap_index" if _name(root) == "sitemapindex" else "sitemap"
    entries = []
    for item in root.iterchildren("{*}url", "{*}sitemap"):
        title = _plain(item.find("{*}news/{*}title"))
        date = item.findtext("{*}lastmod") or item.findtext("{*}news/{*}publication_date")
        link = (item.findtext("{*}loc") or "").strip()
        entries.append(Entry(title, link, moment(date or "")))
    words = (Paragraph(entry.title or _in_words(entry.url)) for entry in entries)
    return FileText(kind, tuple(words), "", newest(entries))


def _link(item: etree._Element) -> str:
    """Where an item leads: RSS has it as text, Atom as one of several attributes."""
    for child in item.iterchildren("{*}link"):
        link = str(child.get("href") or child.text or "").strip()
        if link and child.get("rel", "alternate") == "alternate":
            return link
    guid = next(item.iterchildren("{*}guid"), None)
    is_link = guid is not None and guid.get("isPermaLink") != "false"
    return _plain(guid) if is_link else ""


def _date(item: etree._Element) -> str | None:
    dates = (moment(_plain(next(item.iterchildren(f"{{*}}{name}"), None))) for name in _DATES)
    return next((date for date in dates if date), None)


def _in_words(link: str) -> str:
    found = _LINK.match(re.sub(r"[\t\r\n]", "", link))
    assert found is not None
    host = found[1] or ""
    if "[" in host:  # an address
        return ""
    path = re.sub(r"[/_+-]+", " ", unquote(found[2])).strip()
    return path if re.search(r"[^\W\d]", path) else host


def _markup(element: etree._Element) -> str:
    """The HTML of an item's text: Atom has it as elements, as text, or as escaped markup."""
    if len(element):
        return str(etree.tostring(element, encoding="unicode", with_tail=False))
    text = element.text or ""
    atom = _name(element) in ("content", "summary") and "Atom" in etree.QName(element).namespace
    return html.escape(text) if atom and element.get("type", "text") == "text" else text


def _plain(element: etree._Element | None) -> str:
    text = "".join(element.itertext()) if element is not None else ""
    return " ".join(unescape(text).split())


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
