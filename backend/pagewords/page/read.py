"""Reading: what kind of body it is, and its parts put together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice

from pagewords.page.blocks.lines import MOST_TEXT_LINES, Line
from pagewords.page.blocks.walk import Walk
from pagewords.page.bounds import Room
from pagewords.page.charset import decode
from pagewords.page.document import Document, PageError, make_block, make_zone
from pagewords.page.frames import read_frames
from pagewords.page.head import TITLE, Head, read_head
from pagewords.page.kind import TEXT, XHTML, kind_of
from pagewords.page.main_text.find import find_main, model
from pagewords.page.prose import prose
from pagewords.page.state import read_data
from pagewords.page.tree import parse
from pagewords.page.wall import LITTLE, SCRIPTED, find_wall

#: Bytes beyond which a body is not read; more than a fetch lets through.
MOST_BYTES = 16_000_000
_UNWANTED = re.compile("[\0\ud800-\udfff]")
#: The line before code in Markdown (CommonMark, "fenced code blocks"), and its most characters.
LONGEST_FENCE = 98
_FENCE = re.compile(rf" {{0,3}}(`{{3,{LONGEST_FENCE}}}(?=[^`]*$)|~{{3,{LONGEST_FENCE}}})")
#: In XHTML an element may close itself, which an HTML parser would take for its beginning.
_CLOSED = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)"
    r"([a-zA-Z][\w:-]*+)((?:\s[^<>]*)?)/>"
)


def read_page(
    body: bytes,
    content_type: str | None = None,
    url: str | None = None,
    asked: str | None = None,
) -> Document:
    """Read a page; `content_type` is the header as sent, `url` where the page came from.

    `asked` is the link that led to it, where that is another one.

    Raises `PageError`: `not_a_page` for what is neither HTML, XHTML nor plain text, `too_complex`
    for more bytes, tags, attributes, levels or lines than a page may have.
    """
    if len(body) > MOST_BYTES:
        raise PageError("too_complex")
    kind = kind_of(body, content_type)
    # No codec that is taken gives surrogates.
    text = decode(body, content_type).replace("\0", "")
    if kind == TEXT:
        return _of_lines(_folded(text.splitlines()))
    if kind == XHTML:
        text = _CLOSED.sub(r"<\1\2></\1>", text)
    return _read_html(text, url, asked)


def read_text(text: str, title: str = "") -> Document:
    """Read a pasted text: a block a line, and code between the fences of Markdown."""
    return _of_lines(_between_fences(_UNWANTED.sub("", text).splitlines()), title)


def read_parts(parts: Iterable[tuple[str, str]], title: str = "") -> Document:
    """Read the parts of a file, all of which are main text.

    A part is a text and its zone: `heading`, `code`, nothing, or `markup` for HTML. Raises
    `PageError` `too_complex` for more tags, attributes or levels than a page may have, or lines
    than a text.
    """
    return _of_lines(_lines_of(parts), title)


def _lines_of(parts: Iterable[tuple[str, str]]) -> Iterator[Line]:
    room = Room()
    for text, zone in parts:
        text = _UNWANTED.sub("", text)
        if zone == "markup":
            walk = Walk(model().names, room)
            walk.run(parse(_CLOSED.sub(r"<\1\2></\1>", text), room))
            yield from walk.lines
        else:
            yield from _folded([text], zone)


def _of_lines(found: Iterable[Line], title: str = "") -> Document:
    lines = [*islice(found, MOST_TEXT_LINES + 1)]
    if len(lines) > MOST_TEXT_LINES:
        raise PageError("too_complex")
    head = Head(" ".join(_UNWANTED.sub("", title).split())[:TITLE])
    return _document(lines, [True] * len(lines), head)


def _folded(lines: Iterable[str], zone: str = "") -> Iterator[Line]:
    """Lines with their white space folded, those without words left out."""
    for line in lines:
        if folded := " ".join(line.split()):
            zones = (make_zone((0, len(folded), zone)),) if zone else ()
            yield Line(folded, zones, zone == "code")


def _between_fences(lines: Sequence[str]) -> Iterator[Line]:
    """The lines of a text; a fence that is never closed is none."""
    closings = _closings(lines)
    place = 0
    while place < len(lines):
        if (close := closings.get(place)) is None:
            yield from _folded([lines[place]])
            place += 1
        else:
            yield from _folded(lines[place + 1 : close], "code")
            place = close + 1


def _closings(lines: Sequence[str]) -> dict[int, int]:
    """For each line that may open a fence the line that closes it: the next one that has as many of
    its characters, or more, and nothing else."""
    found: dict[int, int] = {}
    #: By how many characters a fence has.
    nearest: dict[str, list[int | None]] = {sign: [None] * (LONGEST_FENCE + 1) for sign in "`~"}
    for number in range(len(lines) - 1, -1, -1):
        if fence := _FENCE.match(lines[number]):
            close = nearest[fence[1][0]][len(fence[1])]
            if close is not None:
                found[number] = close
        bare = lines[number].strip()
        if bare.startswith(("```", "~~~")) and not bare.strip(bare[0]):
            length = min(len(bare), LONGEST_FENCE) + 1
            nearest[bare[0]][:length] = [number] * length
    return found


def _read_html(markup: str, url: str | None, asked: str | None) -> Document:
    head = read_head(markup)
    walk = Walk(model().names)
    root = parse(markup)
    walk.run(root)
    if lines := walk.lines:
        # What it was found by takes memory, and goes now.
        main, confidence = find_main(walk, head)[:2]
        document = _document(lines, main, head)._replace(main_confidence=confidence)
    else:
        document = _document([], [], head)._replace(main_found=False, main_confidence=0.0)
    if (data := read_data(root, markup, document.main_text)) is not None:
        added = Walk(model().names)
        added.run(parse(data.markup))
        return _with_data(walk.lines, added.lines, head)._replace(source=data.source)
    found = find_wall(root, markup, document, url, asked)
    return document._replace(
        frames=read_frames(root, url) if prose(document, LITTLE) < LITTLE else (),
        needs_javascript=found == SCRIPTED,
        wall=None if found == SCRIPTED else found,
    )


def _with_data(seen: list[Line], added: list[Line], head: Head) -> Document:
    """What is seen of a page and, as its main text, what its data add."""
    known = {line.text for line in added}
    others = [line for line in seen if line.text not in known]
    return _document(others + added, [False] * len(others) + [True] * len(added), head)


def _document(lines: Sequence[Line], main: Sequence[bool], head: Head) -> Document:
    texts = [line.text for line in lines]
    ends = [*accumulate([len(text) + 1 for text in texts])]
    starts = [0, *ends[:-1]]
    blocks = (
        (start, end - 1, inside, line.code)
        for start, end, inside, line in zip(starts, ends, main, lines, strict=False)
    )
    zones = [
        (place + start, place + end, name)
        for place, line in zip(starts, lines, strict=False)
        for start, end, name in line.zones
    ]
    return Document(
        page_text="\n".join(texts),
        blocks=tuple(map(make_block, blocks)),
        zones=tuple(map(make_zone, zones)),
        title=head.title,
        language=head.language,
    )
