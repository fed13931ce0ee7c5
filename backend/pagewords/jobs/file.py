"""From the bytes of a file to a document: tell its kind, read it in a child, settle its lines."""

from urllib.parse import unquote

from pagewords import files
from pagewords.files.child import OnPage
from pagewords.jobs.failure import JobError
from pagewords.page import Document, decode, read_page, read_parts
from pagewords.words import is_one_korean_word

#: Kinds of files that are text in an encoding of their own.
_TEXTS = frozenset(("csv", "markdown", "subtitles"))


def name_in(path: str) -> str:
    """The file's name at the end of a URL's path."""
    return unquote(path.rstrip("/").rpartition("/")[2])


def read_file(
    kind: str, body: bytes, content_type: str | None, name: str, deadline: float, on_page: OnPage
) -> Document:
    """Read a file of a kind that `files.kind_of` told; raises `FileError` or `PageError`.

    `name` is its title where it says none of its own.
    """
    if kind in _TEXTS:
        body = decode(body, content_type)[0].encode()
    text = files.read_file(kind, body, deadline, on_page)
    parts = files.decide_line_ends(text.paragraphs, is_one_korean_word)
    return read_parts(parts, text.title or name)._replace(source=text.source)


def read_sent(body: bytes, name: str, deadline: float, on_page: OnPage) -> Document:
    """Read a file from a reader's machine, which may be a saved page or plain text too."""
    kind = files.kind_of(body, None, name)
    if kind != files.PAGE:
        return read_file(kind, body, None, name, deadline, on_page)
    document = read_page(body)
    if document.needs_javascript:
        raise JobError("needs_javascript", "A program in the browser draws this page.")
    return document._replace(title=document.title or name)
