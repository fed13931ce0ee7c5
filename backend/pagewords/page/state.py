"""A page's own data: text that stands in it for its program, and that nobody sees without one.

Sources are taken in this order, the first that has enough: the body of an article in JSON-LD;
where less than `FILLED` is seen, `<noscript>` and the data of a program (`__NEXT_DATA__`,
`window.__STATE__`, React's flight); and the description of a video. Of a program's data the strings
are taken that are read as prose and stand together in one place: one article, not the whole store.
"""

import html
import json
import re
from collections.abc import Callable, Iterator
from itertools import islice, repeat
from typing import Any, NamedTuple

from selectolax.lexbor import LexborNode

from pagewords.entities import unescape
from pagewords.page.prose import DENSE_WEIGHT, plain, weigh
from pagewords.page.tree import own_text
from pagewords.page.wall_words import MARKS, NEEDS_SCRIPT, NOTICE_WITHIN
from pagewords.text import join_surrogates

#: What a text is, beside `page`.
DATA, DESCRIPTION = "data", "description"
#: Characters of a text from which it is worth reading, dense scripts counted by `weigh`, those of a
#: description, and how much longer than what is seen a text must be.
ENOUGH, SHORT, TIMES = 200, 80, 2
#: Characters of the main text that is seen, weighed, from which no program fills the page.
FILLED = 800
#: Characters of a page's scripts that are read, values in one of them, and places in one where data
#: may begin: each that is none costs the time to count the lines before it.
MOST_CHARACTERS, MOST_VALUES, MOST_BEGINNINGS = 4_000_000, 200_000, 500

_SENTENCE_END = re.compile(r"[.!?。！？…।۔؟다요죠][\"”’)」』]?(?:\s|$)")
_DENSE_RUN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{12}")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
#: Characters at the end of a name that are looked at.
LONGEST_NAME = 100
#: Names of values that are not for readers.
_ASIDE = re.compile(
    r"(?:css|styles?|scripts?|tokens?|urls?|href|src|class|ids?|slug|seo|meta|i18n|locales?|env"
    r"|translations?|messages|config|experiments?|query|hash|copyright|privacy|terms|cookies?"
    r"|consent|menu|nav|footer|header|breadcrumbs?|related|recommend\w*|comments?|ads?)$",
    re.IGNORECASE,
)
#: Where a program's data begin in a script.
_STATE = re.compile(
    r"(?:\b(?:__[A-Za-z][A-Za-z0-9_]*__|__\w+(?:State|STATE|Data|DATA)|ytInitialPlayerResponse))"
    r"[\"'\])]*\s*=\s*(JSON\.parse\(\s*)?(?=[{\[\"])"
)
_FLIGHT = re.compile(r"self\.__next_f\.push\(\s*(?=\[)")
_FLIGHT_LINE = re.compile(r"\n(?=[0-9a-f]+:)")
_FLIGHT_TEXT = re.compile(r"T[0-9a-f]+,")
#: Names under which React keeps what an element shows.
_SHOWN = frozenset(("children", "content", "text", "dangerouslySetInnerHTML", "__html", "body"))
_DECODER = json.JSONDecoder()


class _Place(NamedTuple):
    """Where a value stands: the number of an object, and its name in it or that of its list."""

    parent: int
    name: str


_ROOT = _Place(0, "")


class Data(NamedTuple):
    """A text from a page's own data as HTML, and what it is: `DATA` or `DESCRIPTION`."""

    markup: str
    source: str


def read_data(root: LexborNode, markup: str, seen: str) -> Data | None:
    """The text in a page's data, None unless it is at least twice `seen`, the visible main text."""
    visible = weigh(seen)
    enough, short = max(TIMES * visible, ENOUGH), max(visible, SHORT)
    scripts = [*_scripts(root)]
    for pieces in _sources(root, markup, scripts, visible, enough):
        if _size(pieces) >= enough:
            return Data(_markup(pieces), DATA)
    pieces = _description(scripts)
    return Data(_markup(pieces), DESCRIPTION) if _size(pieces) >= short else None


class _Script(NamedTuple):
    """A script's type and id, lower case, and its text."""

    kind: str
    name: str
    text: str


def _scripts(root: LexborNode) -> Iterator[_Script]:
    left = MOST_CHARACTERS
    for node in root.css("script"):
        text = own_text(node)
        left -= len(text)
        if left < 0:
            return
        attributes = node.attributes
        yield _Script((attributes.get("type") or "").lower(), attributes.get("id") or "", text)


def _sources(
    root: LexborNode, markup: str, scripts: list[_Script], visible: float, enough: float
) -> Iterator[list[str]]:
    """The texts of each source; scripts that are too short to hold enough are not read."""
    long = [script for script in scripts if DENSE_WEIGHT * len(script.text) >= enough]
    linked = [value for script in long if "ld+json" in script.kind for value in _json(script.text)]
    strings = [pair for data in linked for pair in _strings(data, _is_for_readers)]
    yield [text for place, text in strings if place.name == "articleBody"]
    yield [text for place, text in strings if place == (0, "reviewBody")]
    if visible >= FILLED:
        return
    quiet = [text for node in root.css("noscript") if _is_text(text := own_text(node))]
    # Checks for robots explain themselves there; only pages have data, and marks too at times.
    if quiet and not MARKS.search(markup):
        yield quiet
    for script in long:
        for data in _program_data(script):
            yield _longest_branch(data)
    yield _flight(scripts)


