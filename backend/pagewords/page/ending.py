"""What follows an article and is none of it: comments, links to other pages, and the imprint."""

from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

import regex

from pagewords.page.align import is_long
from pagewords.page.walk import Line

#: So many blocks of links at the end are a list of other pages, where they are half of what ends.
LINKS = 3
#: The most of the main text that an ending may be: a page may as well be a list of links. One that
#: begins with an imprint may be more.
MOST, IMPRINT_MOST = 0.3, 0.7
#: Characters of the longest line of an imprint, and of the longest heading of what follows.
IMPRINT, HEADING = 300, 40


def _read(name: str) -> str:
    """The patterns of a list in `endings`, one a line, as one."""
    path = files("pagewords.page").joinpath("endings", f"{name}.txt")
    return "|".join(filter(None, path.read_text("utf-8").split("\n")))


_IMPRINT = regex.compile(_read("imprint"), regex.IGNORECASE)
#: What heads readers' comments, other pages and sources.
_KINDS = ("comments", "related", "sources")
_HEADING = regex.compile(
    "|".join(f"(?P<{kind}>{_read(kind)})" for kind in _KINDS), regex.IGNORECASE
)
#: The least of the main text that must stand before comments and other pages, and before sources.
BEFORE, BEFORE_SOURCES = 0.3, 0.5
#: The most of it that may be prose behind a heading of other pages, which also stands within an
#: article; and the least of the blocks behind one of sources that must have a link or a year.
PROSE, CITED = 0.2, 0.5
_YEAR = regex.compile(r"\b(?:1[5-9]|20)\d\d\b")


def trim(main: list[bool], lines: Sequence[Line]) -> None:
    """Take the ending of the page out of its main blocks."""
    _cut(main, lines)
    numbers = [number for number, of_main in enumerate(main) if of_main]
    end = len(numbers)
    while end and _may_end(lines[numbers[end - 1]]):
        end -= 1
    ending = numbers[end:]
    links = sum(_is_link(lines[number]) for number in ending)
    imprint = any(_is_imprint(lines[number]) for number in ending)
    if end == 0 or not (imprint or (links >= LINKS and 2 * links >= len(ending))):
        return
    # Short blocks before the first of them are the article's.
    while ending and not (_is_link(lines[ending[0]]) or _is_imprint(lines[ending[0]])):
        ending.pop(0)
    most = IMPRINT_MOST if _is_imprint(lines[ending[0]]) else MOST
    if _size(lines, ending) <= most * _size(lines, numbers):
        for number in ending:
            main[number] = False


def _cut(main: list[bool], lines: Sequence[Line]) -> None:
    """Take out what stands from the first heading of comments, other pages or sources on."""
    numbers = [number for number, of_main in enumerate(main) if of_main]
    parts = [lines[number] for number in numbers]
    size, before = sum(len(line.text) for line in parts), 0
    behind: list[_Behind] = []
    for place, line in enumerate(parts):
        if before >= BEFORE * size and len(line.text) <= HEADING and (kind := _kind(line)):
            behind = behind or _behind(parts)
            if _ends(kind, before / size, size, behind[place]):
                for number in numbers[place:]:
                    main[number] = False
                return
        before += len(line.text)


def _kind(line: Line) -> str | None:
    """What a block is the heading of."""
    found = _HEADING.fullmatch(line.text.strip("[] :："))
    return found.lastgroup if found else None


class _Behind(NamedTuple):
    """What stands from a block of the main text on: blocks, those with a link or a year, and the
    characters of prose, which is long and no link."""

    blocks: int
    cited: int
    prose: int


def _behind(parts: Sequence[Line]) -> list[_Behind]:
    """What stands from each block on."""
    found = [_Behind(0, 0, 0)]
    for line in reversed(parts):
        last = found[-1]
        prose = len(line.text) if is_long(line.text) and not _is_link(line) else 0
        found.append(_Behind(last.blocks + 1, last.cited + _is_cited(line), last.prose + prose))
    return found[::-1]


def _ends(kind: str, before: float, size: int, behind: _Behind) -> bool:
    """Whether the article of `size` characters ends with the heading; `before` is the share of it
    that is over by then."""
    if kind == "related":
        return behind.prose <= PROSE * size
    if kind == "sources":
        return before >= BEFORE_SOURCES and behind.cited >= CITED * (behind.blocks - 1)
    return True


def _is_cited(line: Line) -> bool:
    has_link = any(zone.zone == "link" for zone in line.zones)
    return has_link or _YEAR.search(line.text) is not None


def _size(lines: Sequence[Line], numbers: Sequence[int]) -> int:
    return sum(len(lines[number].text) for number in numbers)


def _may_end(line: Line) -> bool:
    return not is_long(line.text) or _is_link(line) or _is_imprint(line)


def _is_link(line: Line) -> bool:
    """Whether at least half of a block is links."""
    linked = sum(zone.end - zone.start for zone in line.zones if zone.zone == "link")
    return 2 * linked >= len(line.text)


def _is_imprint(line: Line) -> bool:
    return len(line.text) < IMPRINT and _IMPRINT.search(line.text) is not None
