"""Links that a page or file has: joined and taken apart, whatever they are made of."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit

#: Characters of a link. None that is fetched has as many, and the standard library keeps the last
#: ones that it has split.
MOST_CHARACTERS = 20_000
#: Characters of a host, with a user's name and a port: names have 253.
MOST_HOST = 300
#: A link whose host `urlsplit` would find to be longer. Like it, this passes over tabs and line
#: ends.
_LONG_HOST = re.compile(rf"[\x00-\x20]*(?:[^:/?#]*:)?[\t\r\n]*/[\t\r\n]*/[^/?#]{{{MOST_HOST + 1}}}")


def split(link: str) -> SplitResult:
    """A link in parts; raises ValueError for one that is none.

    A long one is none, nor is one with a long host: the standard library composes its characters,
    which takes time quadratic in combining marks that follow each other.
    """
    if len(link) > MOST_CHARACTERS or _LONG_HOST.match(link):
        raise ValueError("the link or its host is too long")
    return urlsplit(link)


def join(base: str, link: str) -> str:
    """A link as an absolute one, as seen from `base`; raises ValueError for one that is none."""
    for one in (base, link):
        split(one)
    return urljoin(base, link)
