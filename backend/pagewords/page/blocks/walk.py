"""The walk: one pass over a page's tree that gives its blocks and what the features are made of.

`foo</p><p>bar` is two words and `<b>b</b>old` is one: block elements and line breaks end a block,
inline elements do not. Beside the blocks the walk notes a row for each element that may hold some:
its parent, its name, and which blocks stand in it, which is a range. Iterative, since trees may be
deeper than Python's stack.
"""

from selectolax.lexbor import LexborNode

from pagewords.page.blocks.elements import (
    APART,
    BLOCK,
    BUTTON,
    CODE,
    DRAWN_AS_BLOCK,
    EDITS,
    HEADING,
    KINDS,
    LINK,
    LISTING,
    PLAIN,
    STRUCK,
    adjoins,
)
from pagewords.page.blocks.hiding import Hiding
from pagewords.page.blocks.lines import MOST_LINES, Line, Part, make_lines
from pagewords.page.blocks.names import Names, key_of
from pagewords.page.bounds import Room
from pagewords.page.document import PageError
from pagewords.page.tree import TEMPLATE, TEXT, UNSEEN, is_note, shadow

#: Which zone wins where several hold.
_ZONES = ((LISTING, "listing"), (HEADING, "heading"), (LINK, "link"), (CODE, "code"))
#: The share of a page's characters from which its listings are its text, as in a mail or an RFC.
ALL_LISTING = 0.9


