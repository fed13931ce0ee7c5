"""What follows an article and is none of it: comments, links to other pages, and the imprint."""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import accumulate

import regex

from pagewords.page.align import is_long
from pagewords.page.walk import Line

#: So many blocks of links at the end are a list of other pages, where they are half of what ends.
LINKS = 3
#: The most of the main text that an ending may be: a page may as well be a list of links. One that
#: is mostly links and imprint and has an imprint may be more.
MOST, IMPRINT_MOST = 0.3, 0.7
#: Characters of the longest line of an imprint, and of the longest heading of what follows.
IMPRINT, HEADING = 300, 40


def _read(name: str) -> str:
    """The patterns of a list in `endings`, one a line, as one."""
    path = files("pagewords.page").joinpath("endings", f"{name}.txt")
    return "|".join(filter(None, path.read_text("utf-8").split("\n")))


_IMPRINT = regex.compile(_read("imprint"), regex.IGNORECASE)
#: The least of the main text that must stand before a heading of readers' comments, of other pages,
#: of sources.
_BEFORE = {"comments": 0.5, "related": 0.3, "sources": 0.5}
_HEADING = regex.compile(
    "|".join(f"(?P<{kind}>{_read(kind)})" for kind in _BEFORE), regex.IGNORECASE
)
#: The least of a section's blocks that must be links, or must have a link or a year: a manual has a
#: chapter on references, too.
LINKED, CITED = 0.4, 0.5
_YEAR = regex.compile(r"\b(?:1[5-9]|20)\d\d\b")


def trim(main: list[bool], lines: Sequence[Line]) -> None:
    """Take what follows an article out of its main blocks."""
    _cut_sections(main, lines)
    numbers = _numbers(main)
    end = len(numbers)
    while end and _may_end(lines[numbers[end - 1]]):
        end -= 1
    ending = numbers[end:]
    links = sum(_is_link(lines[number]) for number in ending)
    imprint = sum(_is_imprint(lines[number]) for number in ending)
    if end == 0 or not (imprint or (links >= LINKS and 2 * links >= len(ending))):
        return
    # Short blocks before the first of them are the article's.
    while ending and not (_is_link(lines[ending[0]]) or _is_imprint(lines[ending[0]])):
        ending.pop(0)
    most = IMPRINT_MOST if imprint and 2 * (links + imprint) >= len(ending) else MOST
    if _size(lines, ending) <= most * _size(lines, numbers):
        _take_out(main, ending)


def _cut_sections(main: list[bool], lines: Sequence[Line]) -> None:
    """Take out readers' comments, and the sections of other pages and of sources."""
    numbers = _numbers(main)
    parts = [lines[number] for number in numbers]
    before = [*accumulate((len(line.text) for line in parts), initial=0)]
    kinds = {
        place: kind
        for place, line in enumerate(parts)
        if (kind := _kind(line)) and before[place] >= _BEFORE[kind] * before[-1]
    }
    if not kinds:
        return
    comments = [place for place, kind in kinds.items() if kind == "comments"]
    if comments:
        # The last of them: a list of articles tells at each how many comments it has.
        _take_out(main, numbers[comments[-1] :])
    linked = [*accumulate(map(_is_link, parts), initial=0)]
    cited = [*accumulate(map(_is_cited, parts), initial=0)]
    end = len(parts)
    for place in range(len(parts) - 1, -1, -1):
        kind = kinds.get(place)
        if kind in ("related", "sources"):
            told, least = (linked, LINKED) if kind == "related" else (cited, CITED)
            blocks = end - place - 1
            if blocks and told[end] - told[place + 1] >= least * blocks:
                _take_out(main, numbers[place:end])
                end = place
        elif _is_heading(parts[place]):
            end = place


def _kind(line: Line) -> str | None:
    """What a block is the heading of."""
    if len(line.text) > HEADING:
        return None
    found = _HEADING.fullmatch(line.text.strip("[] :："))
    return found.lastgroup if found else None


def _is_heading(line: Line) -> bool:
    return any(zone.zone == "heading" for zone in line.zones)


def _is_cited(line: Line) -> bool:
    has_link = any(zone.zone == "link" for zone in line.zones)
    return has_link or _YEAR.search(line.text) is not None


def _numbers(main: Sequence[bool]) -> list[int]:
    return [number for number, of_main in enumerate(main) if of_main]


def _take_out(main: list[bool], numbers: Iterable[int]) -> None:
    for number in numbers:
        main[number] = False


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
