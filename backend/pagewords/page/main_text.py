"""Which blocks of a page are its main text: trafilatura finds it, and it is mapped back to blocks.

The extractor gives text of its own; the page has one text, tokenised once, of which the main text
is a selection. So the two are aligned: both have the same order, and white space is left aside.
"""

from collections.abc import Sequence

from lxml import etree

from pagewords.page.align import align
from pagewords.page.dense import is_dense, weight
from pagewords.page.ending import trim
from pagewords.page.extraction import Again, ask_others, declared, extract, remade
from pagewords.page.walk import Line

#: Deeper trees are not given to the extractor, parts of which are recursive.
MOST_DEPTH = 400
#: Elements beyond which the extractor, parts of which take quadratic time, is not asked.
MOST_ELEMENTS = 150_000
#: Characters below which an extraction says nothing, on a page that has several times as many. Here
#: and below those of a dense script count for two.
LITTLE, TIMES = 60, 6
#: Blocks up to which a page is too small to have menus, and beyond which other extractors, whose
#: time is not linear, are not asked.
FEW, MANY = 5, 3_000
#: Characters from which a block is prose, and how many times more of it than was extracted there
#: must be for the extraction to have failed.
PROSE, MISSED = 100, 3


def find_main(
    root: etree._Element,
    lines: Sequence[Line],
    depth: int,
    again: Again,
) -> list[bool] | None:
    """For each block whether it is main text; None where no main text can be told apart.

    The extractor changes the tree, so this comes after everything else has read it; `again` makes
    the same tree anew, for a second look.
    """
    if depth > MOST_DEPTH or len(lines) > MOST_ELEMENTS:
        return None
    squeezed = [line.text.replace(" ", "") for line in lines]
    size = sum(len(line.text) + 1 for line in lines)
    extracted = _find_paragraphs(root, squeezed, size, again)
    if extracted is None:
        return None
    main = align(squeezed, extracted)
    if main is None:
        return None
    trim(main, lines)
    for number in range(main.index(True), len(main) - main[::-1].index(True)):
        main[number] = main[number] or lines[number].code
    prose = [
        (text, of_main)
        for text, line, of_main in zip(squeezed, lines, main, strict=True)
        if not line.code
    ]
    size = sum(weight(text) for text, of_main in prose if of_main)
    if size < LITTLE and sum(weight(text) for text, _ in prose) > TIMES * size:
        return None
    return main


def _find_paragraphs(
    root: etree._Element, blocks: Sequence[str], size: int, again: Again
) -> list[str] | None:
    """The paragraphs of the article; None where the page is too small to have anything beside.

    Where the extractor fails, what the page itself declares to be its article counts, or else what
    other extractors find.
    """
    dense = is_dense("".join(blocks))
    again = remade(root, size, again, dense=dense)
    extracted = extract(root, size, again, dense=dense)
    if not _has_failed(extracted, blocks):
        return extracted
    if len(blocks) <= FEW:
        return None
    if len(blocks) > MANY or (anew := again()) is None:
        return extracted
    if sum(map(weight, article := declared(anew))) >= LITTLE:
        return article
    other = ask_others(anew, dense=dense)
    return extracted if _has_failed(other, blocks) else other


def _has_failed(extracted: Sequence[str], blocks: Sequence[str]) -> bool:
    """Whether the extractor gave up: it gives next to nothing then, or all in one paragraph."""
    if len(extracted) > 1:
        return False
    found = sum(map(len, extracted))
    prose = sum(len(text) for text in blocks if weight(text) >= PROSE)
    return found == 0 or 2 * found > sum(map(len, blocks)) or prose > MISSED * found
