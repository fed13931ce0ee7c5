"""Lines with places on a page → paragraphs: running heads and feet out, hyphens joined."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import regex

from pagewords.files.model import LINE_END, Paragraph

#: Stands at the end of a line where a hyphen has cut a word.
HYPHEN = "\u00ad"
#: Lines at the top and at the foot of a page that may be a running head or foot.
_EDGE = 3
#: Points within which two heads are at the same height.
_SAME_HEIGHT = 6
#: Pages on which a head recurs: at least, and the share of all.
_FEWEST, _SHARE = 3, 0.01
#: How far two sizes of letters of a paragraph differ at most, as a share.
_SIZES = 0.15
#: How many of the usual steps between lines begin a new paragraph.
_STEP = 1.3
#: The share of the column's width that a line leaves free at most where its paragraph goes on.
_FREE = 0.25
#: Points within which lines begin in the same column.
_COLUMN = 20
#: Letters that had room at a line's end: one that leaves as much did not break within a word.
_ROOM = 2.0
#: How much larger than the body a heading's letters are, and its longest text.
_LARGER, _LONGEST_HEADING = 1.15, 200
_NUMBER = regex.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = regex.compile(r"[\W\d]*(?:page|p|seite|페이지|쪽)?[\W\d]*", regex.IGNORECASE)
_LONGEST_NUMBER = 12
_LEADERS = regex.compile(r"(?:\s?[.·․…]){4,}")
_ENDED = regex.compile(r"[.?!。！？…][\"'”’」』)\]]*$")
_CUT = regex.compile(r"\p{L}[-\u2010]$")
_CONTINUED = regex.compile(r"\p{Ll}")
#: A compound's own hyphen: Spiegel-Server.
_COMPOUND = regex.compile(r"\p{Ll}\u00ad\p{Lu}")
_HANGUL = regex.compile(r"\p{Hangul}")
#: What a line of Korean may end or begin with where a word goes on (UAX #14): also a number, a
#: closing or an opening bracket, a word of another script.
_KOREAN_END = regex.compile(r"[\p{L}\p{N}\p{Pe}\p{Pf}%℃]$")
_KOREAN_START = regex.compile(r"[\p{L}\p{N}\p{Ps}\p{Pi}]")
#: Scripts without spaces; ・ and ー are of no script.
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\u30fb\u30fc\u3000-\u303f\uff00-\uffef]")


class Line(NamedTuple):
    """A line of a page; lengths in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def drop_repeated(sheets: list[list[Line]]) -> None:
    """Remove running heads, feet and page numbers: what recurs at the same height of an edge."""
    if len(sheets) < 2:
        return
    edges = [_edges(lines) for lines in sheets]
    seen = Counter(
        key
        for lines, edge in zip(sheets, edges, strict=True)
        for key in {_key(lines[number]) for number in edge}
    )
    within = Counter(
        _key(line)[0]
        for lines, edge in zip(sheets, edges, strict=True)
        for number, line in enumerate(lines)
        if number not in edge
    )
    needed = max(min(len(sheets), _FEWEST), _SHARE * len(sheets))
    for lines, edge in zip(sheets, edges, strict=True):
        for number in sorted(edge, reverse=True):
            line = lines[number]
            key = _key(line)
            # What stands within pages as often recurs there by chance.
            recurs = seen[key] >= max(needed, within[key[0]] + 1)
            if recurs or (len(sheets) > 2 and _is_number(line.text)):
                del lines[number]


def _edges(lines: list[Line]) -> set[int]:
    """The numbers of the lines at the top and the foot."""
    by_height = sorted(range(len(lines)), key=lambda number: lines[number].bottom)
    return {*by_height[:_EDGE], *by_height[-_EDGE:]}


def _key(line: Line) -> tuple[str, int]:
    """What heads of several pages share: the text without numbers, and the height."""
    return _NUMBER.sub("#", line.text.strip().lower()), round(line.bottom / _SAME_HEIGHT)


def _is_number(text: str) -> bool:
    text = text.strip()
    return len(text) < _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(text) is not None


