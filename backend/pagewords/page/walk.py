"""The whole page: all visible text of a tree, in blocks.

`foo</p><p>bar` is two words and `<b>b</b>old` is one: block elements and line breaks end a block,
inline elements do not. The walk is iterative, since trees may be deeper than Python's stack.
"""

from functools import partial
from typing import NamedTuple

from lxml import etree

from pagewords.page.document import make_zone
from pagewords.text import Zone

_BLOCK, _HEADING, _LISTING, _LINK, _CODE = range(1, 6)
_BLOCKS = (
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd",
    "details", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "frameset", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
    "option", "p", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
)  # fmt: skip
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_KINDS = {
    **dict.fromkeys(_BLOCKS, _BLOCK),
    **dict.fromkeys(HEADINGS, _HEADING),
    **dict.fromkeys(["pre", "listing", "xmp", "plaintext"], _LISTING),
    **dict.fromkeys(["code", "kbd", "samp", "tt", "var"], _CODE),
    "a": _LINK,
}
#: Which zone wins where several hold.
_ZONES = ((_LISTING, "listing"), (_HEADING, "heading"), (_LINK, "link"), (_CODE, "code"))
#: The share of a page's characters from which its listings are its text, as in a mail or an RFC.
ALL_LISTING = 0.9


class Line(NamedTuple):
    """A block of the page: its text with white space folded, its zones, whether it is of code."""

    text: str
    zones: tuple[Zone, ...]
    code: bool


_make_line = partial(tuple.__new__, Line)
#: A stretch of text as it stands in the page, and its zone or "".
_Part = tuple[str, str]


def walk(root: etree._Element) -> tuple[list[Line], int]:
    """The blocks of a tree in order, and how deep the tree is.

    Written as one loop with few calls: it runs twice for each element of the page.
    """
    lines: list[Line] = []
    parts: list[_Part] = []
    inside = [0] * 6
    zone = ""
    # How many parts there were when the last link ended, and where it leads to.
    ended, place = -1, None
    depth = deepest = 0
    kind_of = _KINDS.get
    for event, element in etree.iterwalk(root, events=("start", "end")):
        kind = kind_of(element.tag)
        start = event == "start"
        if kind is not None:
            if kind <= _LISTING and parts:
                lines += _lines(parts)
                parts, ended = [], -1
            if kind != _BLOCK:
                inside[kind] += 1 if start else -1
                zone = _zone(inside)
                if kind == _LINK:
                    href = element.get("href")
                    if not start:
                        ended, place = len(parts), href
                    elif parts and ended == len(parts) and place and href and place != href:
                        # Two links that adjoin are drawn apart; one that is cut in two is not.
                        parts.append((" ", zone))
        if start:
            depth += 1
            if depth > deepest:
                deepest = depth
            text = element.text
        else:
            depth -= 1
            text = element.tail
        # White space before a block's first word is none of it.
        if text and (parts or not text.isspace()):
            parts.append((text, zone))
    if parts:
        lines += _lines(parts)
    return _prose(lines), deepest


def _zone(inside: list[int]) -> str:
    """The zone of text in so many elements of each kind."""
    for kind, name in _ZONES:
        if inside[kind]:
            return name
    return ""


def _lines(parts: list[_Part]) -> list[Line]:
    """The parts of one block with their white space folded; a listing keeps its lines."""
    if parts[0][1] == "listing":
        text = "".join(text for text, _ in parts)
        folded = (" ".join(line.split()) for line in text.splitlines())
        return [Line(line, (Zone(0, len(line), "code"),), True) for line in folded if line]
    if len(parts) > 1:
        return _fold(parts)
    text, zone = parts[0]
    text = " ".join(text.split())
    return [_make_line((text, (make_zone((0, len(text), zone)),) if zone else (), False))]


def _fold(parts: list[_Part]) -> list[Line]:
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
        pieces.append(folded)
        end = length + len(folded)
        if zone:
            zones.append(make_zone((length, end, zone)))
        length = end
        space = text[-1].isspace()
    return [_make_line(("".join(pieces), tuple(zones), False))]


def _prose(lines: list[Line]) -> list[Line]:
    """The same lines, where nearly all of them are listings as prose: such a page is no program."""
    code = sum(len(line.text) for line in lines if line.code)
    if code <= ALL_LISTING * sum(len(line.text) for line in lines):
        return lines
    return [Line(line.text, (), False) if line.code else line for line in lines]
