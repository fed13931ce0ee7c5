"""Every limit of a fetch, at its last permitted value and beyond it."""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from ipaddress import IPv6Address
from typing import Any

import pytest

from pagewords.fetch import FetchError, Limits, RefusedUrl, connector, parse_url
from pagewords.fetch.budget import MAX_HEAD_BYTES, Budget
from pagewords.fetch.connector import ALLOWED_PORTS, MAX_ADDRESSES
from pagewords.fetch.host import canonical_host, is_private_name
from pagewords.fetch.url import MAX_URL_LENGTH

from .conftest import Watch

PAGE = b"<p>words</p>" * 100


def response(*headers: str, status: str = "200 OK") -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(PAGE)}", *headers, "", ""]
    return "\r\n".join(head).encode() + PAGE


def far() -> float:
    return time.monotonic() + 60


def test_the_limit_of_received_bytes_includes_the_head_and_is_exact(
    site: Any, fetch: Callable[..., Any], refused: Callable[..., FetchError]
) -> None:
    site.responses["/"] = response()
    size = len(site.responses["/"])
    enough, little = Limits(wire_bytes=size), Limits(wire_bytes=size - 1)
    assert fetch(site.origin, trusted=(site.origin,), limits=enough).wire_bytes == size
    assert refused(site.origin, trusted=(site.origin,), limits=little).code == "too_large"


def test_the_limit_of_received_bytes_spans_redirects(
    site: Any, fetch: Callable[..., Any], refused: Callable[..., FetchError]
) -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n"
    site.responses["/"] = moved
    site.responses["/page"] = response()
    size = len(moved) + len(site.responses["/page"])
    enough, little = Limits(wire_bytes=size), Limits(wire_bytes=size - 1)
    assert fetch(site.origin, trusted=(site.origin,), limits=enough).wire_bytes == size
    assert refused(site.origin, trusted=(site.origin,), limits=little).code == "too_large"


def test_the_limit_of_a_head_is_exact_and_counts_from_its_start() -> None:
    budget = Budget(far(), 10 * MAX_HEAD_BYTES)
    budget.spend(100)
    budget.start_head()
    budget.spend(MAX_HEAD_BYTES)
    with pytest.raises(FetchError) as caught:
        budget.spend(1)
    assert caught.value.code == "bad_response"
    budget.end_head()
    budget.spend(MAX_HEAD_BYTES)
    assert budget.received == 101 + 2 * MAX_HEAD_BYTES


def test_a_budget_reports_each_sum_of_bytes_within_its_limits() -> None:
    seen: list[int] = []
    budget = Budget(far(), 10, seen.append)
    budget.spend(4)
    budget.spend(6)
    with pytest.raises(FetchError) as caught:
        budget.spend(1)
    assert (caught.value.code, seen) == ("too_large", [4, 10])


def test_a_deadline_that_has_passed_is_a_timeout() -> None:
    assert 0 < Budget(far(), 1).remaining() <= 60
    with pytest.raises(FetchError) as caught:
        Budget(time.monotonic(), 1).remaining()
    assert caught.value.code == "timeout"


@pytest.mark.parametrize("status", ["102 Processing", "101 Switching", "199 Early"])
def test_interim_responses_other_than_101_are_skipped(
    status: str, site: Any, fetch: Callable[..., Any], refused: Callable[..., FetchError]
) -> None:
    site.responses["/"] = f"HTTP/1.1 {status}\r\nX: y\r\n\r\n".encode() + response()
    if status.startswith("101"):
        failure = refused(site.origin, trusted=(site.origin,))
        assert (failure.code, failure.status) == ("http_status", 101)
    else:
        assert fetch(site.origin, trusted=(site.origin,)).body == PAGE


@pytest.mark.parametrize("status", ["200 OK", "203 Other", "299 Fine"])
def test_every_success_but_part_of_a_page_is_a_page(
    status: str, site: Any, fetch: Callable[..., Any]
) -> None:
    site.responses["/"] = response(status=status)
    page = fetch(site.origin, trusted=(site.origin,))
    assert (page.status, page.body) == (int(status[:3]), PAGE)


