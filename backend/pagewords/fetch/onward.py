"""Where a page sends its reader on without a redirect: a Refresh header, a meta refresh, a script.

Only what a browser leaves at once is followed: a refresh without delay, or within ten seconds from
a page with hardly any text; a script where the page has next to none. Pages that tell readers to
switch JavaScript on are never followed. The page is looked at as bytes (read as Latin-1), since its
encoding does not matter here.
"""

import re
from typing import NamedTuple

import regex

from pagewords import links
from pagewords.entities import unescape
from pagewords.fetch.script import find_location

#: Bytes of a page that are looked at, and bytes of its text up to which it has hardly any.
LOOKED, LITTLE = 200_000, 500
#: Bytes of text up to which a page has next to none, and characters of all its scripts up to which
#: they do nothing else than send on.
NEXT_TO_NONE, SHORT_SCRIPTS = 150, 4_000
#: Seconds up to which a refresh is followed, and up to which a browser leaves whatever the text.
MOST_DELAY, AT_ONCE = 10.0, 1.0
_CONTENT = re.compile(
    r"\s*([0-9]*)(?:\.[0-9]*)?\s*(?:[;,\s]\s*(?:url\s*=)?\s*(?:\"([^\"]*)|'([^']*)|(.*)))?",
    re.IGNORECASE | re.DOTALL,
)
_WORD = r"(?<![a-z])(?:no|enable|disabled?|without|need|require|retry)[a-z]?"
_SCRIPT = r"(?:js|java[-_]?script|script)"
#: Where pages send readers without scripts, by the path and query of the link.
_NO_SCRIPT = re.compile(
    rf"{_WORD}[-_/]?{_SCRIPT}(?![a-z])|(?<![a-z]){_SCRIPT}[-_/]?(?:disabled?|off|required?|needed|error)"
    r"|unsupported[-_]?browser|browser[-_]?(?:un|not[-_]?)supported|[?&]js=(?:0|no|off|false)",
    re.IGNORECASE,
)
#: Comments, elements whose content is no markup, and tags. Not with `re`, whose possessive groups
#: match too little before Python 3.11.5.
_TOKEN = regex.compile(
    r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)"
    r"|<(?P<raw>script|style|template|svg|textarea|title|xmp|iframe)\b"
    r"(?P<content>(?:[^<]++|<(?!/(?P=raw)))*+)"
    r"|<(?P<tag>/?[a-z!?][^<>\s/]*+)(?P<rest>[^<>]*+)>?",
    regex.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"\b(http-equiv|content|href|onload)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE
)
_AMPERSAND = re.compile(r"&(?!#?\w+;)")
_NO_SPACE = str.maketrans({" ": "%20", "\t": None, "\r": None, "\n": None})


class _Look(NamedTuple):
    """What sends on in a page: refreshes with whether they stand in <noscript>, scripts, text."""

    refreshes: list[tuple[str, bool]]
    scripts: str
    text: str
    base: str


def onward(body: bytes, url: str, refresh: str | None = None) -> str | None:
    """The absolute link that a page sends its reader on to; None where it does not.

    `refresh` is the Refresh header. A link that stays where it is (`url` itself) is a reload.
    """
    looked = body[:LOOKED].decode("latin-1")
    lower = looked.lower()
    if refresh is None and "refresh" not in lower and "location" not in lower:
        return None
    look = _look(looked)
    size = len(look.text)
    for content, quiet in ([(refresh, False)] if refresh else []) + look.refreshes:
        link = _refreshed(content, quiet, size)
        if link is not None and not _is_for_no_script(link):
            return _absolute(link, look.base, url)
    if size > NEXT_TO_NONE or len(look.scripts) > SHORT_SCRIPTS or len(body) > LOOKED:
        return None
    link = find_location(look.scripts)
    return None if not link or _is_for_no_script(link) else _absolute(link, look.base, url)


def as_link(raw: bytes) -> str:
    """A link of a header or page as it is asked for.

    Bytes beyond ASCII are mostly UTF-8; any others are sent back as they are, as browsers do.
    Spaces are common, so they are encoded.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)
    return text.strip().translate(_NO_SPACE)


def _look(markup: str) -> _Look:
    refreshes, scripts, pieces, base, quiet, end = [], [], [], "", False, 0
    for token in _TOKEN.finditer(markup):
        if not quiet:
            pieces.append(markup[end : token.start()])
        end = token.end()
        tag = (token["tag"] or "").lower()
        if tag in ("noscript", "/noscript"):
            quiet = tag == "noscript"
        elif tag in ("meta", "base", "body"):
            said = _attributes(token["rest"])
            if said.get("http-equiv", "").lower() == "refresh":
                refreshes.append((said.get("content", ""), quiet))
            scripts.append(said.get("onload", ""))
            base = base or (said.get("href", "") if tag == "base" else "")
        elif (token["raw"] or "").lower() == "script":
            attributes, _, code = token["content"].partition(">")
            if "json" not in attributes.lower():
                scripts.append(code)
    pieces.append("" if quiet else markup[end:])
    text = " ".join(unescape("".join(pieces)).split())
    return _Look(refreshes, "\n".join(scripts).strip(), text, base)


def _attributes(rest: str) -> dict[str, str]:
    """The attributes of a tag; an ampersand in a link is no entity without its semicolon."""
    return {
        name.lower(): unescape(_AMPERSAND.sub("&amp;", _unquoted(value)))
        for name, value in _ATTRIBUTE.findall(rest)
    }


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in ("'", '"') else value


def _refreshed(content: str, quiet: bool, size: int) -> str | None:
    """The link of a refresh, empty for a reload; None where it is not followed."""
    found = _CONTENT.match(content)
    if found is None or not (found[1] or content.lstrip().startswith(".")):
        return None
    delay = float(found[1][:6] or 0)
    link = (found[2] or found[3] or found[4] or "").strip()
    leaves = delay <= AT_ONCE and not quiet and bool(link)
    return link if leaves or (delay <= MOST_DELAY and size <= LITTLE) else None


def _absolute(link: str, base: str, url: str) -> str | None:
    """The link as an absolute one of the web, None where it is none, such as `javascript:`."""
    try:
        joined = links.join(links.join(url, as_link(_raw(base))), as_link(_raw(link)))
        return joined if links.split(joined).scheme in ("http", "https") else None
    except ValueError:
        return None


def _raw(text: str) -> bytes:
    """The bytes of a text that was read as Latin-1; what entities gave beyond it is UTF-8."""
    return b"".join(
        char.encode("latin-1") if char <= "\xff" else char.encode("utf-8", "replace")
        for char in text
    )


def _is_for_no_script(link: str) -> bool:
    path = link.partition("://")[2].partition("/")[2] if "://" in link else link
    return _NO_SCRIPT.search(path) is not None
