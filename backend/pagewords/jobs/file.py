"""From the bytes of a file to a document: tell its kind, read it in a child, settle its lines."""

from typing import Any
from urllib.parse import unquote

from pagewords import files, links
from pagewords.fetch import parse_url
from pagewords.files.child import OnPage
from pagewords.jobs.failure import JobError
from pagewords.page import Document, decode, read_page, read_parts
from pagewords.text import join_surrogates
from pagewords.words import is_one_korean_word

#: Kinds of files that are text in an encoding of their own.
_TEXTS = frozenset(("csv", "markdown", "subtitles"))


def name_in(path: str) -> str:
    """The file's name at the end of a URL's path."""
    return unquote(path.rstrip("/").rpartition("/")[2])


def read_file(
    kind: str, body: bytes, content_type: str | None, name: str, deadline: float, on_page: OnPage
) -> tuple[Document, tuple[files.Entry, ...]]:
    """Read a file of a kind that `files.kind_of` told: its text, and what it lists if it is a feed
    or sitemap. Raises `FileError` or `PageError`.

    `name` is its title where it says none of its own.
    """
    if kind in _TEXTS:
        body = decode(body, content_type).encode()
    text = files.read_file(kind, body, deadline, on_page)
    # Formats in UTF-16 may have half of a character, which Kiwi and the database cannot take.
    whole = [part._replace(text=join_surrogates(part.text)) for part in text.paragraphs]
    parts = files.decide_line_ends(whole, is_one_korean_word)
    return read_parts(parts, text.title or name)._replace(source=text.source), text.entries


def links_of(entries: tuple[files.Entry, ...], base: str) -> list[dict[str, Any]] | None:
    """Entries as a result has them, without those whose link cannot be fetched; None for none.

    `base` is the URL of their feed.
    """
    found = []
    for entry in entries:
        try:
            found.append(entry._replace(url=parse_url(links.join(base, entry.url)).url)._asdict())
        except ValueError:
            continue
    return found or None


def read_sent(body: bytes, name: str, deadline: float, on_page: OnPage) -> Document:
    """Read a file from a reader's machine, which may be a saved page or plain text too."""
    kind = files.kind_of(body, None, name)
    if kind != files.PAGE:
        return read_file(kind, body, None, name, deadline, on_page)[0]
    document = read_page(body)
    if document.needs_javascript:
        raise JobError("needs_javascript", "A program in the browser draws this page.")
    return document._replace(title=document.title or name)
