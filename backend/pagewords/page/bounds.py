"""What a page may hold: tags, attributes, levels, and elements that the parser would make of few.

A tree as browsers build it takes time quadratic in its depth and in the attributes of an element,
and formatting elements (`<font>`) that are never closed are made anew in every paragraph that
follows. So a page that could be one of these is looked through before it is parsed.
"""

import re
from collections import Counter
from dataclasses import dataclass

import regex

#: Tags beyond which a page is no page: the largest seen in the wild have some tens of thousands.
#: Attributes in one tag. Elements open at once.
MOST_TAGS, MOST_ATTRIBUTES, MOST_DEPTH = 300_000, 2_000, 2_048
#: Tags of all parts of a document, such as the chapters of a book.
MOST_PARTS_TAGS = 1_000_000
#: Formatting elements made anew and elements looked at for their ends, all together.
MOST_WORK = 1_500_000
#: Bytes of tags that are looked at, beside four times those of the page: tags that stand in others'
#: values are looked at once for each of these.
LOOKED_AT = 5_000_000
#: Tags up to which one page may have each nested in the other, and how many levels of each take as
#: long as one formatting element.
FEW, LEVELS = 20_000, 300
#: Comparisons of style rules with elements, of which no page known takes 5,000.
MOST_COMPARED = 100_000
#: Formatting elements with the same name and attributes that are made anew.
EQUAL = 3
#: Attributes as the HTML standard has them: quotes count behind an equals sign alone.
_ATTRIBUTE = (
    rb"(?:=[^ \t\n\f\r/>=]*+|[^ \t\n\f\r/>=]++)(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+"
    rb"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+)?+)?+"
)
_TAG = (
    rb"(?P<name>[a-zA-Z][^ \t\n\f\r/>]*+)"
    rb"(?P<attributes>(?:[ \t\n\f\r/]++|" + _ATTRIBUTE + rb")*+)"
)
#: Comments, elements whose content is text, and tags. Not with `re`: before Python 3.11.5 its
#: possessive groups match too little.
_TOKEN = regex.compile(
    rb"<!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|<[!?][^>]*+(?:>|\Z)"
    rb"|<(script|style|textarea|title|xmp|iframe|noembed|noframes|noscript)(?=[ \t\n\f\r/>])"
    rb"(?:[^<]++|<(?!/\1))*+"
    rb"|<(/?)" + _TAG,
    regex.IGNORECASE,
)
_ONE_TAG, _ONE_ATTRIBUTE = regex.compile(rb"<" + _TAG), regex.compile(_ATTRIBUTE)
#: Where a tag may begin, of <html> or <body>, or with many attributes: one that is not as most are,
#: with few, and with values between double quotes or without any.
_ODD_TAG = re.compile(
    rb"<(?:(?=(?:html|body)[ \t\n\f\r/])|(?=[a-z])(?![^<>\"'= \t\n\f\r/]{1,99}"
    rb"(?:[ \t\n\f\r/]{1,99}[^<>\"'= \t\n\f\r/]{1,99}(?:=\"[^\"<>]{0,999}\")?){0,9}"
    rb"[ \t\n\f\r/]{0,99}>))",
    re.IGNORECASE,
)
#: Elements of which there is one each: it gets the attributes of all its tags.
_MERGED = frozenset((b"html", b"body"))
_FORMATTING = frozenset(b"b big code em font i nobr s small strike strong tt u".split())
_DISTINCT = re.compile(rb"<(?:" + b"|".join(sorted(_FORMATTING)) + rb")[ \t\n\f\r/]", re.IGNORECASE)
#: These close their like, so that they add no level that another element does not, or have none.
#: Parts of ruby and groups of options are not among them: those close their like only in their own.
_LEVEL = frozenset(
    b"p li dd dt option tr td th tbody thead tfoot colgroup caption a area base br col embed hr img"
    b" input link meta param source track wbr frame image keygen html head body".split()
)
#: Elements that an end tag of another one does not reach out of; a table's next part ends a cell.
_CELLS = frozenset(b"td th caption".split())
_PARTS = _CELLS | frozenset(b"tr tbody thead tfoot table".split())
_SCOPES = _CELLS | frozenset(b"table object applet marquee template svg math select".split())
#: Elements whose end tags close nothing where a block is open in them.
_INLINE = _FORMATTING | frozenset(
    b"abbr bdi bdo cite data del dfn ins kbd label mark optgroup q rb rp rt rtc ruby samp span sub"
    b" sup time var".split()
)


@dataclass
class Room:
    """What is left for the parts of a document that follow: of tags, of bytes of tags to look at,
    of work, in parts that are looked through and in parts that are too small for it, and of
    comparisons with style rules."""

    tags: int = MOST_PARTS_TAGS
    bytes: int = LOOKED_AT
    work: int = MOST_WORK
    unseen_work: int = MOST_WORK
    compared: int = MOST_COMPARED


