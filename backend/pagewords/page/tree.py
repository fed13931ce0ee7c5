"""The one parse of a page's body: by lxml, with what is never seen taken out in C."""

import re
from collections.abc import Iterator
from itertools import islice

import regex
from lxml import etree
from lxml.html import HtmlElement

from pagewords.page.document import PageError
from pagewords.page.wiki import set_apart

#: Tags beyond which a page is no page. The largest seen in the wild have some tens of thousands.
MOST_TAGS = 300_000
#: Attributes in one tag: libxml2 compares each with all before it, so that time is quadratic.
MOST_ATTRIBUTES = 2_000
#: Elements that a reader does not see, or sees no text of. Ruby readings (rt) are seen, but they
#: would be glued to the words that they stand above.
_UNSEEN = (
    "title", "meta", "link", "base", "script", "style", "template", "noscript", "noframes",
    "noembed", "svg", "math", "canvas", "object", "embed", "audio", "video", "iframe", "frame",
    "select", "datalist", "textarea", "input", "map", "area", "dialog", "rt", "rp", "progress",
    "meter", "hidden-by-page",
)  # fmt: skip
#: What refers to a note: a number or sign set high, behind a word or a sentence, or a link set high
#: to a place in the page. It is left out as readings are, or `theory` with note 1 were `theory1`.
_NOTE = regex.compile(r"[*†‡§¶]+|TM|SM|[\[(]?\p{N}{1,3}(?:\s*[,;–-]\s*\p{N}{1,3})*[\])]?")
_NOTED = regex.compile(
    r"(?:(?:\p{Ll}\p{M}*){4}|[\p{Lo}--[ªº]]\p{M}*|[.,;:!?。、”»])$", regex.VERSION1
)
_TRADEMARKED = regex.compile(r"\p{L}{2}$")
#: Characters of a link to a note, such as [note 12], and elements in it.
_LONGEST_NOTE, _FEW = 12, 5
_PERHAPS_HIDDEN = etree.XPath("//@hidden/..|//@style/..")
_TAG = re.compile(rb"""[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
_VALUE = re.compile(rb""""[^"]*+"|'[^']*+'""")
#: lxml.html's elements, the only ones that the extractor takes, without a call in Python for each.
_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)


def parse(markup: str) -> etree._Element | None:
    """The tree of what a reader sees of a page, None where the markup has no element.

    Raises `PageError` `too_complex` for more tags, attributes in a tag or levels (2,048, where
    libxml2 gives up) than a page has.
    """
    data = markup.encode()
    if data.count(b"<") > MOST_TAGS or _most_attributes(data) > MOST_ATTRIBUTES:
        raise PageError("too_complex")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        # What follows in the page has been cut off, which must not pass for a count.
        raise PageError("too_complex")
    if root is None:
        return None
    _join(root)
    for element in _PERHAPS_HIDDEN(root):
        if _is_hidden(element):
            element.tag = "hidden-by-page"
    for element in [*root.iter("sup")]:
        if _is_note(element):
            element.tag = "hidden-by-page"
    set_apart(root, markup)
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    if (head := root.find("head")) is not None:
        # Where a page leaves out its body's tag, libxml2 takes newer elements to be in the head.
        head.tag = "div"
    return root


def _join(root: etree._Element) -> None:
    """Bring what follows `</html>` into the page, as browsers do: libxml2 puts it beside it."""
    body = root.find("body")
    while (following := root.getnext()) is not None:
        for element in (following, *following.iterchildren("head", "body")):
            element.tag = "div"
        (root if body is None else body).append(following)


def _is_hidden(element: etree._Element) -> bool:
    if element.tag in ("html", "body"):
        return False  # a script of the page would show it
    if element.get("hidden") is not None:
        return True
    style = element.get("style", "").lower()
    return "none" in style and "display:none" in "".join(style.split())


def _is_note(high: etree._Element) -> bool:
    """Whether what is set high refers to a note, and is neither an exponent nor an ending (1st)."""
    mark = _little(high)
    if 0 < len(mark) <= _LONGEST_NOTE and _leads_to_note(high, mark):
        return True
    if not _NOTE.fullmatch(mark):
        return False
    return (_TRADEMARKED if mark in ("TM", "SM") else _NOTED).search(_before(high)) is not None


def _leads_to_note(high: etree._Element, mark: str) -> bool:
    """Whether a link to a place in a page has this mark and nothing else in it, or is all of it."""
    outer = high.getparent()
    links = [outer] if outer is not None and outer.tag == "a" else [*high.iter("a")]
    places = (link for link in links if "#" in link.get("href", ""))
    return any(_little(link) in (mark, mark.strip("[]()")) for link in places)


def _little(element: etree._Element) -> str:
    """The text of an element with little in it, empty for any other: those may be nested."""
    if sum(1 for _ in islice(element.iter(), _FEW + 1)) > _FEW:
        return ""
    return "".join(element.itertext()).strip()


def _before(element: etree._Element) -> str:
    """The end of the text before an element, as far as one node holds it."""
    last = element.getprevious()
    while last is not None and not last.tail and len(last):
        last = last[-1]
    if last is not None:
        return (last.tail or last.text or "")[-_LONGEST_NOTE:]
    outer = element.getparent()
    return "" if outer is None else (outer.text or "")[-_LONGEST_NOTE:]


def _most_attributes(data: bytes) -> int:
    """The number of attributes of the tag that has most, 0 where no tag is long enough."""
    most = 0
    for piece in long_pieces(data, 2 * MOST_ATTRIBUTES):
        if tag := _TAG.match(piece):
            names = _VALUE.sub(b"", tag.group())
            most = max(most, len(names.split()) - 1, names.count(b"="))
    return most


def long_pieces(data: bytes, length: int) -> Iterator[bytes]:
    """What stands between two "<" and is longer; the last "<" in reach is the next to start from,
    so that few are looked at."""
    start = 0
    while start + length < len(data):
        end = data.rfind(b"<", start, start + length + 1)
        if end < 0:
            end = data.find(b"<", start)
            end = len(data) if end < 0 else end
            yield data[start:end]
        start = end + 1
