"""Fetch an untrusted URL safely.

The API uses `parse_url`, the worker `fetch_page`. Importing this package does not import requests:
`fetch_page` is loaded on first use. docs/fetch.md describes the policy.
"""

from typing import TYPE_CHECKING, Any

from pagewords.fetch.addresses import client_of, site_at
from pagewords.fetch.errors import FetchError
from pagewords.fetch.model import Limits, Page, Policy
from pagewords.fetch.url import RefusedUrl, SubmittedUrl, parse_url

if TYPE_CHECKING:
    from pagewords.fetch.client import fetch_page

__all__ = [
    "FetchError",
    "Limits",
    "Page",
    "Policy",
    "RefusedUrl",
    "SubmittedUrl",
    "client_of",
    "fetch_page",
    "parse_url",
    "site_at",
]


def __getattr__(name: str) -> Any:
    if name == "fetch_page":
        from pagewords.fetch.client import fetch_page

        return fetch_page
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