def is_too_complex(data: bytes, room: Room | None = None) -> bool:
    """Whether a page in UTF-8, or a part of a document, has more than a page may have; linear, and
    mostly a few counts."""
    room = room or Room()
    tags = data.count(b"<")
    room.tags -= tags
    if tags > MOST_TAGS or room.tags < 0 or _has_too_many_attributes(data, room):
        return True
    most = tags * tags
    if room.unseen_work < most and tags <= FEW:
        most = tags * max(len(_DISTINCT.findall(data)), tags // LEVELS)
    if room.unseen_work < most:
        return _Open(room).overflow(data)
    room.unseen_work -= most
    return False


class _Open:
    """What is open while a page is looked through: at least what is open in a parser."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._names: list[bytes] = []
        self._number: Counter[bytes] = Counter()
        #: Places of scopes among the names, each with the number of formatting elements before it.
        self._scopes: list[tuple[int, int]] = []
        #: Formatting elements, with their attributes and the number of scopes that they are in.
        self._formats: list[tuple[bytes, bytes, int]] = []
        self._equal: Counter[bytes] = Counter()
        self._active = 0

    def overflow(self, data: bytes) -> bool:
        """Whether more levels are open at once, or more work is to do, than a page may have."""
        for match in _TOKEN.finditer(data):
            if name := (match[3] or b"").lower():
                if name in _PARTS and self._scope() in _CELLS and (name != b"table" or match[2]):
                    self._cut(self._scopes[-1][0])
                if match[2]:
                    self._end(name)
                elif not match[4].endswith(b"/") or self._scope() not in (b"svg", b"math"):
                    self._start(name, match[4])
                self._room.work -= self._active
                if len(self._names) > MOST_DEPTH or self._room.work < 0:
                    return True
        return False

    def _scope(self) -> bytes:
        return self._names[self._scopes[-1][0]] if self._scopes else b""

    def _start(self, name: bytes, attributes: bytes) -> None:
        if name in _FORMATTING:
            key = name + attributes
            self._formats.append((name, key, len(self._scopes)))
            self._equal[key] += 1
            self._active += self._equal[key] <= EQUAL
        if name not in _LEVEL or (name in _CELLS and self._scope() == b"table"):
            if name in _SCOPES:
                self._scopes.append((len(self._names), len(self._formats)))
            self._names.append(name)
            self._number[name] += 1

    def _end(self, name: bytes) -> None:
        if name in _FORMATTING:
            self._end_format(name)
        for place in range(len(self._names) - 1, -1, -1) if self._number[name] else ():
            self._room.work -= 1
            other = self._names[place]
            if other == name:
                self._cut(place)
            if other == name or other in _SCOPES or (name in _INLINE and other not in _INLINE):
                return

    def _end_format(self, name: bytes) -> None:
        for place in range(len(self._formats) - 1, -1, -1):
            self._room.work -= 1
            other, _, scopes = self._formats[place]
            if other == name and scopes >= len(self._scopes):
                self._forget(place, place + 1)
                return

    def _cut(self, place: int) -> None:
        """Close what is open from a place on; what is formatted in a cell ends with it."""
        while self._scopes and self._scopes[-1][0] >= place:
            if self._scope() in _CELLS:
                self._forget(self._scopes[-1][1], len(self._formats))
            self._scopes.pop()
        for name in self._names[place:]:
            self._number[name] -= 1
        del self._names[place:]

    def _forget(self, start: int, end: int) -> None:
        for _, key, _ in self._formats[start:end]:
            self._active -= self._equal[key] <= EQUAL
            self._equal[key] -= 1
        del self._formats[start:end]


def _has_too_many_attributes(data: bytes, room: Room) -> bool:
    """Whether an element gets more attributes than one may have.

    Whatever looks like a tag is taken for one, also in a script, a comment or a value: whether it
    is none depends on all that stands before it.
    """
    own = 4 * len(data)
    merged: set[bytes] = set()
    for begin in _ODD_TAG.finditer(data):
        tag = _ONE_TAG.match(data, begin.start())
        assert tag is not None
        size = tag.end() - tag.start()
        is_merged = tag["name"].lower() in _MERGED
        if is_merged or size > 2 * MOST_ATTRIBUTES:
            found = _ONE_ATTRIBUTE.findall(tag["attributes"])
            if is_merged:
                merged.update(map(_name, found))
            if max(len(found), len(merged)) > MOST_ATTRIBUTES:
                return True
        own -= size
        if own + room.bytes < 0:
            return True
    room.bytes += min(own, 0)
    return False


def _name(attribute: bytes) -> bytes:
    """The name of an attribute, which may begin with an equals sign."""
    return (attribute[:1] + attribute[1:].partition(b"=")[0]).rstrip().lower()
