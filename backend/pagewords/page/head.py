"""What a page says of itself: title, language, description, canonical link, kind, feeds.

BeautifulSoup reads it, from the few tags of the head that say it: making its objects costs ten
times the parse, so it is given little. Its parser is lxml; html.parser takes time quadratic in
hostile input.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import regex
from bs4 import BeautifulSoup
from bs4.element import Tag

from pagewords.page.links import absolute

#: Characters in which the head is looked for, and of what it says of itself in JSON-LD.
HEAD, DATA = 200_000, 20_000
TITLE, DESCRIPTION, FEEDS = 500, 1_000, 10
#: What is passed over with all that stands in it, and then the tags that say something. Scripts
#: come first, so that a title written by one is not taken for the page's.
# Not with `re`: see `bounds`.
_TELLING = regex.compile(
    r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)"
    r"|(<script\b[^>]*?\bld\+json\b[^>]*+>(?:[^<]++|<(?!/script))*+)"
    r"|<(script|style|noscript|template|svg)\b(?:[^<]++|<(?!/\2))*+"
    r"|(</head\b)"
    r"|(<title\b[^>]*+>[^<]*+(?:</title>)?|<(?:html|body|meta|link)\b[^>]*+>)",
    regex.IGNORECASE,
)
_WANTED = re.compile(
    r"canonical|description|content-language|og:(?:title|locale|type)"
    r"|application/(?:rss\+xml|atom\+xml|feed\+json)"
)
_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(?:https?://schema\.org/)?(\w+)"')
_FEED = re.compile(r"application/(?:rss|atom|feed)\+(?:xml|json)", re.IGNORECASE)
#: What a page may call itself, by the types of OpenGraph and schema.org that say so.
KINDS: Final = {
    "article": "article newsarticle blogposting techarticle reportagenewsarticle report",
    "product": "product productgroup",
    "list": "itemlist collectionpage offercatalog blog",
    "thread": "discussionforumposting qapage question",
    "questions": "faqpage",
    "recipe": "recipe howto",
    "website": "website",
}
_KIND = {name: kind for kind, names in KINDS.items() for name in names.split()}


class Head(NamedTuple):
    """A page's own words about itself; what is not said is empty or None. `kinds` are of `KINDS`,
    `feeds` absolute URLs."""

    title: str = ""
    language: str | None = None
    description: str = ""
    canonical: str | None = None
    kinds: frozenset[str] = frozenset()
    feeds: tuple[str, ...] = ()


def read_head(markup: str, url: str | None) -> Head:
    """Read the head of a page; `url` is where it came from."""
    soup = BeautifulSoup(_head(markup), "lxml")
    first: dict[str, Tag] = {}
    said: dict[str, str] = {}
    types: list[str] = []
    feeds: dict[str, None] = {}
    for tag in soup.find_all(True):
        first.setdefault(tag.name, tag)
        if tag.name == "meta":
            names = (_attribute(tag, name) for name in ("name", "property", "http-equiv"))
            said.setdefault(next(filter(None, names), "").lower(), _attribute(tag, "content"))
        elif tag.name == "link":
            relation, place = _attribute(tag, "rel").lower(), _attribute(tag, "href")
            if relation == "canonical":
                said.setdefault("canonical", place)
            elif relation == "alternate" and _FEED.match(_attribute(tag, "type")):
                feeds.update(dict.fromkeys(filter(None, [absolute(place, url)])))
        elif tag.name == "script":
            types += _TYPE.findall(tag.get_text())
    title = first["title"].get_text() if "title" in first else ""
    types.append(said.get("og:type", "").partition(".")[0].partition(":")[0])
    return Head(
        _line(title or said.get("og:title", ""), TITLE),
        _language(first.get("html"), first.get("body"), said),
        _line(said.get("description") or said.get("og:description", ""), DESCRIPTION),
        absolute(said.get("canonical", ""), url),
        frozenset(kind for name in types if (kind := _KIND.get(name.lower()))),
        tuple(feeds)[:FEEDS],
    )


def _head(markup: str) -> str:
    """The telling tags up to the body; an element's language may stand in the body's tag."""
    return "".join(_telling(markup))


def _telling(markup: str) -> Iterator[str]:
    for match in _TELLING.finditer(markup, 0, HEAD):
        data, _, end, tag = match.groups()
        if data:
            yield data[:DATA] + "</script>"
        elif tag and _is_wanted(tag.lower()):
            yield tag
        if end or (tag and tag[:5].lower() == "<body"):
            return


def _is_wanted(tag: str) -> bool:
    if tag.startswith(("<meta", "<link")):
        return _WANTED.search(tag) is not None
    return True


def _language(root: Tag | None, body: Tag | None, said: dict[str, str]) -> str | None:
    """What the page calls its language, as a BCP 47 tag."""
    told = (
        _attribute(root, "lang")
        or _attribute(root, "xml:lang")
        or _attribute(body, "lang")
        or said.get("content-language")
        or said.get("og:locale", "")
    )
    return told.replace("_", "-").split(",")[0].strip() or None


def _attribute(tag: object, name: str) -> str:
    value = tag.get(name) if isinstance(tag, Tag) else None
    if isinstance(value, list):
        value = " ".join(value)
    return value.strip() if isinstance(value, str) else ""


def _line(text: str, most: int) -> str:
    return " ".join(text.split())[:most]
