"""Links that a page or file has: joined and taken apart, whatever they are made of; and the site of
a host."""

import re
from functools import cache
from urllib.parse import SplitResult, urljoin, urlsplit

from publicsuffixlist import PublicSuffixList

#: Characters of a link. None that is fetched has as many, and the standard library keeps the last
#: ones that it has split.
MOST_CHARACTERS = 20_000
#: Characters of a host, with a user's name and a port: names have 253.
MOST_HOST = 300
#: A link whose host `urlsplit` would find to be longer. Like it, this passes over tabs and line
#: ends.
_LONG_HOST = re.compile(rf"[\x00-\x20]*(?:[^:/?#]*:)?[\t\r\n]*/[\t\r\n]*/[^/?#]{{{MOST_HOST + 1}}}")


#: Names from the end that a registrable domain has at most, so that a long one costs nothing.
_LABELS = 8


def split(link: str) -> SplitResult:
    """A link in parts; raises ValueError for one that is none.

    A long one is none, nor is one with a long host: the standard library composes its characters,
    which takes time quadratic in combining marks that follow each other.
    """
    _check(link)
    return urlsplit(link)


def join(base: str, link: str) -> str:
    """A link as an absolute one, as seen from `base`; raises ValueError for one that is none."""
    _check(base)
    _check(link)
    return urljoin(base, link)


def _check(link: str) -> None:
    if len(link) > MOST_CHARACTERS or _LONG_HOST.match(link):
        raise ValueError("the link or its host is too long")


def registrable(host: str) -> str:
    """The name that a host is registered under, such as `example.co.uk`; the host without one."""
    return _suffixes().privatesuffix(".".join(host.split(".")[-_LABELS:])) or host


@cache
def _suffixes() -> PublicSuffixList:
    """The Public Suffix List (publicsuffix.org), as the library brings it along."""
    return PublicSuffixList()
