"""What each element is to the walk: a block, a zone, or a box of its own within a line."""

import re

from selectolax.lexbor import LexborNode

from pagewords.page.blocks.names import listed

#: The kinds of elements; 0 is any other. The walk compares these numbers.
BLOCK, HEADING, LISTING, LINK, CODE, BUTTON, APART = range(1, 8)
_BLOCKS = (
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "frameset", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav",
    "ol", "option", "p", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
)  # fmt: skip
#: What an element is by its tag.
KINDS = {
    **dict.fromkeys(_BLOCKS, BLOCK),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), HEADING),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), LISTING),
    **dict.fromkeys(("code", "kbd", "samp", "tt", "var"), CODE),
    "a": LINK,
    "button": BUTTON,
}
#: Elements that say nothing of where text stands.
PLAIN = frozenset(listed(
    "b i em strong u s font br hr code kbd samp tt var sub sup mark small abbr cite q wbr del"
    " ins ruby rb img big dfn bdi bdo strike picture source"
))  # fmt: skip
#: Elements of struck text.
STRUCK = frozenset(("del", "s", "strike"))
#: How an inline element is drawn that is a block by its own style.
DRAWN_AS_BLOCK = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item)\b", re.I)
#: Classes of a wiki's links to edit a section.
EDITS = frozenset(("mw-editsection", "editsection"))


def adjoins(node: LexborNode, tag: str) -> bool:
    """Whether the next element touches this one and is drawn as a thing of its own: one that the
    page defines behind another, as most of these are blocks by a style of theirs, or what stands
    instead of struck text."""
    following = node.next
    while following is not None and following.tag == "-comment":
        following = following.next
    if following is None or not (behind := following.tag or "-") or behind[0] == "-":
        return False
    return tag in STRUCK or "-" in behind