class Walk:
    """The blocks of a tree in order, the element that each begins in, and the elements that may
    hold blocks, the page first.

    Of each element `rows` has its parent's number, the first of its blocks, its level, a number for
    its tag and class, the score of its name, the sum, the least and the greatest of its own and its
    ancestors' scores; `last` the number behind its last block; `bits` which of the known names it
    and its ancestors have. `images` and `times` are the numbers of the blocks in which, or right
    before which, such an element stands.
    """

    def __init__(self, names: Names, room: Room | None = None) -> None:
        self._room = room or Room()
        self.lines: list[Line] = []
        self.owners: list[int] = []
        self.rows = [(0, 0, 0, -1, 0.0, 0.0, 0.0, 0.0)]
        self.last, self.bits = [0], [0]
        self.images: list[int] = []
        self.times: list[int] = []
        self._names = names
        self._known, self._look_up = names.known.get, names.look_up
        self._parts: list[Part] = []
        self._inside = [0] * 7
        self._zone = ""
        #: How many parts there were when the last link ended, and where it leads to.
        self._ended, self._place = -1, ""
        self._at = self._owner = 0
        #: For each element entered: its kind, the row outside it, where it leads to.
        self._open: list[tuple[int, int, str]] = []

    def run(self, top: LexborNode) -> None:
        """Walk over a tree; raises `PageError` `too_complex` for more than `MOST_LINES`."""
        self._hiding = Hiding(top, self._room)
        self._by_name = self._hiding.by_name
        above: list[LexborNode] = []
        node, parts = top, self._parts
        enter, leave, add_text = self.enter, self.leave, self.add_text
        while True:
            child = None
            if (tag := node.tag or "") == TEXT:
                text = node.text_content
                # White space before a block's first word is none of it.
                if text and (parts or not text.isspace()):
                    add_text(text)
            elif tag in UNSEEN and not (tag == "dialog" and "open" in node.attributes):
                if tag == TEMPLATE and (child := shadow(node)) is not None:
                    self._open.append((0, self._at, ""))
            elif enter(node, tag) and (child := node.first_child) is None:
                leave()
            if child is not None:
                above.append(node)
                node = child
                continue
            while (following := node.next if above else None) is None:
                if not above:
                    self._finish()
                    return
                node = above.pop()
                leave()
            node = following

    def add_text(self, text: str) -> None:
        """Take in the text of a node."""
        if not self._parts:
            self._owner = self._at
        self._parts.append((text, self._zone))

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Go into an element, unless it is not seen."""
        attributes = node.attributes
        if (
            (
                self._by_name
                or "style" in attributes
                or "hidden" in attributes
                or "popover" in attributes
            )
            and tag not in ("html", "body")
            and self._hiding.is_hidden(node, tag, attributes)
        ):
            return False  # a script of the page would show its body
        kind, place = KINDS.get(tag, 0), ""
        if kind:
            if kind == LINK:
                place = attributes.get("href") or ""
                kind = self._enter_link(place)
            if kind <= LISTING and self._parts:
                self._end_block()
            if kind == BUTTON:
                self._draw_apart()
            elif kind != BLOCK:
                self._count(kind, 1)
        elif tag == "img":
            self.images.append(len(self.lines))
        elif tag == "time":
            self.times.append(len(self.lines))
        elif tag == "sup" and self._is_note(node):
            return False
        elif tag == "span" and not EDITS.isdisjoint((attributes.get("class") or "").split()):
            # A wiki's link to edit is no part of the heading that it stands in.
            kind = BLOCK
            self._end_block()
        elif (style := attributes.get("style")) and DRAWN_AS_BLOCK.search(style):
            kind = BLOCK
            self._end_block()
        elif ("-" in tag or tag in STRUCK) and adjoins(node, tag):
            kind = APART
        self._open.append((kind, self._at, place))
        if not self._parts and tag not in PLAIN:
            self._add_row(tag, attributes)
        return True

    def leave(self) -> None:
        """Go out of the innermost element."""
        kind, outer, place = self._open.pop()
        if kind:
            if kind <= LISTING and self._parts:
                self._end_block()
            if kind >= BUTTON:
                self._draw_apart()
            elif kind != BLOCK:
                self._count(kind, -1)
                if kind == LINK:
                    self._ended, self._place = len(self._parts), place
        if outer != self._at:
            self.last[self._at] = len(self.lines) + bool(self._parts)
            self._at = outer

    def _enter_link(self, place: str) -> int:
        """Begin a link; one to edit a section of a wiki is a block of its own."""
        parts = self._parts
        if parts:
            if self._inside[HEADING] and "/edit/" in place:
                return BLOCK
            if self._ended == len(parts) and self._place and place and place != self._place:
                # Two links that adjoin are drawn apart; one that is cut in two is not.
                self._draw_apart()
        return LINK

    def _draw_apart(self) -> None:
        """What stands in a box of its own within a line does not touch what stands beside it."""
        if self._parts:
            self._parts.append((" ", self._zone))

    def _count(self, kind: int, step: int) -> None:
        inside = self._inside
        inside[kind] += step
        for other, name in _ZONES:
            if inside[other]:
                self._zone = name
                return
        self._zone = ""

    def _is_note(self, high: LexborNode) -> bool:
        kind, _, place = self._open[-1]
        before = self._parts[-1][0] if self._parts else ""
        return is_note(high, place if kind == LINK else "", before)

    def _add_row(self, tag: str, attributes: dict[str, str | None]) -> None:
        key = key_of(tag, attributes)
        score, bits, kind = self._known(key) or self._look_up(key)
        at = self._at
        _, _, level, _, _, total, low, high = self.rows[at]
        self._at = len(self.rows)
        self.rows.append((
            at, len(self.lines), level + 1, kind, score, total + score,
            score if score < low else low, score if score > high else high,
        ))  # fmt: skip
        self.last.append(0)
        self.bits.append(self.bits[at] | bits)

    def _end_block(self) -> None:
        parts = self._parts
        if parts:
            new = make_lines(parts)
            self.lines += new
            if len(self.lines) > MOST_LINES:
                raise PageError("too_complex")
            self.owners += [self._owner] * len(new)
            parts.clear()
            self._ended = -1

    def _finish(self) -> None:
        self._names.make_room()
        while self._open:
            self.leave()
        self._end_block()
        self.last[0] = len(self.lines)
        code = sum(len(line.text) for line in self.lines if line.code)
        if code > ALL_LISTING * sum(len(line.text) for line in self.lines):
            # Such a page is no program.
            self.lines = [Line(line.text, (), False) for line in self.lines]