def join(sheets: list[list[Line]]) -> Iterator[Paragraph]:
    """The paragraphs of the pages, in order; `LINE_END` stands where Korean may go on."""
    columns = _Columns(sheets)
    body = _body_size(sheets)
    text, size = "", 0.0
    last: tuple[int, Line] | None = None
    for number, lines in enumerate(sheets):
        for line in lines:
            words = _LEADERS.sub(" ", line.text).strip()
            if not words:
                continue
            here = (number, line)
            if last is None or not (text.endswith(HYPHEN) or columns.goes_on(last, here)):
                yield from _paragraph(text, size, body)
                text, size = words, line.size
            else:
                text = _attach(text, words, columns.room(*last))
            last = here
    yield from _paragraph(text, size, body)


def _paragraph(text: str, size: float, body: float) -> Iterator[Paragraph]:
    text = " ".join(text.replace(HYPHEN, "").split(" "))
    if text:
        heading = size > _LARGER * body and len(text) <= _LONGEST_HEADING
        yield Paragraph(text, "heading" if heading else "")


def _body_size(sheets: list[list[Line]]) -> float:
    """The size of most letters."""
    sizes = Counter[float]()
    for lines in sheets:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _attach(text: str, words: str, room: float) -> str:
    """A paragraph with one more line; `room` is how many letters had room in the last one."""
    if text.endswith(HYPHEN):
        return text[:-1] + "-" * bool(_COMPOUND.match(text[-2:] + words[:1])) + words
    # Only its last characters are looked at: a paragraph may be a whole file.
    if _CUT.match(text[-2:]) and _CONTINUED.match(words):
        return text[:-1] + words
    korean = _HANGUL.match(text[-1]) or _HANGUL.match(words)
    if korean and _KOREAN_END.match(text[-1]) and _KOREAN_START.match(words):
        return text + (" " if room > _ROOM else LINE_END) + words
    if _DENSE.match(text[-1]) and _DENSE.match(words):
        return text + words
    return f"{text} {words}"


class _Columns:
    """Where the columns of the pages end, and how far apart their lines usually are."""

    def __init__(self, sheets: list[list[Line]]) -> None:
        rights = defaultdict[tuple[int, int], list[float]](list)
        steps = Counter[tuple[int, int]]()
        for number, lines in enumerate(sheets):
            for line in lines:
                rights[self._column(number, line)].append(line.right)
            for line, after in pairwise(lines):
                if line.bottom > after.bottom and abs(line.left - after.left) < 2 * _COLUMN:
                    steps[round(line.size), round(line.bottom - after.bottom)] += 1
        self._edges = {
            column: (ends[int(0.75 * len(ends))], ends[-1])
            for column, ends in ((column, sorted(ends)) for column, ends in rights.items())
        }
        self._steps: dict[int, int] = {}
        for (size, step), _ in reversed(steps.most_common()):
            self._steps[size] = step

    def goes_on(self, last: tuple[int, Line], here: tuple[int, Line]) -> bool:
        """Whether a line goes on with the paragraph of the one before it."""
        (page, before), (now, line) = last, here
        height = max(line.size, before.size, 1.0)
        if abs(line.size - before.size) > _SIZES * height:
            return False
        edge = self._edges[self._column(page, before)][0]
        if edge - before.right >= _FREE * max(1.0, edge - before.left):
            return False
        if page == now and line.bottom < before.bottom:
            usual = max(self._steps.get(round(before.size), 0), height)
            return before.bottom - line.bottom <= _STEP * usual
        # The next column or page: the same paragraph, unless a sentence ended with the page.
        return page == now or not _ENDED.search(before.text)

    def room(self, page: int, line: Line) -> float:
        """How many letters had room behind a line, in its column."""
        return (self._edges[self._column(page, line)][1] - line.right) / max(line.size, 1.0)

    @staticmethod
    def _column(page: int, line: Line) -> tuple[int, int]:
        return page, round(line.left / _COLUMN)
