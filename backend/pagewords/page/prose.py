"""How much of a page is prose, and how long a text is, whatever its script."""

import re

import regex

from pagewords.entities import unescape
from pagewords.page.document import Document

#: What a character of a dense script counts: as many as the word that it stands for.
DENSE_WEIGHT = 2.5
#: Characters of a block that is prose whatever its signs, as in scripts without full stops.
LONG_BLOCK = 80

_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_SENTENCE = re.compile(r"[^.!?。！？।۔؟]{25}.*?[.!?。！？।۔؟]|.{20}.*(?:다|요|죠|음|함)[.!?]?$")
#: What nobody sees of markup: comments, scripts and styles with all that stands in them, tags.
# Not with `re`: see `bounds`.
_UNSEEN = regex.compile(
    r"<!--(?:[^-]++|-(?!->))*+(?:-->)?"
    r"|<(script|style)\b(?:[^<]++|<(?!/\1))*+"
    r"|<[a-zA-Z/!][^<>]*+>",
    regex.IGNORECASE,
)


def plain(markup: str) -> str:
    """What is seen of a piece of markup, its white space folded."""
    return " ".join(unescape(_UNSEEN.sub(" ", markup)).split())


def weigh(text: str) -> float:
    """The characters of a text, those of dense scripts weighed."""
    return len(text) + (DENSE_WEIGHT - 1) * len(_DENSE.findall(text))


def is_dense(text: str) -> bool:
    """Whether more than a third of a text is of dense scripts."""
    return 3 * len(_DENSE.findall(text)) > len(text)


def prose(document: Document, enough: int) -> float:
    """The characters of a page's prose, those of dense scripts weighed; counting ends at `enough`.

    Prose is what has sentences, or is long, and is not mostly links.
    """
    text, total = document.page_text, 0.0
    links = [zone for zone in document.zones if zone.zone == "link"]
    at = 0
    for block in document.blocks:
        linked = 0
        while at < len(links) and links[at].start < block.end:
            linked += links[at].end - links[at].start
            at += 1
        size = block.end - block.start
        if linked * 2 >= size or size < 20:
            continue
        said = text[block.start : block.end]
        if size >= LONG_BLOCK or _SENTENCE.search(said):
            total += weigh(said)
            if total >= enough:
                break
    return total
