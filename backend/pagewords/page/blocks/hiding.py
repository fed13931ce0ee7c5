"""What of a page its reader does not see, by attributes and by the page's own style sheets.

Of style sheets only rules are read whose selectors are a name, classes and ids of one element, as
`.gone` or `p#note.old`, and which hold on every screen. A selector that says more, as `.open .box`,
may hold or not: what it may show is seen. What a script is likely to show is seen as well: a page
that would hide more than half of its text does so until its script has run.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from pagewords.page.bounds import Room
from pagewords.page.tree import own_text, unread

Attributes = dict[str, str | None]
#: Characters of a page's style sheets and of a selector that are looked at, and rules in all.
MOST_STYLE, MOST_SELECTOR, MOST_RULES = 200_000, 200, 2_000
#: Comparisons of style rules with elements that each part of a document may make before it uses up
#: those that all parts share.
FREE = 2_000
#: Elements too large to be hidden are looked at until they have this many times the page's markup.
#: Later ones are seen.
MOST_NESTED = 10
#: The share of a page's characters that may be hidden otherwise than by `hidden` and `display`.
MOST_HIDDEN = 0.5
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE = re.compile(r"([{}])")
_DISPLAY = re.compile(r"(?:^|;)display:([a-z-]+)(!important)?")
_SIMPLE = re.compile(r"([a-zA-Z][\w-]*)?((?:[.#][\w-]+)+)")
#: The part of a selector that is the element itself, and what else is asked of it.
_LAST = re.compile(r"[^\s>+~]*$")
_ASKED = re.compile(r":{1,2}[\w-]+(?:\([^)]*\))?|\[[^\]]*\]")
_NAME = re.compile(r"[.#][\w-]+")
_UNSEEN_HERE = re.compile(r"visibility:hidden|(?<!\w)font-size:0(?:px|em|rem|pt|%)?(?=;|!|$)")


class _Rule(NamedTuple):
    """A rule on `display`: the element's name or "", its classes and ids; what is `sure` holds
    wherever they do. The last of the greatest rank wins."""

    tag: str
    names: frozenset[str]
    hides: bool
    sure: bool
    rank: tuple[bool, int, int, int]


class Hiding:
    """What is not seen in a page; `root` is its tree."""

    def __init__(self, root: LexborNode, room: Room) -> None:
        self._root, self._room = root, room
        #: The rules by one of the names that each asks for.
        self._rules: dict[str, list[_Rule]] = {}
        #: Characters that may still be hidden; negative before they were counted.
        self._left = -1.0
        self._free = FREE
        #: The markup that elements too large may still have.
        self._nested = 0
        styles = "\n".join(
            own_text(style)
            for style in root.css("style")
            if (style.attributes.get("media") or "all") in ("all", "screen")
        )[:MOST_STYLE]
        if "none" in styles.lower():
            self._read(styles)
        #: Whether rules hide elements of a name, with these classes and id.
        self._known: dict[tuple[str, str | None, str | None], bool] = {}

    @property
    def by_name(self) -> bool:
        """Whether there are rules that may hide elements of a name."""
        return bool(self._rules)

    def is_hidden(self, element: LexborNode, tag: str, attributes: Attributes) -> bool:
        """Whether an element is not seen, and so nothing in it."""
        if "popover" in attributes or ("hidden" in attributes and _by_attribute(attributes)):
            return True
        if style := attributes.get("style"):
            style = "".join(style.lower().split())
            if "display:none" in style:
                return not _is_one_click_away(attributes)
            if _UNSEEN_HERE.search(style) and ("visibility" in style or not _is_styled_in(element)):
                return self._may_hide(element)
            if "display:" in style:
                return False  # the element's own style wins over the sheet's
        if not self.by_name:
            return False
        key = tag, attributes.get("class"), attributes.get("id")
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._by_rule(*key)
        return found and self._may_hide(element)

    def _by_rule(self, tag: str, classes: str | None, own: str | None) -> bool:
        names = {f".{name}" for name in (classes or "").split()}
        if own:
            names.add(f"#{own}")
        compared = sum(len(self._rules.get(name, ())) for name in names)
        self._room.compared -= max(0, compared - self._free)
        self._free = max(0, self._free - compared)
        if self._room.compared < 0:
            self._rules.clear()
        asked = (rule for name in names for rule in self._rules.get(name, ()))
        found = [rule for rule in asked if rule.names <= names and rule.tag in ("", tag)]
        return (
            any(rule.hides for rule in found)
            and all(rule.sure or rule.hides for rule in found)
            and max(found, key=lambda rule: rule.rank).hides
        )

    def _may_hide(self, element: LexborNode) -> bool:
        """Whether a page hides so little that it is no script's task to show it."""
        if self._left < 0:
            body = self._root.css_first("body") or self._root
            self._left = MOST_HIDDEN * _size(body)
            self._nested = MOST_NESTED * len(body.html or "")
        if self._nested <= 0:
            return False
        size = _size(element)
        if size > self._left:
            self._nested -= len(element.html or "")
            return False
        self._left -= size
        return True

    def _read(self, styles: str) -> None:
        for number, (selectors, declarations) in enumerate(_top_rules(styles)):
            found = _DISPLAY.findall("".join(declarations.lower().split()))
            if not found:
                continue
            value, weight = found[-1]
            for selector in selectors.split(",")[: MOST_RULES - number]:
                rule = _rule_of(selector.strip(), value == "none", (bool(weight), number))
                if rule is not None:
                    self._rules.setdefault(min(rule.names), []).append(rule)
        if not any(rule.hides for rules in self._rules.values() for rule in rules):
            self._rules.clear()


