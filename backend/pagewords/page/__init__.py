"""Bytes → text in blocks: title, language, main text, whole page. Pure: no network, no database.

`read_page` reads HTML, XHTML and plain text; `read_text` makes the same of a pasted text, and
`read_parts` of the paragraphs of a file. `decode` tells the encoding of plain text.
"""

from pagewords.page.charset import decode
from pagewords.page.document import Document, PageError
from pagewords.page.read import read_page, read_parts, read_text
from pagewords.page.wall import is_challenge

__all__ = [
    "Document",
    "PageError",
    "decode",
    "is_challenge",
    "read_page",
    "read_parts",
    "read_text",
]
