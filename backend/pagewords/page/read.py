"""Reading: what kind of body it is, and its parts put together."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import accumulate, repeat

from pagewords.page.about import About, read_about, read_frame
from pagewords.page.charset import decode
from pagewords.page.document import Document, PageError, make_block, make_zone
from pagewords.page.kind import TEXT, XHTML, kind_of
from pagewords.page.main_text import find_main
from pagewords.page.tree import parse
from pagewords.page.walk import Line, walk

#: Bytes beyond which a body is not read; more than a fetch lets through.
MOST_BYTES = 16_000_000
_UNWANTED = re.compile("[\0\ud800-\udfff]")
#: White space that XML has not, form feeds above all, at which the extractor fails: as it is, and
#: by its number. Each is looked for in C, most pages having neither.
_SPACES = "\x0b\x0c\x1c\x1d\x1e\x1f"
_NUMBERED_SPACE = re.compile("&#(?:0*(?:1[12]|2[89]|3[01])|[xX]0*(?:[bBcC]|1[c-fC-F]));")
_WORD = re.compile(r"[^\W\d_]")
#: In XHTML an element may close itself, which an HTML parser would take for its beginning.
_CLOSED = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)"
    r"([a-zA-Z][\w:-]*+)((?:\s[^<>]*)?)/>"
)


def read_page(body: bytes, content_type: str | None = None, url: str | None = None) -> Document:
    """Read a page; `content_type` is the header as sent, `url` where the page came from.

    Raises `PageError`: `not_a_page` for what is neither HTML, XHTML nor plain text, `too_complex`
    for more bytes, tags, attributes or levels than a page may have.
    """
    if len(body) > MOST_BYTES:
        raise PageError("too_complex")
    kind = kind_of(body, content_type)
    text, charset = decode(body, content_type)
    # No codec that is taken gives surrogates.
    text = text.replace("\0", "")
    if kind == TEXT:
        return _read_plain(text)._replace(charset=charset)
    if kind == XHTML:
        text = _CLOSED.sub(r"<\1\2></\1>", text)
    return _read_html(_blanked(text), charset, url)


def read_text(text: str, title: str = "") -> Document:
    """Read a pasted text: a block a line."""
    return _read_plain(_UNWANTED.sub("", text))._replace(
        title=" ".join(_UNWANTED.sub("", title).split())
    )


def _read_plain(text: str) -> Document:
    folded = (" ".join(line.split()) for line in text.splitlines())
    lines = [Line(line, (), False) for line in folded if line]
    return _document(lines, None, About(), "utf-8")._replace(main_found=True)


def _blanked(markup: str) -> str:
    """The markup with a space for each white space that XML has not."""
    for space in _SPACES:
        markup = markup.replace(space, " ")
    return _NUMBERED_SPACE.sub(" ", markup)


def _read_html(markup: str, charset: str, url: str | None) -> Document:
    about = read_about(markup, url)
    root = parse(markup)
    lines, depth = walk(root) if root is not None else ([], 0)
    main = None
    if root is not None and lines:
        main = find_main(root, lines, depth, partial(parse, markup))
    document = _document(lines, main, about, charset)
    if _has_words(document):
        return document
    tags = markup.lower()
    return document._replace(
        frame=read_frame(markup, url) if "frame" in tags else None,
        needs_javascript="<script" in tags and not _WORD.search(document.page_text),
    )


def _has_words(document: Document) -> bool:
    """Whether a page has text of its own; links alone, such as one to the content, are none."""
    text, end = document.page_text, 0
    for zone in document.zones:
        if zone.zone == "link":
            if _WORD.search(text, end, zone.start):
                return True
            end = zone.end
    return _WORD.search(text, end) is not None


def _document(
    lines: Sequence[Line], main: Sequence[bool] | None, about: About, charset: str
) -> Document:
    texts = [line.text for line in lines]
    ends = [*accumulate([len(text) + 1 for text in texts])]
    starts = [0, *ends[:-1]]
    of_main = repeat(True) if main is None else main
    blocks = [
        (start, end - 1, inside, line.code)
        for start, end, inside, line in zip(starts, ends, of_main, lines, strict=False)
    ]
    zones = [
        (place + start, place + end, name)
        for place, line in zip(starts, lines, strict=False)
        for start, end, name in line.zones
    ]
    return Document(
        page_text="\n".join(texts),
        blocks=tuple(map(make_block, blocks)),
        zones=tuple(map(make_zone, zones)),
        title=about.title,
        language=about.language,
        description=about.description,
        canonical=about.canonical,
        charset=charset,
        main_found=main is not None,
    )
