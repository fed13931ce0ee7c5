"""The one parse of a page's body: by lxml, with what is never seen taken out in C."""

import re

from lxml import etree
from lxml.html import HtmlElement

from pagewords.page.document import PageError

#: Tags beyond which a page is no page. The largest seen in the wild have some tens of thousands.
MOST_TAGS = 300_000
#: Attributes in one tag: libxml2 compares each with all before it, so that time is quadratic.
MOST_ATTRIBUTES = 2_000
#: Elements that a reader does not see, or sees no text of. Ruby readings (rt) are seen, but they
#: would be glued to the words that they stand above.
_UNSEEN = (
    "title", "meta", "link", "base", "script", "style", "template", "noscript", "noframes", "svg",
    "math", "canvas", "object", "embed", "audio", "video", "iframe", "frame", "select", "datalist",
    "textarea", "input", "map", "area", "dialog", "rt", "rp", "progress", "meter", "hidden-by-page",
)  # fmt: skip
_PERHAPS_HIDDEN = etree.XPath("//@hidden/..|//@style/..")
_TAG = re.compile(rb"""[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
#: What may be a tag of too many attributes.
_LONG = re.compile(rb"<[^<]{%d,}" % (2 * MOST_ATTRIBUTES))
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
    for element in _PERHAPS_HIDDEN(root):
        if _is_hidden(element):
            element.tag = "hidden-by-page"
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    if (head := root.find("head")) is not None:
        # Where a page leaves out its body's tag, libxml2 takes newer elements to be in the head.
        head.tag = "div"
    return root


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style", "").lower()
    return "none" in style and "display:none" in "".join(style.split())


def _most_attributes(data: bytes) -> int:
    """The number of attributes of the tag that has most, 0 where no tag is long enough."""
    most = 0
    for piece in _LONG.findall(data):
        if tag := _TAG.match(piece, 1):
            names = _VALUE.sub(b"", tag.group())
            most = max(most, len(names.split()) - 1, names.count(b"="))
    return most
