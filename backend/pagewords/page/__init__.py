"""Bytes → text in blocks: title, language, main text, whole page. Pure: no network, no database.

`read_page` reads HTML, XHTML and plain text; `read_text` makes the same of a pasted text.
"""

from pagewords.page.document import Document, PageError
from pagewords.page.read import read_page, read_text
from pagewords.page.wall import is_challenge

__all__ = ["Document", "PageError", "is_challenge", "read_page", "read_text"]