def _top_rules(styles: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that stand in no other rule."""
    opened: list[str] = []
    left = MOST_RULES
    pieces = _BRACE.split(_COMMENT.sub(" ", styles))
    for before, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            opened.append(before.rpartition(";")[2].strip())
        elif opened:
            selectors = opened.pop()
            if not opened and "display" in before and not selectors.startswith("@"):
                yield selectors, before
                left -= 1
                if not left:
                    return


def _rule_of(selector: str, hides: bool, order: tuple[bool, int]) -> _Rule | None:
    """A rule by its selector; none where it tells nothing of an element with a class or an id."""
    if len(selector) > MOST_SELECTOR:
        return None
    simple = _SIMPLE.fullmatch(selector)
    found = _LAST.search(selector)
    last = found[0] if found else ""
    if not simple and (hides or "::" in last):
        return None
    part = simple or _SIMPLE.fullmatch(_ASKED.sub("", last))
    if part is None:
        return None
    names = frozenset(_NAME.findall(part[2]))
    ids = sum(name[0] == "#" for name in names)
    important, number = order
    rank = important, ids, 2 * len(names) + bool(part[1]), number
    return _Rule((part[1] or "").lower(), names, hides, simple is not None, rank)


def _is_styled_in(element: LexborNode) -> bool:
    """Whether an element in this one has a style; looks no further than the first."""
    inside = islice(element.traverse(), 1, None)
    return any("style" in node.attributes or "class" in node.attributes for node in inside)


def _by_attribute(attributes: Attributes) -> bool:
    """Whether `hidden` holds.

    What a server sends after the page (`hidden id="S:0"`) is put in its place by a program, and
    what is `hidden="until-found"` is found by readers.
    """
    return not (
        (attributes["hidden"] or "").strip().lower() == "until-found"
        or (attributes.get("id") or "").startswith("S:")
        or _is_one_click_away(attributes)
    )


def _is_one_click_away(attributes: Attributes) -> bool:
    """Whether an element is a tab, or what its label opens, as the answers of an FAQ are."""
    role = attributes.get("role")
    return role == "tabpanel" or (role == "region" and bool(attributes.get("aria-labelledby")))


def _size(element: LexborNode) -> int:
    """Characters of an element, scripts and the like apart."""
    return max(0, len(element.text() or "") - unread(element))
