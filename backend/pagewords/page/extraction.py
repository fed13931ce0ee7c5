"""The article of a page as trafilatura extracts it: paragraphs, without white space.

Its own sequence makes four copies of the tree, in case that a step finds next to nothing. Here the
steps that nearly every page ends with work on the tree itself, and where they give too little, the
whole sequence is run on a tree that is made anew; such a page takes longer. Both give the same.
"""

import logging
from collections.abc import Callable
from copy import copy
from functools import partial
from itertools import islice

from lxml import etree
from trafilatura import bare_extraction
from trafilatura.core import ESCALATION_MAX_LENGTH, ESCALATION_PAGE_SHARE
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Document as Extracted
from trafilatura.settings import Extractor
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from pagewords.page.breaks import INLINE, part
from pagewords.page.dense import DENSER
from pagewords.page.gather import find_bodies, gather
from pagewords.page.guess import guess_body
from pagewords.page.rules import mark

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


def _options(*, fast: bool, dense: bool) -> Extractor:
    """The extractor's options: no readers' comments, and with "txt" it spares itself the rendering
    of what is read from its tree here."""
    options = Extractor(fast=fast, comments=False, output_format="txt")
    if dense:
        options.min_extracted_size //= DENSER
    return options


#: By whether the page's script is a dense one. No second opinion of other extractors.
_OPTIONS = {dense: _options(fast=True, dense=dense) for dense in (False, True)}
#: With their opinion, where the extractor has found nothing.
_OTHERS = {dense: _options(fast=False, dense=dense) for dense in (False, True)}
_HEADINGS = ("h1", "h2", "h3", "h4")
_DIALOGS = etree.XPath("//@role[.='dialog' or .='alertdialog']/..|//@aria-modal[.='true']/..")
_DECLARED = etree.XPath("//*[@itemprop='articleBody'][not(ancestor::*[@itemprop='articleBody'])]")
#: Inline program text, at which the extractor breaks off paragraphs; only the tags are taken out.
_UNBROKEN = ("code", "kbd", "samp", "tt", "var")
#: Inline elements, by the extractor's names and by HTML's; all others are blocks.
_INLINE = INLINE.union(("hi", "ref", "del"))
# It warns of each page without an article; what became of it stands in the result.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

#: Makes the same tree anew, since the extractor changes it.
Again = Callable[[], etree._Element | None]


def remade(root: etree._Element, size: int, again: Again, *, dense: bool) -> Again:
    """What makes the tree of a page of `size` characters anew, once it has been extracted from.

    A page of little text needs it for certain, and may have much that is not seen: it is copied
    while the tree is still as it was, which is faster than `again`.
    """
    return partial(copy, copy(root)) if size < _OPTIONS[dense].min_extracted_size else again


def extract(root: etree._Element, size: int, again: Again, *, dense: bool) -> list[str]:
    """The paragraphs of the article, none where the extractor fails.

    `size` is the number of characters of the whole page with a space for each end of a block. It
    must not be less than those that the extractor counts, whose blocks are all blocks of `walk`.
    """
    clear(root)
    options = _OPTIONS[dense]
    try:
        for rules in (RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH):
            prune_unwanted_nodes(root, rules)
        cleaned = convert_tags(tree_cleaning(root, options), options)
        body, text = extract_content(cleaned, options)
    except Exception:  # the extractor's own failures are many, and the whole page is still there
        return []
    if len(text) >= _enough(size, dense=dense):
        return _paragraphs(body)
    anew = again()
    return [] if anew is None else _extract(anew, options)


def declared(root: etree._Element) -> list[str]:
    """The paragraphs of what a page declares to be the body of its article, by schema.org's name.

    The extractor passes over an article of a single paragraph.
    """
    bodies = _DECLARED(root)
    if bodies:
        clear(root)
    for body in bodies:
        body.tail = None
    return [text for body in bodies for text in _paragraphs(body)]


def ask_others(root: etree._Element, *, dense: bool) -> list[str]:
    """The paragraphs that the best of several extractors finds."""
    return _extract(root, _OTHERS[dense])


def _enough(size: int, *, dense: bool) -> float:
    """Characters from which the extractor leaves it at what its first step has found."""
    most = ESCALATION_MAX_LENGTH // DENSER if dense else ESCALATION_MAX_LENGTH
    return max(_OPTIONS[dense].min_extracted_size, min(ESCALATION_PAGE_SHARE * size, most))


def _extract(root: etree._Element, options: Extractor) -> list[str]:
    clear(root)
    try:
        extracted = bare_extraction(root, options=options)
    except Exception:
        return []
    if not isinstance(extracted, Extracted) or extracted.body is None:
        return []
    return _paragraphs(extracted.body)


def clear(root: etree._Element) -> None:
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
    for link in root.iter("a"):
        # To the extractor what holds a link without text, such as an anchor, is a list of links.
        if not (link.text and link.text.strip()) and not "".join(link.itertext()).strip():
            link.tag = "span"
    bodies = find_bodies(mark(root))
    part(root, bodies)
    guess_body(root, bodies)
    gather(root, bodies)


def _paragraphs(body: etree._Element) -> list[str]:
    parts: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag not in _INLINE:
            parts.append("\0")
        text = element.text if event == "start" else element.tail
        if text:
            parts.append(text)
    return [text for line in "".join(parts).split("\0") if (text := "".join(line.split()))]
