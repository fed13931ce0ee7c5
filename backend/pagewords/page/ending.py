"""What follows an article and is none of it: links to other pages, and the imprint."""

from collections.abc import Sequence

import regex

from pagewords.page.align import is_long
from pagewords.page.walk import Line

#: So many blocks of links at the end are a list of other pages, where they are half of what ends.
LINKS = 3
#: The most of the main text that an ending may be: a page may as well be a list of links. One that
#: begins with an imprint may be more.
MOST, IMPRINT_MOST = 0.3, 0.7
#: Characters of the longest line of an imprint.
IMPRINT = 300
_RIGHTS = regex.compile(
    r"©|\(c\) ?(?:19|20)\d\d|\bcopyright\b|all rights reserved|alle rechte vorbehalten"
    r"|\bCC[ -]BY\b|tous droits réservés|版权所有|版權所有|무단\s*전재|저작권자|無断転載",
    regex.IGNORECASE,
)


def trim(main: list[bool], lines: Sequence[Line]) -> None:
    """Take the ending of the page out of its main blocks."""
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


def _size(lines: Sequence[Line], numbers: Sequence[int]) -> int:
    return sum(len(lines[number].text) for number in numbers)


def _may_end(line: Line) -> bool:
    return not is_long(line.text) or _is_link(line) or _is_imprint(line)


def _is_link(line: Line) -> bool:
    """Whether at least half of a block is links."""
    linked = sum(zone.end - zone.start for zone in line.zones if zone.zone == "link")
    return 2 * linked >= len(line.text)


def _is_imprint(line: Line) -> bool:
    return len(line.text) < IMPRINT and _RIGHTS.search(line.text) is not None
