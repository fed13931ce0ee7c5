"""What kind of body was sent: HTML, XHTML, plain text, or something that is no page."""

import json
import re

from pagewords.page.document import PageError
from pagewords.text import media_type

HTML, XHTML, TEXT = "text/html", "application/xhtml+xml", "text/plain"
#: Types that say nothing of what a body is for readers: its first bytes decide.
_XML, _BYTES = ("application/xml", "text/xml"), "application/octet-stream"
_ROOT = re.compile(rb"<html\b", re.IGNORECASE)
#: Bytes in which a kind shows itself.
SNIFFED = 2_048
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

    The header is believed; where it says nothing, the first bytes decide. They do not show a file:
    who reads files looks at them before.
    """
    said = media_type(content_type)
    start = body.lstrip()[:SNIFFED]
    if said in _XML and _ROOT.search(start):
        said = XHTML
    if "/" in said and said not in (HTML, XHTML, TEXT, _BYTES):
        raise PageError("not_a_page")
    if said != TEXT and _is_json(body, start):
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
