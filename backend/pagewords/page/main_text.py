"""Which blocks of a page are its main text: trafilatura finds it, and it is mapped back to blocks.

The extractor gives text of its own; the page has one text, tokenised once, of which the main text
is a selection. So the two are aligned: both have the same order, and white space is left aside.
"""

import logging
from collections.abc import Sequence

from lxml import etree
from trafilatura import bare_extraction
from trafilatura.settings import Document as Extracted
from trafilatura.settings import Extractor

from pagewords.page.rules import mark
from pagewords.page.walk import Line

#: Deeper trees are not given to the extractor, parts of which are recursive.
MOST_DEPTH = 400
#: Elements beyond which the extractor, parts of which take quadratic time, is not asked.
MOST_ELEMENTS = 150_000
#: Characters from which a block is known by its text wherever it stands; a shorter one (a heading,
#: an item) counts only between two such blocks.
LONG = 25
#: Characters after the last block found in which a block is looked for that the extractor has
#: joined to others or shortened. A limit, so that time is linear.
AHEAD = 20_000
#: Characters below which an extraction says nothing, on a page that has several times as many.
LITTLE, TIMES = 60, 6
#: What the extractor throws away in any case, taken out in C beforehand.
_NEVER_MAIN = (
    "aside",
    "footer",
    "nav",
    "menu",
    "button",
    "label",
    "legend",
    "time",
    "output",
    "marquee",
)
#: No second opinion of other extractors, and no readers' comments. With "txt" the extractor spares
#: itself the rendering of what is read from its tree here.
_OPTIONS = Extractor(fast=True, comments=False, output_format="txt")
#: Inline program text, at which the extractor breaks off paragraphs; only the tags are taken out.
_UNBROKEN = ("code", "kbd", "samp", "tt", "var")
#: Attributes that it does not look at, most of a tree's memory, of which it makes four copies.
_UNREAD = (
    "href",
    "src",
    "srcset",
    "sizes",
    "alt",
    "title",
    "target",
    "rel",
    "width",
    "height",
    "onclick",
)
#: The extractor's names of inline elements; its other elements are blocks.
_INLINE = frozenset(["hi", "ref", "del"])
# It warns of each page without an article; what became of it stands in the result.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def find_main(root: etree._Element, lines: Sequence[Line], depth: int) -> list[bool] | None:
    """For each block whether it is main text; None where no main text can be told apart.

    The extractor changes the tree, so this comes after everything else has read it.
    """
    if depth > MOST_DEPTH or len(lines) > MOST_ELEMENTS:
        return None
    squeezed = [line.text.replace(" ", "") for line in lines]
    extracted = _extract(root)
    main = _align(squeezed, extracted)
    if main is None:
        return None
    for number in range(main.index(True), len(main) - main[::-1].index(True)):
        main[number] = main[number] or lines[number].code
    prose = [
        (text, of_main)
        for text, line, of_main in zip(squeezed, lines, main, strict=True)
        if not line.code
    ]
    size = sum(len(text) for text, of_main in prose if of_main)
    if size < LITTLE and sum(len(text) for text, _ in prose) > TIMES * size:
        return None
    return main


def _align(squeezed: Sequence[str], extracted: Sequence[str]) -> list[bool] | None:
    """For each block whether it was extracted; None where none was.

    Long blocks are found first and become anchors; short ones count where the same text was
    extracted between the anchors around them.
    """
    anchors = _anchors(squeezed, extracted)
    if not anchors:
        known = set(extracted)
        found = [text in known for text in squeezed]
        return found if any(found) else None
    main = [False] * len(squeezed)
    block, place = -1, 0
    for next_block, next_place in [*anchors, (len(squeezed), len(extracted))]:
        if next_block < len(squeezed):
            main[next_block] = True
        gap = range(block + 1, next_block)
        between = set(extracted[place:next_place]) if next_place > place else set()
        if block < 0 or next_block == len(squeezed):
            # Before the first and behind the last anchor menus stand too: only what adjoins counts.
            ordered = reversed(gap) if block < 0 else gap
            for number in ordered:
                if squeezed[number] not in between:
                    break
                main[number] = True
        else:
            for number in gap:
                main[number] = squeezed[number] in between
        block, place = next_block, next_place
    return main


def _anchors(squeezed: Sequence[str], extracted: Sequence[str]) -> list[tuple[int, int]]:
    """The long blocks that were extracted: their number, and that of the extracted paragraph."""
    whole = "".join(extracted)
    starts: list[int] = []
    places: dict[str, int] = {}
    length = 0
    for number, text in enumerate(extracted):
        starts.append(length)
        places.setdefault(text, number)
        length += len(text)
    anchors: list[tuple[int, int]] = []
    at, place = 0, 0
    for number, text in enumerate(squeezed):
        if len(text) < LONG:
            continue
        known = places.get(text)
        if known is not None:
            at, place = starts[known] + len(text), known
        else:
            found = whole.find(text, at, at + AHEAD)
            if found < 0:
                found = _part(text, whole, at)
            if found < 0:
                continue
            at = found
            while place + 1 < len(starts) and starts[place + 1] <= at:
                place += 1
        anchors.append((number, place))
    return anchors


def _part(text: str, whole: str, at: int) -> int:
    """Where the extractor has the beginning or the end of a block that it shortened."""
    if len(text) < 2 * LONG:
        return -1
    found = whole.find(text[:LONG], at, at + AHEAD)
    return found if found >= 0 else whole.find(text[-LONG:], at, at + AHEAD)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _extract(root: etree._Element) -> list[str]:
    """The extracted paragraphs, without white space."""
    etree.strip_elements(root, *_NEVER_MAIN, with_tail=False)
    etree.strip_tags(root, *_UNBROKEN)
    etree.strip_attributes(root, *_UNREAD)
    mark(root)
    try:
        extracted = bare_extraction(root, options=_OPTIONS)
    except Exception:  # the extractor's own failures are many, and the whole page is still there
        return []
    if not isinstance(extracted, Extracted) or extracted.body is None:
        return []
    parts: list[str] = []
    for event, element in etree.iterwalk(extracted.body, events=("start", "end")):
        if element.tag not in _INLINE:
            parts.append("\0")
        text = element.text if event == "start" else element.tail
        if text:
            parts.append(text)
    return [text for line in "".join(parts).split("\0") if (text := _squeeze(line))]
