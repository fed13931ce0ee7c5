"""Hostile servers on loopback: each fetch fails with its error, in bounded time and memory.

A fetch that does not keep its deadline ends when the server gives up, with another error.
"""

import gc
import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import brotli
import pytest

from pagewords.fetch import FetchError, Limits
from pagewords.fetch.resolver import MAX_LOOKUPS

from .codings import compress

QUICK = Limits(seconds=0.6)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGE = b"<p>words</p>" * 1_000


def with_length(body: bytes, extra: bytes = b"", length: int | None = None) -> bytes:
    length = len(body) if length is None else length
    return HEAD + extra + f"Content-Length: {length}\r\n\r\n".encode() + body


def gzipped(body: bytes) -> bytes:
    return with_length(body, b"Content-Encoding: gzip\r\n")


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """200 MB of nothing in about 200 KB."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
    chunks = [deflate.compress(bytes(1_000_000)) for _ in range(200)]
    return b"".join([*chunks, deflate.flush()])


@pytest.fixture
def peak() -> Iterator[Callable[[], int]]:
    """The most memory that Python has held since, in bytes."""
    tracemalloc.start()
    tracemalloc.reset_peak()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


DECODED = b"a" * 50_000
#: A thousand letters in a frame that asks for a window of 128 MB.
WIDE_WINDOW = bytes.fromhex("28b52ffd00884d00001078780100e32b8005")
BROKEN = {
    "short body": with_length(PAGE, length=len(PAGE) + 1),
    "length without body": with_length(b"", length=10),
    "two lengths": with_length(b"", b"Content-Length: 5\r\n", 9) + PAGE,
    "double gzip": with_length(
        gzip.compress(gzip.compress(PAGE)), b"Content-Encoding: gzip, gzip\r\n"
    ),
    "double gzip in two headers": with_length(
        gzip.compress(gzip.compress(PAGE)),
        b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n",
    ),
    "double gzip said once": gzipped(gzip.compress(gzip.compress(PAGE))),
    "double gzip not said": with_length(gzip.compress(gzip.compress(PAGE))),
    "gzip with only a head": gzipped(gzip.compress(PAGE)[:9]),
    "gzip with a wrong checksum": gzipped(gzip.compress(PAGE)[:-8] + bytes(8)),
    "said br, is text": with_length(PAGE, b"Content-Encoding: br\r\n"),
    "said zstd, is text": with_length(PAGE, b"Content-Encoding: zstd\r\n"),
    "said deflate, is text": with_length(PAGE, b"Content-Encoding: deflate\r\n"),
    "gzip in br": with_length(
        brotli.compress(gzip.compress(PAGE)), b"Content-Encoding: gzip, br\r\n"
    ),
    "br with only a head": with_length(brotli.compress(PAGE)[:4], b"Content-Encoding: br\r\n"),
    "zstd with a window of 128 MB": with_length(WIDE_WINDOW, b"Content-Encoding: zstd\r\n"),
    "chunk size garbage": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "chunks cut off": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    "chunks without an end": HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    "negative chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabcde\r\n0\r\n\r\n",
    "unknown transfer encoding": HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "HTTP/0.9": PAGE,
    "not HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/2": b"\x00\x00\x12\x04\x00\x00\x00\x00\x00",
    "status of letters": b"HTTP/1.1 OK fine\r\n\r\n",
    "status out of range": b"HTTP/1.1 99 Low\r\n\r\n",
    "nothing at all": b"",
    "status line cut off": b"HTTP/1.1",
    "a header of 1 MB": HEAD + b"X-Long: " + b"x" * 1_000_000 + b"\r\n\r\n" + PAGE,
    "10,000 headers": HEAD + b"X-Many: x\r\n" * 10_000 + b"\r\n" + PAGE,
    "a status line of 1 MB": b"HTTP/1.1 200 " + b"x" * 1_000_000 + b"\r\n\r\n" + PAGE,
    "part of a page": PAGE.join(
        [b"HTTP/1.1 206 Partial Content\r\nContent-Length: 12000\r\n\r\n", b""]
    ),
    "the first of two parts": PAGE.join(
        [b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-11999/24000\r\n\r\n", b""]
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_malformed_response_is_a_bad_response(
    name: str, site: Any, refused: Callable[..., FetchError]
) -> None:
    site.responses["/"] = BROKEN[name]
    assert refused(site.origin, trusted=(site.origin,)).code == "bad_response"


POURED = {
    "headers": (b"X-Header: words\r\n", HEAD, "bad_response"),
    "one header": (b"x" * 1_000, HEAD + b"X-Long: ", "bad_response"),
    "a status line": (b"x" * 1_000, b"HTTP/1.1 200 ", "bad_response"),
    "100 Continue": (b"HTTP/1.1 100 Continue\r\n\r\n", b"", "bad_response"),
    "103 Early Hints": (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", b"", "bad_response"),
    "a body": (b"words " * 1_000, HEAD + b"\r\n", "too_large"),
    "chunks": (b"6\r\nwords \r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n", "too_large"),
    "chunk extensions": (
        b"1;" + b"x" * 9_000 + b"\r\nw\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
        "too_large",
    ),
    "trailers": (
        b"X-Trailer: words\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n",
        "too_large",
    ),
}


@pytest.mark.parametrize("name", POURED)
def test_what_never_ends_is_cut_by_its_bytes(
    name: str, site: Any, refused: Callable[..., FetchError], peak: Callable[[], int]
) -> None:
    chunk, start, code = POURED[name]
    site.responses["/"] = lambda connection: site.pour(connection, chunk, start)
    # Few enough to be read in time, a byte a chunk, by one of several tests on a busy machine.
    limits = Limits(wire_bytes=500_000, seconds=8.0)
    assert refused(site.origin, trusted=(site.origin,), limits=limits).code == code
    assert peak() < 12_000_000


DRIPPED = {
    "a status line": (b"x", b"HTTP/1.1 200 "),
    "headers": (b"X-Header: words\r\n", HEAD),
    "100 Continue": (b"HTTP/1.1 100 Continue\r\n\r\n", b""),
    "a body": (b"x", HEAD + b"Content-Length: 100000\r\n\r\n"),
    "a body without length": (b"x", HEAD + b"\r\n"),
    "chunks": (b"1\r\nx\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n"),
    "a chunk size": (b"0", HEAD + b"Transfer-Encoding: chunked\r\n\r\n"),
    "trailers": (b"X: y\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n"),
    "empty gzip members": (gzip.compress(b""), HEAD + b"Content-Encoding: gzip\r\n\r\n"),
    "a redirect's headers": (b"X: y\r\n", b"HTTP/1.1 302 Found\r\nLocation: /\r\n"),
}


@pytest.mark.parametrize("name", DRIPPED)
def test_a_drip_ends_at_the_deadline(
    name: str, site: Any, refused: Callable[..., FetchError]
) -> None:
    chunk, start = DRIPPED[name]
    site.responses["/"] = lambda connection: site.drip(connection, chunk, start)
    started = time.monotonic()
    failure = refused(site.origin, trusted=(site.origin,), limits=QUICK)
    assert failure.code == "timeout"
    assert time.monotonic() - started > QUICK.seconds - 0.05


def test_silence_ends_at_the_deadline(site: Any, refused: Callable[..., FetchError]) -> None:
    site.responses["/"] = site.hang
    assert refused(site.origin, trusted=(site.origin,), limits=QUICK).code == "timeout"


def test_pauses_below_the_deadline_do_not_move_it(
    site: Any, refused: Callable[..., FetchError]
) -> None:
    site.responses["/"] = lambda connection: site.drip(connection, b"X: y\r\n", HEAD, every=0.4)
    assert refused(site.origin, trusted=(site.origin,), limits=QUICK).code == "timeout"


def test_redirects_share_one_deadline(site: Any, refused: Callable[..., FetchError]) -> None:
    def slow(connection: Any) -> None:
        site.stopped.wait(0.25)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")

    site.responses["/"] = slow
    # With a deadline each there would be too many redirects.
    assert refused(site.origin, trusted=(site.origin,), limits=QUICK).code == "timeout"


def test_the_body_of_a_redirect_is_never_read(site: Any, fetch: Callable[..., Any]) -> None:
    start = b"HTTP/1.1 302 Found\r\nLocation: /page\r\nContent-Encoding: gzip\r\n\r\n"
    site.responses["/"] = lambda connection: site.pour(connection, b"x" * 10_000, start)
    site.responses["/page"] = with_length(PAGE)
    limits = Limits(wire_bytes=1_000_000, seconds=5.0)
    page = fetch(site.origin, trusted=(site.origin,), limits=limits)
    assert (page.body, page.final_url) == (PAGE, site.origin + "/page")
    assert page.wire_bytes < 300_000


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_loop_ends(status: int, site: Any, refused: Callable[..., FetchError]) -> None:
    site.responses["/"] = f"HTTP/1.1 {status} Moved\r\nLocation: /\r\n\r\n".encode()
    assert refused(site.origin, trusted=(site.origin,)).code == "too_many_redirects"
    assert len(site.requests) == 11


def test_ten_redirects_are_followed_and_eleven_are_not(
    site: Any, fetch: Callable[..., Any], refused: Callable[..., FetchError]
) -> None:
    for number in range(11):
        location = f"Location: {number + 1}?step#part"
        site.responses[f"/{number}"] = f"HTTP/1.1 302 Found\r\n{location}\r\n\r\n".encode()
        site.responses[f"/{number}?step"] = site.responses[f"/{number}"]
    site.responses["/11?step"] = with_length(PAGE)
    assert fetch(site.origin + "/1", trusted=(site.origin,)).final_url.endswith("/11?step")
    assert refused(site.origin + "/0", trusted=(site.origin,)).code == "too_many_redirects"


@pytest.mark.alone
def test_a_bomb_is_stopped_while_it_streams(
    site: Any, bomb: bytes, refused: Callable[..., FetchError], peak: Callable[[], int]
) -> None:
    assert len(bomb) < 250_000
    site.responses["/"] = gzipped(bomb)
    started = time.thread_time()
    assert refused(site.origin, trusted=(site.origin,)).code == "too_large"
    assert time.thread_time() - started < 5.0
    assert peak() < 25_000_000


@pytest.mark.alone
@pytest.mark.parametrize("coding", ["br", "zstd", "deflate"])
def test_a_bomb_of_any_coding_is_stopped_while_it_streams(
    coding: str, site: Any, refused: Callable[..., FetchError], peak: Callable[[], int]
) -> None:
    wire = compress(coding, (bytes(1_000_000) for _ in range(200)))
    site.responses["/"] = with_length(wire, f"Content-Encoding: {coding}\r\n".encode())
    started = time.process_time()
    assert refused(site.origin, trusted=(site.origin,)).code == "too_large"
    assert time.process_time() - started < 2.0
    assert peak() < 25_000_000


def test_a_bomb_in_a_bomb_is_not_opened_twice(
    site: Any, bomb: bytes, refused: Callable[..., FetchError], peak: Callable[[], int]
) -> None:
    site.responses["/"] = gzipped(gzip.compress(bomb))
    assert refused(site.origin, trusted=(site.origin,)).code == "bad_response"
    assert peak() < 5_000_000


def test_an_announced_length_over_the_limit_is_refused_unread(
    site: Any, refused: Callable[..., FetchError]
) -> None:
    site.responses["/"] = lambda connection: site.drip(
        connection, b"x", HEAD + b"Content-Length: 5000001\r\n\r\n"
    )
    assert refused(site.origin, trusted=(site.origin,)).code == "too_large"


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_the_decoded_limit_is_exact(
    encoding: str, site: Any, fetch: Callable[..., Any], refused: Callable[..., FetchError]
) -> None:
    site.responses["/"] = (
        with_length(DECODED) if encoding == "identity" else gzipped(gzip.compress(DECODED))
    )
    enough, little = Limits(decoded_bytes=50_000), Limits(decoded_bytes=49_999)
    assert fetch(site.origin, trusted=(site.origin,), limits=enough).body == DECODED
    assert refused(site.origin, trusted=(site.origin,), limits=little).code == "too_large"


@pytest.mark.alone
def test_hostile_cookies_cost_no_time(site: Any, fetch: Callable[..., Any]) -> None:
    cookies = b"".join(
        b"Set-Cookie: a=%b; expires=%b\r\n" % (((filling * 30_000)[:30_000],) * 2)
        for filling in (b" ", b"1 ", b";", b"Mon ")
    )
    site.responses["/"] = with_length(PAGE, cookies)
    started = time.thread_time()
    assert fetch(site.origin, trusted=(site.origin,)).body == PAGE
    assert time.thread_time() - started < 2.0


def test_a_resolver_that_hangs_ends_at_the_deadline_and_never_takes_more_threads(
    refused: Callable[..., FetchError],
) -> None:
    release = threading.Event()

    def hang(host: str, port: int) -> list[Any]:
        release.wait(20)
        return []

    def lookups() -> int:
        return sum(thread.name == "lookup" for thread in threading.enumerate())

    limits = Limits(seconds=0.05)
    try:
        for _ in range(MAX_LOOKUPS + 4):
            failure = refused("http://slow.example/", names=hang, limits=limits)
            assert failure.code == "timeout"
        assert lookups() == MAX_LOOKUPS
    finally:
        release.set()
        for thread in threading.enumerate():
            if thread.name == "lookup":
                thread.join(5)
    assert refused("http://slow.example/", names=lambda *_: []).code == "unreachable"


def test_connections_are_closed_whatever_the_server_keeps(
    site: Any, fetch: Callable[..., Any]
) -> None:
    def keep(connection: Any) -> None:
        connection.sendall(with_length(PAGE, b"Connection: keep-alive\r\n"))
        site.hang(connection)

    site.responses["/"] = keep
    fetch(site.origin, trusted=(site.origin,))
    assert site.port not in _peers()


def _peers() -> list[int]:
    """The ports that sockets of this process are connected to, as a client."""
    ports = []
    for item in gc.get_objects():
        if type(item) is socket.socket and item.fileno() != -1:
            try:
                ports.append(item.getpeername()[1])
            except OSError:
                continue
    return ports
