"""The lines of a page: the text of a block with its white space folded, and its zones."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from pagewords.page.blocks.code import is_code
from pagewords.page.document import PageError, make_zone
from pagewords.text import Zone


class Line(NamedTuple):
    """A block of the page: its text with white space folded, its zones, whether it is of code."""

    text: str
    zones: tuple[Zone, ...]
    code: bool


#: Lines of an HTML page: a listing has as many as it has line breaks, without a tag.
MOST_LINES = 300_000
#: Lines of plain text or of a file: a list of all words of a language has half as many.
MOST_TEXT_LINES = 1_000_000
#: Characters from which a text that adjoins the same text is the copy that is only read aloud.
COPY = 8
_make_line = partial(tuple.__new__, Line)
#: A stretch of text as it stands in the page, and its zone or "".
Part = tuple[str, str]


def make_lines(parts: Sequence[Part]) -> list[Line]:
    """The parts of one block with their white space folded; a listing keeps its lines.

    Raises `PageError` `too_complex` for a listing of more than `MOST_LINES`.
    """
    if parts[0][1] == "listing":
        text = "".join(text for text, _ in parts)
        if text.count("\n") > MOST_LINES:
            raise PageError("too_complex")
        folded = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
        if is_code(folded):
            return [Line(line, (Zone(0, len(line), "code"),), True) for line in folded]
        return [Line(line, (), False) for line in folded]
    if len(parts) > 1:
        return _fold(parts)
    text, zone = parts[0]
    text = " ".join(text.split())
    return [_make_line((text, (make_zone((0, len(text), zone)),) if zone else (), False))]


def _fold(parts: Sequence[Part]) -> list[Line]:
    """Fold white space over the borders of inline elements, and keep their zones' offsets."""
    pieces: list[str] = []
    zones: list[Zone] = []
    length, space = 0, False
    for text, zone in parts:
        folded = " ".join(text.split())
        if not folded:
            space = True
            continue
        if length and (space or text[0].isspace()):
            pieces.append(" ")
            length += 1
        elif length and folded == pieces[-1] and len(folded) >= COPY:
            space = text[-1].isspace()
            continue
        pieces.append(folded)
        end = length + len(folded)
        if zone:
            zones.append(make_zone((length, end, zone)))
        length = end
        space = text[-1].isspace()
    return [_make_line(("".join(pieces), tuple(zones), False))]
