"""EPUB → markup: the chapters in the order of the book, without its table of contents."""

import codecs
import posixpath
import re
from urllib.parse import unquote

from pagewords.files.model import FileError, FileText, Paragraph
from pagewords.files.zipped import Box, parse_xml

_ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding=["']([\w.-]+)""")
#: Encodings of Python that no book has: they take time quadratic in their input, make half
#: characters, or turn text into markup.
_REFUSED = frozenset(
    ("punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined")
)
_PROLOGUE = re.compile(r"\s*(?:<\?[^>]*>\s*|<!DOCTYPE[^>]*>\s*)*", re.IGNORECASE)


def read_epub(box: Box) -> FileText:
    """Read an e-book; raises `FileError` `encrypted` where a shop has locked its chapters."""
    container = box.xml("META-INF/container.xml")
    path = next(container.iter("{*}rootfile")).get("full-path") or ""
    package = box.xml(path)
    folder = posixpath.dirname(path)
    items = {item.get("id"): item for item in package.iter("{*}item")}
    locked = _locked(box)
    chapters: list[Paragraph] = []
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no":
            continue
        if "nav" in (item.get("properties") or "").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if name in locked:
            raise FileError("encrypted")
        if data := box.read(name):
            chapters.append(Paragraph(_markup(data), "markup"))
    title = next(package.iter("{http://purl.org/dc/elements/1.1/}title"), None)
    name = "".join(title.itertext()) if title is not None else ""
    return FileText("epub", tuple(chapters), " ".join(name.split()))


def _locked(box: Box) -> frozenset[str]:
    data = box.read("META-INF/encryption.xml")
    if not data:
        return frozenset()
    references = parse_xml(data).iter("{*}CipherReference")
    return frozenset(unquote(reference.get("URI") or "") for reference in references)


def _markup(data: bytes) -> str:
    said = _ENCODING.match(data)
    try:
        encoding = codecs.lookup(said[1].decode() if said else "utf-8-sig").name
        text = data.decode("utf-8" if encoding in _REFUSED else encoding, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return text[_PROLOGUE.match(text).end() :]  # type: ignore[union-attr] # it matches nothing too
