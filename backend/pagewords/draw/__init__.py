"""Draw a page that a program draws in the browser: a Chromium that has no network at all.

Each request of the page is answered by the guarded fetch of whoever calls `Browser.draw`. The
browser runs in a network namespace of its own, which has no interface that is up, or in a
container that has no more than loopback: nothing it does can reach an address outside.
docs/draw.md says why.
"""

from pagewords.draw.client import Browser, DrawError, longest, why_not
from pagewords.draw.model import Answer, Drawn, Fetched, Limits, Request

__all__ = [
    "Answer",
    "Browser",
    "DrawError",
    "Drawn",
    "Fetched",
    "Limits",
    "Request",
    "longest",
    "why_not",
]
