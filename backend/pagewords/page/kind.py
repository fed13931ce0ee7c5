"""What kind of body was sent: HTML, XHTML, plain text, or something that is no page."""

import json
import re

import regex

from pagewords.page.document import PageError
from pagewords.text import media_type

HTML, XHTML, TEXT = "text/html", "application/xhtml+xml", "text/plain"
#: Types that say nothing of what a body is for readers: its first bytes decide.
_XML, _BYTES = ("application/xml", "text/xml"), "application/octet-stream"
_ROOT = re.compile(rb"<html\b", re.IGNORECASE)
#: Bytes in which a kind shows itself.
SNIFFED = 2_048
#: What bodies begin with that are sent as pages and are none.
_OTHER = re.compile(
    rb"%PDF-|\x89PNG|\xff\xd8\xff|GIF8[79]a|PK\x03\x04|\x1f\x8b|RIFF....(?:WEBP|WAVE|AVI )|"
    rb"\x00\x00\x00|\x7fELF|wOF[F2]|ID3|OggS|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ"
)
#: Documents in XML that are none for readers.
# Not with `re`: see `bounds`.
_FEED = regex.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:rss|feed|svg|urlset|rdf:RDF)\b",
)
_MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|!--|html|head|body|div|p|title|meta|table|a|h[1-6]|br|ul|script|style|b|span|article)\b",
    re.IGNORECASE,
)
#: What only a page begins with, also where it is sent as plain text.
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
#: Bytes that no text has (WHATWG MIME Sniffing, "binary data byte").
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(body: bytes, content_type: str | None) -> str:
    """`HTML`, `XHTML` or `TEXT`; raises `PageError` `not_a_page` for anything else.

    The header is believed unless the first bytes show something that is no text; where it says
    nothing, they decide.
    """
    said = media_type(content_type)
    start = body.lstrip()[:SNIFFED]
    if said in _XML and _ROOT.search(start):
        said = XHTML
    if "/" in said and said not in (HTML, XHTML, TEXT, _BYTES):
        raise PageError("not_a_page")
    if _OTHER.match(start) or _FEED.match(start) or (said != TEXT and _is_json(body, start)):
        raise PageError("not_a_page")
    if said in (HTML, XHTML):
        return said
    if _PAGE.match(start):
        return HTML
    if (
        _BINARY.search(start)
        and not start.startswith(_UTF_16)
        and "charset" not in (content_type or "")
    ):
        raise PageError("not_a_page")
    if said == TEXT:
        return TEXT
    return HTML if _MARKUP.search(start.replace(b"\0", b"")) else TEXT


def _is_json(body: bytes, start: bytes) -> bool:
    if not start.startswith((b"{", b"[")):
        return False
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True
