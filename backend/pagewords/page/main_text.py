"""Which blocks of a page are its main text: trafilatura finds it, and it is mapped back to blocks.

The extractor gives text of its own; the page has one text, tokenised once, of which the main text
is a selection. So the two are aligned: both have the same order, and white space is left aside.
"""

import logging
from collections.abc import Callable, Sequence
from itertools import islice

from lxml import etree
from trafilatura import bare_extraction
from trafilatura.settings import Document as Extracted
from trafilatura.settings import Extractor

from pagewords.page.align import align
from pagewords.page.ending import trim
from pagewords.page.gather import gather
from pagewords.page.rules import mark
from pagewords.page.walk import Line

#: Deeper trees are not given to the extractor, parts of which are recursive.
MOST_DEPTH = 400
#: Elements beyond which the extractor, parts of which take quadratic time, is not asked.
MOST_ELEMENTS = 150_000
#: Characters below which an extraction says nothing, on a page that has several times as many.
LITTLE, TIMES = 60, 6
#: Blocks up to which a page is too small to have menus, and beyond which other extractors, whose
#: time is not linear, are not asked.
FEW, MANY = 5, 3_000
#: Characters from which a block is prose, and how many times more of it than was extracted there
#: must be for the extraction to have failed.
PROSE, MISSED = 100, 3
#: Dialogs that are looked at; a banner on cookies has less than a fifth of a page's text.
DIALOGS, BANNER = 20, 0.2
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
#: With their opinion, where the extractor has found nothing.
_OTHERS = Extractor(fast=False, comments=False, output_format="txt")
_HEADINGS = ("h1", "h2", "h3", "h4")
_DIALOGS = etree.XPath("//@role[.='dialog' or .='alertdialog']/..|//@aria-modal[.='true']/..")
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


def find_main(
    root: etree._Element,
    lines: Sequence[Line],
    depth: int,
    again: Callable[[], etree._Element | None],
) -> list[bool] | None:
    """For each block whether it is main text; None where no main text can be told apart.

    The extractor changes the tree, so this comes after everything else has read it; `again` makes
    the same tree anew, for a second look.
    """
    if depth > MOST_DEPTH or len(lines) > MOST_ELEMENTS:
        return None
    squeezed = [line.text.replace(" ", "") for line in lines]
    extracted = _extract(root, _OPTIONS)
    if _has_failed(extracted, squeezed):
        if len(lines) <= FEW:
            return None
        if len(lines) <= MANY and (root_again := again()) is not None:
            other = _extract(root_again, _OTHERS)
            extracted = extracted if _has_failed(other, squeezed) else other
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
    size = sum(len(text) for text, of_main in prose if of_main)
    if size < LITTLE and sum(len(text) for text, _ in prose) > TIMES * size:
        return None
    return main


def _has_failed(extracted: Sequence[str], blocks: Sequence[str]) -> bool:
    """Whether the extractor gave up: it gives next to nothing then, or all in one paragraph."""
    if len(extracted) > 1:
        return False
    found = sum(map(len, extracted))
    prose = sum(len(text) for text in blocks if len(text) >= PROSE)
    return found == 0 or 2 * found > sum(map(len, blocks)) or prose > MISSED * found


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _clear(root: etree._Element) -> None:
    """Leave out what is never main text, and what keeps the extractor from reading what is."""
    for heading in root.iter(*_HEADINGS):
        for element in heading.iter("button", "label"):
            element.tag = "span"  # a heading that unfolds what it heads
    dialogs = [*islice(_DIALOGS(root), DIALOGS)]
    if dialogs:
        most = BANNER * len("".join(root.itertext()))
        for element in dialogs:
            if len("".join(element.itertext())) < most:
                element.tag = "aside"
    etree.strip_elements(root, *_NEVER_MAIN, with_tail=False)
    etree.strip_tags(root, *_UNBROKEN)
    etree.strip_attributes(root, *_UNREAD)


def _extract(root: etree._Element, options: Extractor) -> list[str]:
    """The extracted paragraphs, without white space."""
    _clear(root)
    gather(root, mark(root))
    try:
        extracted = bare_extraction(root, options=options)
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
