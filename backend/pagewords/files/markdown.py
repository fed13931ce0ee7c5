"""Markdown → markup, with its fences apart: what stands in them is code, whatever it looks like."""

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pagewords.files.model import FileText, Paragraph

#: What generators of sites read in front of the text, between two lines of dashes.
_FRONT = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.*?\r?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_FRONT_TITLE = re.compile(r"""^title[ \t]*:[ \t]*["']?(.*?)["']?[ \t]*$""", re.MULTILINE)


def read_markdown(body: bytes) -> FileText:
    """Read Markdown in UTF-8, as CommonMark with tables."""
    text = body.decode("utf-8", "replace")
    front = _FRONT.match(text)
    titled = _FRONT_TITLE.search(front[1] or "") if front else None
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = reader.parse(text[front.end() :] if front else text)
    found: list[Paragraph] = []
    pending: list[Token] = []
    for token in tokens:
        if token.type in ("fence", "code_block"):
            found.append(_markup(reader, pending))
            pending = []
            found += [Paragraph(line, "code") for line in token.content.splitlines()]
        else:
            pending.append(token)
    found.append(_markup(reader, pending))
    return FileText("markdown", tuple(found), titled[1] if titled else _heading(tokens))


def _markup(reader: MarkdownIt, tokens: list[Token]) -> Paragraph:
    return Paragraph(reader.renderer.render(tokens, reader.options, {}), "markup")


def _heading(tokens: list[Token]) -> str:
    """The text of the first heading of the first rank."""
    for token, after in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            texts = (child.content for child in after.children or () if child.type == "text")
            return " ".join("".join(texts).split())
    return ""
