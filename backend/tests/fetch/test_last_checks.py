"""The last checks before a request is sent: of the address connected to, and of the URL to send."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from pagewords.fetch import FetchError

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n<p>words</p>"


def test_a_peer_with_another_address_gets_no_request(
    site: Any, refused: Callable[..., FetchError]
) -> None:
    # The system connects 0.0.0.0 to 127.0.0.1.
    site.responses["/"] = PAGE
    url = f"http://0.0.0.0:{site.port}"
    assert refused(url, trusted=(url,)).code == "unreachable"
    assert site.requests == []


@pytest.mark.parametrize(
    "other",
    ["{trap}/", "{scheme}://user@127.0.0.1:{port}/"],
)
def test_a_url_that_a_library_changes_gets_no_request(
    other: str,
    site: Any,
    tls_site: Any,
    refused: Callable[..., FetchError],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for each in (site, tls_site):
        each.responses["/"] = PAGE
    parts = {"trap": tls_site.origin, "scheme": "http", "port": site.port}

    def change(request: requests.PreparedRequest, url: str, params: object) -> None:
        request.url = other.format(**parts)

    monkeypatch.setattr(requests.PreparedRequest, "prepare_url", change)
    failure = refused(site.origin, trusted=(site.origin, tls_site.origin))
    assert failure.code == "unreachable"
    assert (site.requests, tls_site.requests) == ([], [])
