"""The last checks before a request is sent: of the address connected to, and of the URL to send."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import requests

from pagewords.fetch import FetchError

#: Gives this machine two public addresses, in a network namespace of its own, and fetches from
#: there.
OWN = """
import fcntl, http.server, socket, struct, sys, threading
from pagewords.fetch import FetchError, Policy, fetch_page

HOSTS, SET_ADDRESS, SET_MASK, SET_FLAGS, UP = sys.argv[1:], 0x8916, 0x891C, 0x8914, 0x41
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
    def set(call, device, address):
        packed = struct.pack("16sH2x4s8x", device, socket.AF_INET, socket.inet_aton(address))
        fcntl.ioctl(control, call, packed)

    # The second address is in the network of the first.
    for device, host in zip((b"lo", b"lo:1"), HOSTS):
        set(SET_ADDRESS, device, host)
        set(SET_MASK, device, "255.255.255.0")
    fcntl.ioctl(control, SET_FLAGS, struct.pack("16sH14x", b"lo", UP))
for host in HOSTS:
    server = http.server.HTTPServer((host, 80), http.server.SimpleHTTPRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for policy in (Policy(), Policy(frozenset({f"http://{host}"}))):
        try:
            print(fetch_page(f"http://{host}", policy=policy).url)
        except FetchError as error:
            print(error.code)
"""

OWN_ADDRESSES = ("93.184.215.14", "93.184.215.20")
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


def test_public_addresses_of_this_machine_get_no_request_unless_they_are_trusted() -> None:
    apart = ["unshare", "--user", "--map-root-user", "--net"]
    if not shutil.which(apart[0]) or subprocess.run([*apart, "true"], timeout=20).returncode:
        pytest.skip("this machine makes no network namespace")
    fetching = subprocess.run(
        [*apart, sys.executable, "-c", OWN, *OWN_ADDRESSES],
        capture_output=True,
        text=True,
        timeout=60,
    )
    expected = [said for host in OWN_ADDRESSES for said in ("unreachable", f"http://{host}")]
    assert fetching.stdout.split() == expected, fetching.stderr
    assert fetching.stderr.count("GET /") == len(OWN_ADDRESSES)
