"""The one parse of a page, by lexbor: the tree that browsers build, and what of it is not seen."""

import re
from itertools import islice

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

from pagewords.page.bounds import Room, is_too_complex
from pagewords.page.document import PageError

TEXT, TEMPLATE = "-text", "template"
#: Elements that a reader does not see, or sees no text of. Ruby readings (rt) are seen, but they
#: would be glued to the words that they stand above.
UNSEEN = frozenset((
    "head", "title", "meta", "link", "base", "script", "style", "noscript", "noframes", "noembed",
    "svg", "math", "canvas", "object", "embed", "audio", "video", "iframe", "frame", "select",
    "datalist", "textarea", "input", "map", "area", "dialog", "rt", "rp", "progress", "meter",
    TEMPLATE, "-comment", "-doctype", "",
))  # fmt: skip
#: What refers to a note: a number or sign set high, behind a word or a sentence, or a link set high
#: to a place in the page. It is left out as readings are, or `theory` with note 1 were `theory1`.
_NOTE = regex.compile(r"[*†‡§¶]+|TM|SM|[\[(]?\p{N}{1,3}(?:\s*[,;–-]\s*\p{N}{1,3})*[\])]?")
_NOTED = regex.compile(
    r"(?:(?:\p{Ll}\p{M}*){4}|[\p{Lo}--[ªº]]\p{M}*|[.,;:!?。、”»])$", regex.VERSION1
)
_TRADEMARKED = regex.compile(r"\p{L}{2}$")
#: Characters of a link to a note, such as [note 12], and nodes in it.
LONGEST_NOTE, _FEW = 12, 9

#: Tags beyond which a page may have a list of so many choices that its kind matters.
MANY = 2_000
_LIST = re.compile(rb"<select(?=[ \t\n\f\r/>])", re.IGNORECASE)


def parse(markup: str, room: Room | None = None) -> LexborNode:
    """The root of a page's tree, which has a body whatever the markup; `room` is shared by the
    parts of a document.

    Raises `PageError` `too_complex` for more tags, attributes or levels than a page may have.
    """
    data = markup.encode()
    if is_too_complex(data, room):
        raise PageError("too_complex")
    # In a list that shows one choice lexbor looks at all of them whenever one is added.
    if data.count(b"<") > MANY:
        data = _LIST.sub(b"<select multiple", data)
    # As in a browser that runs programs: what stands in <noscript> is no markup.
    root = LexborHTMLParser(data, scripting=True).root
    assert root is not None
    return root


def shadow(template: LexborNode) -> LexborNode | None:
    """The first node that a template of an element's shadow holds; no other template is seen."""
    if "shadowrootmode" not in template.attributes:
        return None
    fragments = template.template_fragments()
    return fragments[0].first_child if fragments else None


def unread(element: LexborNode) -> int:
    """Characters of the scripts and the like in an element."""
    inside = element.css("script, style, noscript, template")
    return sum(len(own_text(inner)) for inner in inside)


def own_text(element: LexborNode) -> str:
    """The text of an element that has no others, such as a script; without that of any in it, which
    there are in SVG alone."""
    return element.text(deep=False) or ""


def is_note(high: LexborNode, link: str, before: str) -> bool:
    """Whether what is set high refers to a note, and is neither an exponent nor an ending (1st).

    `link` is where the link leads that it stands in, empty for none, `before` the text before it.
    """
    mark = _little(high)
    if 0 < len(mark) <= LONGEST_NOTE and _leads_to_note(high, link, mark):
        return True
    if not _NOTE.fullmatch(mark):
        return False
    noted = _TRADEMARKED if mark in ("TM", "SM") else _NOTED
    return noted.search(before[-LONGEST_NOTE:]) is not None


def _leads_to_note(high: LexborNode, link: str, mark: str) -> bool:
    """Whether a link to a place in a page has this mark and nothing else in it, or is all of it."""
    outer = high.parent
    if outer is not None and outer.tag == "a":
        return "#" in link and _little(outer) == mark
    return any(
        node.tag == "a"
        and "#" in (node.attributes.get("href") or "")
        and _little(node) in (mark, mark.strip("[]()"))
        for node in islice(high.traverse(), _FEW)
    )


def _little(element: LexborNode) -> str:
    """The text of an element with little in it, empty for any other: those may be nested."""
    nodes = [*islice(element.traverse(include_text=True), _FEW + 1)]
    if len(nodes) > _FEW:
        return ""
    return "".join(node.text_content or "" for node in nodes if node.tag == TEXT).strip()
