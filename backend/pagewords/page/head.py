"""What a page says of itself: title, language, description, kind.

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

#: Characters in which the head is looked for, and of what it says of itself in JSON-LD.
HEAD, DATA = 200_000, 20_000
TITLE, DESCRIPTION = 500, 1_000
#: What is passed over with all that stands in it, and then the tags that say something. Scripts
#: come first, so that a title written by one is not taken for the page's.
# Not with `re`: see `bounds`.
_TELLING = regex.compile(
    r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)"
    r"|(<script\b[^>]*+>)(?:[^<]++|<(?!/script))*+"
    r"|<(style|noscript|template|svg)\b(?:[^<]++|<(?!/\2))*+"
    r"|(?:</head\b[^>]*+>\s*+)?(<body\b[^>]*+>)|(</head\b)"
    r"|(<title\b[^>]*+>[^<]*+(?:</title>)?|<(?:html|meta)\b[^>]*+>)"
    # No tag ends behind one that does not: it is looked for once.
    r"|<(?:script|body|title|html|meta)\b[^>]*+\Z",
    regex.IGNORECASE,
)
_WANTED = re.compile(r"description|content-language|og:(?:title|locale|type)")
_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?:https?://schema\.org/)?(\w+)"')
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
    """A page's own words about itself, empty or None where it says none; `kinds` are of `KINDS`."""

    title: str = ""
    language: str | None = None
    description: str = ""
    kinds: frozenset[str] = frozenset()


def read_head(markup: str) -> Head:
    """Read the head of a page."""
    soup = BeautifulSoup("".join(_telling(markup)), "lxml")
    said: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        names = (_attribute(tag, name) for name in ("name", "property", "http-equiv"))
        said.setdefault(next(filter(None, names), "").lower(), _attribute(tag, "content"))
    title = soup.title.get_text() if soup.title is not None else ""
    types = [name for tag in soup.find_all("script") for name in _TYPE.findall(tag.get_text())]
    types.append(said.get("og:type", "").partition(".")[0].partition(":")[0])
    return Head(
        _line(title or said.get("og:title", ""), TITLE),
        _language(soup, said),
        _line(said.get("description") or said.get("og:description", ""), DESCRIPTION),
        frozenset(kind for name in types if (kind := _KIND.get(name.lower()))),
    )


def _telling(markup: str) -> Iterator[str]:
    """The telling tags up to that of the body."""
    for match in _TELLING.finditer(markup, 0, HEAD):
        script, _, body, end, tag = match.groups()
        if body:
            yield body
        elif script and "ld+json" in script.lower():
            yield match[0][:DATA] + "</script>"
        elif tag and _is_wanted(tag.lower()):
            yield tag
        if body or end:
            return


def _is_wanted(tag: str) -> bool:
    return not tag.startswith("<meta") or _WANTED.search(tag) is not None


def _language(soup: BeautifulSoup, said: dict[str, str]) -> str | None:
    """What the page calls its language, as a BCP 47 tag."""
    told = (
        _attribute(soup.html, "lang")
        or _attribute(soup.html, "xml:lang")
        or _attribute(soup.body, "lang")
        or said.get("content-language")
        or said.get("og:locale", "")
    )
    return told.replace("_", "-").split(",")[0].strip() or None


def _attribute(tag: Tag | None, name: str) -> str:
    value = tag.get(name) if tag is not None else None
    if isinstance(value, list):
        value = " ".join(value)
    return value.strip() if isinstance(value, str) else ""


def _line(text: str, most: int) -> str:
    return " ".join(text.split())[:most]
