"""What reading a file gives, and the error where it gives nothing."""

from typing import NamedTuple

_SENTENCES = {
    "encrypted": "The file is protected with a password.",
    "no_text": "The file has no text that can be read: its pages are pictures, or its letters have "
    "no meaning.",
    "not_a_page": "The file is damaged, or it is not what its name says.",
    "too_complex": "The file takes more time or memory to read than a file may take.",
}
_NOT_READ = "This is a {} file, which is not read. Save it as PDF, DOCX or plain text."
#: Stands in a paragraph where a line of a PDF ends beside a Korean letter: for a space, or nothing.
LINE_END = "\x1f"


class FileError(Exception):
    """A file that cannot be read.

    `code` is `encrypted`, `no_text`, `too_complex` or `not_a_page`; `format` is the name of a
    format that is known and not read, such as `DOC`, and empty for a file that is damaged.
    """

    def __init__(self, code: str, file_format: str = "") -> None:
        super().__init__(_NOT_READ.format(file_format) if file_format else _SENTENCES[code])
        self.code = code
        self.format = file_format


class Paragraph(NamedTuple):
    """A paragraph, heading, cell or line of code; `zone` is `heading`, `code` or empty.

    With the zone `markup` it is HTML for the page reader.
    """

    text: str
    zone: str = ""


class Entry(NamedTuple):
    """What a feed or sitemap lists: a title, which may be empty, a link and a date (RFC 3339)."""

    title: str
    url: str
    date: str | None = None


class FileText(NamedTuple):
    """The text of a file: its paragraphs in order.

    `source` is what the file was read as, such as `pdf`. `title` is what it says of itself.
    `entries` are the newest of a feed or sitemap.
    """

    source: str
    paragraphs: tuple[Paragraph, ...] = ()
    title: str = ""
    entries: tuple[Entry, ...] = ()
