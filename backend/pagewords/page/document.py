"""What reading a page gives: its text in blocks, and what it says of itself."""

from functools import partial
from typing import NamedTuple

from pagewords.text import Block, Zone

_SENTENCES = {
    "not_a_page": "The address holds something other than a page of text.",
    "too_complex": "The page takes more time or memory to read than a page may take.",
    "bad_response": "The page's text cannot be read.",
}


class PageError(Exception):
    """Bytes that cannot be read as a page; `code` is stable."""

    def __init__(self, code: str) -> None:
        super().__init__(_SENTENCES[code])
        self.code = code


#: As `_make`, in C and without its check: a page has thousands of them.
make_block = partial(tuple.__new__, Block)
make_zone = partial(tuple.__new__, Zone)


class Document(NamedTuple):
    """A page's text. Spans are in characters of `page_text`, ordered, and do not overlap.

    `main_text` is the main blocks without those of code; `main_confidence` is the F1 that it is
    expected to have, from 0 to 1, and `main_found` is False only where a page has no text.
    `language` is what the page says, BCP 47. `source` is where the text comes from: `page`, `data`
    for what a page holds for its program, `description` for what it says of a video, `oembed` for a
    site's oEmbed answer. `frames` are the URLs of frames of the same site, of a page with little
    text of its own. `needs_javascript`
    says that the page has no text of its own because a program draws it; `wall` what stands before
    the page instead of it: `challenge`, `consent`, `login` or `paywall`.
    """

    page_text: str
    blocks: tuple[Block, ...]
    zones: tuple[Zone, ...] = ()
    title: str = ""
    language: str | None = None
    main_found: bool = True
    main_confidence: float = 1.0
    source: str = "page"
    frames: tuple[str, ...] = ()
    needs_javascript: bool = False
    wall: str | None = None

    @property
    def main_text(self) -> str:
        """The main blocks without those of code, a line each."""
        return "\n".join(
            self.page_text[block.start : block.end]
            for block in self.blocks
            if block.main and not block.code
        )