def test_at_most_eight_addresses_of_a_name_are_tried(
    refused: Callable[..., FetchError], watch: Any
) -> None:
    addresses = [f"93.184.215.{number}" for number in range(1, 11)]
    refused("http://many.example/", names={"many.example": [addresses]})
    assert MAX_ADDRESSES == 8
    assert [host for host, _ in watch.connects] == addresses[:8]


def test_the_open_ports_are_those_of_the_web() -> None:
    assert sorted(ALLOWED_PORTS) == [80, 443]


def test_the_longest_label_and_name() -> None:
    label = "a" * 63
    assert canonical_host(f"{label}.com") == f"{label}.com"
    name = ".".join([label, label, label, "b" * 61])
    assert len(name) == 253
    assert canonical_host(name) == name
    for wrong in (f"{label}a.com", name + "b"):
        with pytest.raises(ValueError, match="host name"):
            canonical_host(wrong)


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("router", True),
        ("printer.local", True),
        ("gateway.home.arpa", True),
        ("home.arpa", True),
        ("in-addr.arpa", False),
        ("away.arpa", False),
        ("home.example", False),
        ("local.example.com", False),
        ("home.arpa.example", False),
        ("zoo.zone", False),
        ("a.aaa", False),
    ],
)
def test_private_names(host: str, private: bool) -> None:
    assert is_private_name(host) is private


def test_the_longest_link() -> None:
    start = "https://example.com/"
    longest = start + "a" * (MAX_URL_LENGTH - len(start))
    assert parse_url(longest).url == longest
    for wrong in (longest + "a", longest[:-1] + "é"):
        with pytest.raises(RefusedUrl, match=str(MAX_URL_LENGTH)):
            parse_url(wrong)


@pytest.mark.parametrize("port", ["1", "65535", "00001"])
def test_the_first_and_last_port(port: str) -> None:
    assert parse_url(f"http://example.com:{port}/").url == f"http://example.com:{int(port)}/"


def test_a_trusted_site_may_be_an_ipv6_address(site: Any, fetch: Callable[..., Any]) -> None:
    site.responses["/"] = response()
    url = f"http://[::ffff:127.0.0.1]:{site.port}"
    assert fetch(url, trusted=(url,)).body == PAGE
    # Python 3.13 writes it in another way.
    host = IPv6Address("::ffff:127.0.0.1")
    assert f"Host: [{host}]:{site.port}\r\n".encode() in site.requests[0]


@pytest.fixture
def full(site: Any) -> Iterator[str]:
    """An address at the site's port whose backlog is full: connecting to it waits for ever."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.2", site.port), backlog=0))
        for _ in range(3):
            client = stack.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex(listener.getsockname())
        yield "127.0.0.2"


def test_an_address_that_does_not_answer_costs_part_of_the_time(
    full: str, site: Any, fetch: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connector, "CONNECT_TIMEOUT", 0.2)
    site.responses["/"] = response()
    origin = f"http://two.example:{site.port}"
    names = {"two.example": [[full, "127.0.0.1"]]}
    assert fetch(origin, names=names, trusted=(origin,)).body == PAGE


def test_the_last_address_that_does_not_answer_is_a_timeout(
    full: str, site: Any, refused: Callable[..., FetchError]
) -> None:
    origin = f"http://one.example:{site.port}"
    names = {"one.example": [[full]]}
    limits = Limits(seconds=0.4)
    failure = refused(origin, names=names, trusted=(origin,), limits=limits)
    assert failure.code == "timeout"


def test_an_address_is_counted_before_it_is_reached(
    site: Any, fetch: Callable[..., Any], refused: Callable[..., FetchError], watch: Watch
) -> None:
    counted: list[str] = []

    def count(address: str) -> None:
        counted.append(address)
        raise FetchError("rate_limited")

    names = {"one.example": [["93.184.215.14"]], "two.example": [["93.184.215.14"]]}
    for name in names:
        assert refused(f"http://{name}/", names=names, on_address=count).code == "rate_limited"
    site.responses["/page"] = response()
    fetch(f"{site.origin}/page", trusted=(site.origin,), on_address=count)
    assert counted == ["93.184.215.14"] * 2
    assert {host for host, _ in watch.connects} == {"127.0.0.1"}
