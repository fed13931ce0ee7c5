"""Hostile pages through the whole program: each ends as it must, and the next job is served.

What each layer does with them by itself is tested in `fetch` and `page`.
"""

import gzip
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import brotli
import pytest
from backports import zstd
from flask.testing import FlaskClient

from pagewords.serving.processes import children_of

from ..conftest import Site
from ..workers import ended, submit

#: Seconds an attempt, and megabytes that a job may take beyond what the worker held.
SECONDS, MEGABYTES = 3, 400
pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
Handler = Callable[[BaseHTTPRequestHandler], None]


def raw(*parts: bytes, pause: float = 0.0, again: int = 1) -> Handler:
    """Sends bytes as they are, some of them again and again with pauses, until nobody listens."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        try:
            request.wfile.write(b"".join(parts[:-1]))
            until = time.monotonic() + 4 * SECONDS
            for _ in range(again):
                request.wfile.write(parts[-1])
                if time.monotonic() > until:
                    break
                if pause:
                    time.sleep(pause)
        except OSError:
            pass

    return handle


def page(body: bytes, *headers: bytes) -> Handler:
    """A page in full, with headers of its own."""
    return raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n",
        *[header + b"\r\n" for header in headers],
        b"Content-Length: %d\r\n\r\n" % len(body),
        body,
    )


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MOVED = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
GZIP, BR, ZSTD = (b"Content-Encoding: " + name for name in (b"gzip", b"br", b"zstd"))
PLENTY = b"word " * 40_000_000
BOMB = gzip.compress(PLENTY)
ENGLISH = b"<html lang=en><body><p>"
ATTRIBUTES = b"".join(b"a%d=1 " % number for number in range(50_000))
ENDLESS = 100_000_000
SLOW = 0.3
#: What is served, and how it ends: a code, or the number of words that are counted.
HOSTILE: dict[str, tuple[Handler, str | int]] = {
    "a bomb": (page(BOMB, GZIP), "too_large"),
    "a bomb in a bomb": (page(gzip.compress(BOMB), GZIP), "bad_response"),
    "a packed bomb": (page(BOMB), "too_large"),
    "a packed bomb in a bomb": (page(gzip.compress(BOMB)), "bad_response"),
    "endless headers": (raw(OK, b"X: y\r\n", again=ENDLESS), "bad_response"),
    "slow headers": (raw(OK + b"X: ", b"y", again=ENDLESS, pause=SLOW), "timeout"),
    "a slow body": (
        raw(OK + b"Content-Length: 9999\r\n\r\n", b"y", again=ENDLESS, pause=SLOW),
        "timeout",
    ),
    "slow redirects": (raw(MOVED, b"/", again=ENDLESS, pause=SLOW), "timeout"),
    "endless 100 Continue": (
        raw(b"HTTP/1.1 100 Continue\r\n\r\n", again=ENDLESS),
        "bad_response",
    ),
    "a loop": (raw(MOVED + b"/loop\r\n\r\n"), "too_many_redirects"),
    "cut gzip": (page(gzip.compress(b"<p>words</p>" * 999)[:-6], GZIP), 999),
    "a head of gzip": (page(gzip.compress(b"<p>words</p>" * 999)[:9], GZIP), "bad_response"),
    "a bomb of br": (page(brotli.compress(PLENTY, quality=2), BR), "too_large"),
    "a bomb of zstd": (page(zstd.compress(PLENTY), ZSTD), "too_large"),
    "refreshes": (page(b"<meta http-equiv=refresh content='0;url=/loop'>"), "too_many_redirects"),
    "a refresh inside": (
        page(b"<meta http-equiv=refresh content='0;url=http://169.254.169.254/'>"),
        "unreachable",
    ),
    "a script's way inside": (
        page(b"<script>location.href = 'http://127.0.0.1:6379/'</script>"),
        "unreachable",
    ),
    "frames inside": (
        page(b"<frameset><frame src='http://127.0.0.1:6379/'><frame src='/frame'></frameset>"),
        2,
    ),
    "deep data": (
        page(b"<script type=application/ld+json>" + b"[" * 900_000 + b"</script>two words"),
        2,
    ),
    "a length too long": (raw(OK + b"Content-Length: 9999\r\n\r\n<p>words"), "bad_response"),
    "nested tags": (page(b"<div>" * 100_000 + b"deep"), "too_complex"),
    "attributes": (page(b"<p " + ATTRIBUTES + b">word"), "too_complex"),
    "comments": (page(b"<!--" * 50_000 + b"-->" + ENGLISH + b"three plain words"), 3),
    "two long words": (page(ENGLISH + b"x" * 4_000_000 + b" " + b"y" * 900_000), "no_words"),
    "too much": (page(ENGLISH + b"x" * 20_000_000), "too_large"),
    "punycode": (page(b"<meta charset=punycode>" + ENGLISH + b"two words"), 2),
    "utf-7": (page(b"<meta charset=utf-7>" + ENGLISH + b"+ADw-p+AD4- two words"), 4),
    "NULs": (page(ENGLISH + b"two\0 words\0"), 2),
    "lone surrogates": (page(ENGLISH + b"&#xD800;two words&#xDFFF;"), 2),
    "U+FDFA": (page(ENGLISH + "\ufdfa two".encode()), 2),
}


def test_each_ends_as_it_must_and_the_next_is_served(
    client: FlaskClient, site: Site, start: Callable[..., int]
) -> None:
    parent = start(PAGEWORDS_ATTEMPT_SECONDS=str(SECONDS), PAGEWORDS_MEMORY_MB=str(MEGABYTES))
    names = {f"/{number}": name for number, name in enumerate(HOSTILE)}
    site.pages |= {path: HOSTILE[name][0] for path, name in names.items()}
    site.pages["/loop"] = HOSTILE["a loop"][0]
    site.add("/frame", "two words")
    most = 0
    for path, name in names.items():
        started = time.monotonic()
        job = ended(client, submit(client, site.origin + path))
        assert time.monotonic() - started < 2 * SECONDS + 5, name
        wanted = HOSTILE[name][1]
        if isinstance(wanted, int):
            assert job["error"] is None, name
            totals = client.get(f"/api/results/{job['key']}").get_json()["totals"]
            assert totals["page"]["words"] == wanted, name
        else:
            assert (job["error"] or {}).get("code") == wanted, name
        harmless = site.add("/harmless", f"<p>harmless words after {name}</p>")
        assert ended(client, submit(client, harmless))["status"] == "finished", name
        most = max(most, memory(parent))
    assert most < 1_500_000_000


def memory(parent: int) -> int:
    """The bytes that the worker's parent and its children hold at most; what they share once."""
    pids = (parent, *children_of(parent))
    maps = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids)
    return sum(1_024 * int(text.partition("\nPss:")[2].split()[0]) for text in maps)
