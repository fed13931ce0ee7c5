"""The last checks before a request is sent: of the address connected to, and of the URL to send."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import requests

from pagewords.fetch import FetchError

#: Gives this machine a public address, in a network namespace of its own, and fetches from there.
OWN = """
import fcntl, http.server, socket, struct, threading
from pagewords.fetch import FetchError, Policy, fetch_page

URL, SET_ADDRESS, SET_FLAGS, UP = "http://93.184.215.14", 0x8916, 0x8914, 0x41
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any:
    address = struct.pack("16sH2x4s8x", b"lo", socket.AF_INET, socket.inet_aton(URL[7:]))
    fcntl.ioctl(any, SET_ADDRESS, address)
    fcntl.ioctl(any, SET_FLAGS, struct.pack("16sH14x", b"lo", UP))
server = http.server.HTTPServer((URL[7:], 80), http.server.SimpleHTTPRequestHandler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for policy in (Policy(), Policy(frozenset({URL}))):
    try:
        print(fetch_page(URL, policy=policy).url)
    except FetchError as error:
        print(error.code)
"""

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


def test_a_public_address_of_this_machine_gets_no_request_unless_it_is_trusted() -> None:
    apart = ["unshare", "--user", "--map-root-user", "--net"]
    if not shutil.which(apart[0]) or subprocess.run([*apart, "true"], timeout=20).returncode:
        pytest.skip("this machine makes no network namespace")
    fetching = subprocess.run(
        [*apart, sys.executable, "-c", OWN], capture_output=True, text=True, timeout=60
    )
    assert fetching.stdout.split() == ["unreachable", "http://93.184.215.14"], fetching.stderr
    assert fetching.stderr.count("GET /") == 1