def _is_text(markup: str) -> bool:
    """Whether what stands in `<noscript>` is something to read and no notice."""
    seen = plain(markup)
    return _is_prose(seen) and not NEEDS_SCRIPT.search(seen[:NOTICE_WITHIN])


def _program_data(script: _Script) -> Iterator[Any]:
    """What a script holds for a program."""
    if script.kind == "application/json" or script.name == "__NEXT_DATA__":
        yield from _json(script.text)
    elif not script.kind or "javascript" in script.kind or script.kind == "module":
        for match in islice(_STATE.finditer(script.text), MOST_BEGINNINGS):
            for data in _json(script.text, match.end()):
                yield from _json(data) if match[1] and isinstance(data, str) else [data]


def _json(text: str, start: int | None = None) -> Iterator[Any]:
    """The JSON value that begins at a place, none where it is none."""
    if start is None:
        start = len(text) - len(text.lstrip())
    try:
        yield _DECODER.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return


def _is_for_readers(name: str) -> bool:
    return not _ASIDE.search(name[-LONGEST_NAME:])


def _strings(data: Any, is_taken: Callable[[str], bool]) -> Iterator[tuple[_Place, str]]:
    """The strings in a value that are prose, each with its place, to which taken names lead."""
    for place, value in islice(_values(data, is_taken), MOST_VALUES):
        if isinstance(value, str) and _is_prose(value):
            yield place, value


def _values(data: Any, is_taken: Callable[[str], bool]) -> Iterator[tuple[_Place, Any]]:
    """The values in a value, in their order, each with its place.

    Objects to which the same names lead have one number: hostile paths are longer than memory is.
    """
    numbers = {_ROOT: 0}

    def named(value: dict[str, Any], place: _Place) -> Iterator[tuple[_Place, Any]]:
        number = numbers.setdefault(place, len(numbers))
        return ((_Place(number, name), value[name]) for name in value if is_taken(name))

    todo: list[Iterator[tuple[_Place, Any]]] = [iter([(_ROOT, data)])]
    while todo:
        if (found := next(todo[-1], None)) is None:
            todo.pop()
            continue
        yield found
        place, value = found
        if isinstance(value, dict):
            todo.append(named(value, place))
        elif isinstance(value, list):
            todo.append(zip(repeat(place), value))


def _is_prose(text: str) -> bool:
    """Whether a string is something to read: not a path, a list of classes, a key."""
    if len(text) < 25:
        return False
    bare = _TAG.sub(" ", text)
    return _DENSE_RUN.search(bare) is not None or (
        len(text) >= 40 and " " in bare and _SENTENCE_END.search(bare, 30) is not None
    )


def _longest_branch(data: Any) -> list[str]:
    branches: dict[int, list[str]] = {}
    for place, text in _strings(data, _is_for_readers):
        branches.setdefault(place.parent, []).append(text)
    best = max(branches.values(), key=lambda texts: sum(map(len, texts)), default=[])
    return [*dict.fromkeys(best)]


def _flight(scripts: list[_Script]) -> list[str]:
    """The texts in React's flight, which pages of Next.js carry in many small scripts."""
    parts: list[str] = []
    for script in scripts:
        for match in islice(_FLIGHT.finditer(script.text), MOST_BEGINNINGS):
            for data in _json(script.text, match.end()):
                if isinstance(data, list):
                    parts += [part for part in data[1:2] if isinstance(part, str)]
    found: list[str] = []
    for line in _FLIGHT_LINE.split("".join(parts)):
        body = line.partition(":")[2]
        begin = _FLIGHT_TEXT.match(body)
        values = [body[begin.end() :]] if begin else _json(body)
        found += [text for one in values for _, text in _strings(one, _SHOWN.__contains__)]
    return [*dict.fromkeys(found)]


def _description(scripts: list[_Script]) -> list[str]:
    """What a page says of its video."""
    for script in scripts:
        if "ytInitialPlayerResponse" in script.text:
            for data in _program_data(script):
                details = data.get("videoDetails") if isinstance(data, dict) else None
                if isinstance(details, dict) and isinstance(details.get("shortDescription"), str):
                    return [details["shortDescription"]]
        elif "ld+json" in script.kind and '"VideoObject"' in script.text:
            for data in _json(script.text):
                for one in data if isinstance(data, list) else [data]:
                    if isinstance(one, dict) and isinstance(one.get("description"), str):
                        return [one["description"]]
    return []


def _size(pieces: list[str]) -> float:
    return sum(weigh(plain(piece)) for piece in pieces)


def _markup(pieces: list[str]) -> str:
    """The pieces as HTML: those that are none become paragraphs, a line each.

    JSON may hold half of a character, where a program cut a text.
    """
    out = []
    for piece in pieces:
        if _TAG.search(piece):
            out.append(f"<div>{piece}</div>")
        else:
            lines = (html.escape(unescape(line)) for line in piece.splitlines())
            out.append("".join(f"<p>{line}</p>" for line in lines))
    return join_surrogates("\n".join(out))
