"""What a body is, by its bytes before its name and its header.

A zip or an OLE file is only told as such: what it holds is looked at in the child.
"""

import re
from pathlib import PurePosixPath

import regex

from pagewords.files.model import FileError
from pagewords.text import media_type

#: What the page reader reads, or refuses: HTML, XHTML, plain text, and what no rule here knows.
PAGE = "page"
#: Bytes in which a kind shows itself; a PDF may have others before its own.
_SNIFFED, _PDF_WITHIN = 4_096, 1_024
_READ = (
    (re.compile(rb"PK\x03\x04"), "zip"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "ole"),
    (re.compile(rb"\{\\rtf"), "rtf"),
    (re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT(?:\s|$)"), "subtitles"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*1\s*\r?\n\d\d:\d\d:\d\d[,.]\d{3} +-->"), "subtitles"),
)
# Not with `re`: before Python 3.11.5 its possessive groups match too little.
_XML = (
    rb"(?:\xef\xbb\xbf)?\s*+"
    rb"(?:(?:<\?[^>]*+>|<!--(?:[^-]|-(?!->))*+-->|<!DOCTYPE(?!\s+(?:svg|(?i:html))\b)[^>]*+>)\s*+)*+"
)
_FEED = regex.compile(_XML + rb"<(?:rss|feed|rdf:RDF|(urlset|sitemapindex))\b")
_SVG = regex.compile(_XML + rb"<(?:svg\b|!DOCTYPE\s+svg\b)")
#: Formats that are not read, by what they begin with.
_REFUSED = (
    (re.compile(rb"HWP Document File V[123]"), "HWP 3"),
    (re.compile(rb"\x89PNG\r\n"), "PNG"),
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WebP"),
    (re.compile(rb"\0\0\0\x0cJXL "), "JPEG XL"),
    (re.compile(rb"\0\0\0\x0cjP  "), "JPEG 2000"),
    (re.compile(rb"RIFF....(?:WAVE|AVI )", re.DOTALL), "WAV/AVI"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "TIFF"),
    (re.compile(rb"....ftyp(?:hei|mif|avif)", re.DOTALL), "HEIC"),
    (re.compile(rb"....ftyp", re.DOTALL), "MP4"),
    (re.compile(rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]"), "MP3"),
    (re.compile(rb"OggS\x00"), "OGG"),
    (re.compile(rb"\x1a\x45\xdf\xa3"), "MKV"),
    (re.compile(rb"PK\x05\x06"), "ZIP"),
    (re.compile(rb"\x1f\x8b"), "GZIP"),
    (re.compile(rb"Rar!\x1a\x07"), "RAR"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7Z"),
    (re.compile(rb"BZh[1-9]"), "BZIP2"),
    (re.compile(rb"\xfd7zXZ"), "XZ"),
    (re.compile(rb"wOF[F2]"), "WOFF"),
    (re.compile(rb"%!PS"), "PostScript"),
    (re.compile(rb"AT&TFORM"), "DjVu"),
    (re.compile(rb".{60}BOOKMOBI", re.DOTALL), "MOBI"),
    (re.compile(rb"SQLite format 3\x00"), "SQLite"),
    (re.compile(rb"\x7fELF|MZ\x90"), "EXE"),
)
#: Kinds of text that only a name or a header tells.
_BY_NAME = {
    "md": "markdown", "markdown": "markdown", "mdown": "markdown", "mkd": "markdown",
    "csv": "csv", "tsv": "csv", "vtt": "subtitles", "srt": "subtitles",
}  # fmt: skip
_BY_TYPE = {
    "text/markdown": "markdown", "text/x-markdown": "markdown", "text/csv": "csv",
    "text/tab-separated-values": "csv", "text/vtt": "subtitles",
    "application/x-subrip": "subtitles", "text/srt": "subtitles",
}  # fmt: skip
_PAGES = ("text/html", "application/xhtml+xml")
#: Names of files that are never text: what has one and none of the beginnings above is damaged.
_NEVER_TEXT = frozenset((
    "pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "epub", "hwp", "hwpx", "doc", "ppt", "xls",
    "rtf", "zip", "png", "jpg", "jpeg", "gif", "mp3", "mp4",
))  # fmt: skip
#: Bytes that no text has (WHATWG MIME Sniffing, "binary data byte").
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(body: bytes, content_type: str | None = None, name: str = "") -> str:
    """`PAGE`, or the kind that `read_file` takes; `name` is a file's name or a URL's path.

    Raises `FileError` `not_a_page` for a format that is known and not read, and for binary data
    under the name of a document.
    """
    # Servers send empty lines before files, where a program of theirs has such at its end.
    start = body.lstrip()[:_SNIFFED]
    before, found, _ = start[:_PDF_WITHIN].partition(b"%PDF-")
    if found and b"<" not in before:
        return "pdf"
    for pattern, kind in _READ:
        if pattern.match(start):
            return kind
    for pattern, known in _REFUSED:
        if pattern.match(start):
            raise FileError("not_a_page", known)
    if feed := _FEED.match(start):
        return "sitemap" if feed[1] else "feed"
    # A page may begin with its icons.
    if _SVG.match(start) and media_type(content_type) not in _PAGES:
        raise FileError("not_a_page", "SVG")
    ending = PurePosixPath(name).suffix[1:].lower()
    if _BINARY.search(start) and not start.startswith(_UTF_16):
        if ending in _NEVER_TEXT:
            raise FileError("not_a_page")
        return PAGE
    return _by_name(ending, content_type)


def _by_name(ending: str, content_type: str | None) -> str:
    said = media_type(content_type)
    if said in _BY_TYPE:
        return _BY_TYPE[said]
    if said in _PAGES:
        return PAGE
    return _BY_NAME.get(ending, PAGE)
