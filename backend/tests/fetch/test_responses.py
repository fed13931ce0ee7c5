"""Pages, redirects and errors, over http and https."""

import gzip
import socket
import ssl
import time
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from pagewords import __version__
from pagewords.fetch import FetchError, Limits, Policy, fetch_page
from pagewords.fetch.connector import check_peer

PAGE = "<p>낱말 words</p>".encode() * 2_000


def response(body: bytes = PAGE, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def trust(site: Any) -> Policy:
    return Policy(trusted_sites=frozenset({site.origin}), contact="https://words.example/about")


def test_a_page_comes_as_it_is(site: Any) -> None:
    site.responses["/a?b=c"] = response(PAGE, "200 OK", "Content-Type: Text/HTML; charset=euc-kr")
    seen: list[int] = []
    page = fetch_page(site.origin + "/a?b=c#d", policy=trust(site), on_bytes=seen.append)
    assert (page.url, page.final_url) == (site.origin + "/a?b=c#d", site.origin + "/a?b=c")
    assert (page.status, page.content_type) == (200, "Text/HTML; charset=euc-kr")
    assert page.body == PAGE
    assert page.wire_bytes == len(site.responses["/a?b=c"]) == seen[-1]
    assert seen == sorted(seen)


def test_the_user_agent_names_the_program_and_the_environment_is_ignored(
    site: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    site.responses["/"] = response()
    assert fetch_page(site.origin, policy=trust(site)).body == PAGE
    head = site.requests[0].decode()
    assert head.startswith("GET / HTTP/1.1\r\n")
    agent = f"Mozilla/5.0 (compatible; Pagewords/{__version__}; +https://words.example/about)"
    assert f"User-Agent: {agent}\r\n" in head
    assert "Accept-Encoding: gzip, deflate, br, zstd\r\n" in head
    assert "Accept-Language: en,*;q=0.1\r\n" in head
    assert f"Host: 127.0.0.1:{site.port}\r\n" in head
    assert "Authorization" not in head
    assert "Cookie" not in head


def test_the_readers_language_is_asked_for_and_no_contact_that_is_not_set(site: Any) -> None:
    site.responses["/"] = response()
    fetch_page(site.origin, policy=Policy(frozenset({site.origin}), language="ko"))
    assert b"Accept-Language: ko,en;q=0.5,*;q=0.1\r\n" in site.requests[0]
    assert f"(compatible; Pagewords/{__version__})\r\n".encode() in site.requests[0]


def test_a_contact_cannot_break_the_header(site: Any) -> None:
    site.responses["/"] = response()
    policy = Policy(frozenset({site.origin}), contact="me)\r\nX-Evil: 한 1")
    fetch_page(site.origin, policy=policy)
    assert b"\r\nX-Evil" not in site.requests[0]


@pytest.mark.parametrize(
    "kind",
    [
        "text/html",
        "TEXT/HTML;charset=x",
        "application/xhtml+xml",
        "text/plain",
        "",
        "html",
        "text/html, text/html",
        "application/xml",
        "text/xml; charset=utf-8",
        "application/octet-stream",
    ],
)
def test_pages_and_plain_text_are_read(kind: str, site: Any) -> None:
    site.responses["/"] = response(PAGE, "200 OK", f"Content-Type: {kind}")
    assert fetch_page(site.origin, policy=trust(site)).body == PAGE


@pytest.mark.parametrize(
    "kind", ["image/png", "application/json", "text/css", "font/woff2", "video/mp4; x=y"]
)
def test_other_types_are_not_read(kind: str, site: Any, refused: Callable[..., FetchError]) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode()
    site.responses["/"] = lambda connection: site.drip(connection, b"x", head)
    assert refused(site.origin, trusted=(site.origin,)).code == "not_a_page"


@pytest.mark.parametrize("status", [300, 304, 400, 401, 403, 404, 410, 418, 429, 500, 503, 999])
def test_an_http_error_has_its_status(
    status: int, site: Any, refused: Callable[..., FetchError]
) -> None:
    site.responses["/"] = f"HTTP/1.1 {status} Hm\r\nContent-Type: text/html\r\n\r\n".encode()
    failure = refused(site.origin, trusted=(site.origin,))
    assert (failure.code, failure.status) == ("http_status", status)


def test_a_redirect_to_nowhere_is_an_error_of_the_site(
    site: Any, refused: Callable[..., FetchError]
) -> None:
    site.responses["/"] = response(b"", "302 Found")
    failure = refused(site.origin, trusted=(site.origin,))
    assert (failure.code, failure.status) == ("http_status", 302)


EMPTY = [
    response(b""),
    response(b"", "204 No Content"),
    b"HTTP/1.1 200 OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    response(b"", "200 OK", "Content-Encoding: gzip"),
    response(gzip.compress(b"", mtime=0), "200 OK", "Content-Encoding: gzip"),
]


@pytest.mark.parametrize("raw", EMPTY)
def test_a_response_without_a_body_is_an_empty_page(raw: bytes, site: Any) -> None:
    site.responses["/"] = raw
    assert fetch_page(site.origin, policy=trust(site)).body == b""


HALVES = gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:])
WHOLE = {
    "by its end": b"HTTP/1.1 200 OK\r\n\r\n" + PAGE,
    "HTTP/1.0": b"HTTP/1.0 200 OK\r\n\r\n" + PAGE,
    "in chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    + f"{len(PAGE):x};note=1\r\n".encode()
    + PAGE
    + b"\r\n0\r\nX-Trailer: y\r\n\r\n",
    "gzip": response(gzip.compress(PAGE), "200 OK", "Content-Encoding: GZIP"),
    "x-gzip": response(gzip.compress(PAGE), "200 OK", "Content-Encoding: x-gzip"),
    "gzip in members": response(HALVES, "200 OK", "Content-Encoding: gzip"),
    "gzip with padding": response(
        gzip.compress(PAGE) + bytes(100), "200 OK", "Content-Encoding: gzip"
    ),
    "identity": response(PAGE, "200 OK", "Content-Encoding: identity"),
    "more than announced": response() + b"more",
    "a length in words": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" + PAGE,
    "after 100 Continue": b"HTTP/1.1 100 Continue\r\n\r\n" + response(),
    "after 103 Early Hints": b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + response(),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_page_is_read_whole(name: str, site: Any) -> None:
    site.responses["/"] = WHOLE[name]
    assert fetch_page(site.origin, policy=trust(site)).body == PAGE


def test_redirects_are_followed_with_odd_targets_and_their_cookies(site: Any) -> None:
    moved = response(b"", "302 Found", "Location: /한 글?q=é", "Set-Cookie: seen=yes")
    site.responses["/"] = moved
    target = "/%ED%95%9C%20%EA%B8%80?q=%C3%A9"
    site.responses[target] = response()
    page = fetch_page(site.origin, policy=trust(site))
    assert (page.final_url, page.body) == (site.origin + target, PAGE)
    assert b"Cookie: seen=yes" in site.requests[1]
    fetch_page(site.origin, policy=trust(site))
    assert b"Cookie" not in site.requests[2], "a fetch starts without those of another"


def test_a_redirect_in_an_older_encoding_is_requested_byte_for_byte(site: Any) -> None:
    location = b"Location: /old?q=" + "한국".encode("euc-kr")
    site.responses["/"] = b"HTTP/1.1 302 Found\r\n" + location + b"\r\nContent-Length: 0\r\n\r\n"
    site.responses["/old?q=%C7%D1%B1%B9"] = response()
    assert fetch_page(site.origin, policy=trust(site)).body == PAGE


def test_the_name_stays_in_the_request_while_its_address_is_connected_to(
    site: Any, fetch: Callable[..., Any], watch: Any
) -> None:
    site.responses["/"] = response()
    origin = f"http://words.test:{site.port}"
    fetch(origin + "/", names={"words.test": [["127.0.0.1"]]}, trusted=(origin,))
    assert watch.connects == [("127.0.0.1", site.port)]
    assert f"Host: words.test:{site.port}\r\n".encode() in site.requests[0]


def test_the_deadline_of_the_caller_is_kept(site: Any) -> None:
    site.responses["/"] = site.hang
    started = time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetch_page(site.origin, policy=trust(site), deadline=started + 0.3)
    assert caught.value.code == "timeout"
    with pytest.raises(FetchError) as caught:
        fetch_page(site.origin, policy=trust(site), deadline=started)
    assert caught.value.code == "timeout"


def test_a_certificate_that_nobody_signed_is_refused(
    tls_site: Any, refused: Callable[..., FetchError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")
    assert refused(tls_site.origin, trusted=(tls_site.origin,)).code == "tls"


def test_a_certificate_is_checked_against_the_name_and_not_the_address(
    tls_site: Any, certificate: Any, fetch: Callable[..., Any], refused: Callable[..., FetchError]
) -> None:
    context = ssl.create_default_context(cafile=str(certificate.certificate))
    tls_site.responses["/"] = response()
    names = {"words.test": [["127.0.0.1"]], "other.test": [["127.0.0.1"]]}
    right, wrong = (f"https://{name}:{tls_site.port}" for name in names)
    page = fetch(right, names=names, trusted=(right,), context=context)
    assert page.body == PAGE
    assert refused(wrong, names=names, trusted=(wrong,), context=context).code == "tls"


def test_a_drip_over_tls_ends_at_the_deadline(
    tls_site: Any, certificate: Any, refused: Callable[..., FetchError]
) -> None:
    context = ssl.create_default_context(cafile=str(certificate.certificate))
    start = b"HTTP/1.1 200 OK\r\n\r\n"
    tls_site.responses["/"] = lambda connection: tls_site.drip(connection, b"x", start)
    origin = f"https://words.test:{tls_site.port}"
    failure = refused(
        origin,
        names={"words.test": [["127.0.0.1"]]},
        trusted=(origin,),
        context=context,
        limits=Limits(seconds=0.6),
    )
    assert failure.code == "timeout"


def test_a_handshake_that_hangs_ends_at_the_deadline(
    site: Any, refused: Callable[..., FetchError]
) -> None:
    origin = site.origin.replace("http", "https")
    assert refused(origin, trusted=(origin,), limits=Limits(seconds=0.5)).code == "timeout"


def test_http_is_tried_where_https_was_only_assumed_and_does_not_answer(
    site: Any, refused: Callable[..., FetchError]
) -> None:
    """The plain site waits for the end of what it takes for a request: https gets silence."""
    site.responses["/"] = response()
    secure = site.origin.replace("http", "https")
    policy = Policy(frozenset({site.origin, secure}))
    link = site.origin.removeprefix("http://")
    page = fetch_page(link, policy=policy, limits=Limits(seconds=2.0))
    assert (page.url, page.final_url, page.body) == (link, site.origin + "/", PAGE)
    page = fetch_page(secure, policy=policy, limits=Limits(seconds=2.0), scheme_assumed=True)
    assert page.final_url == site.origin + "/"
    failure = refused(secure, trusted=(site.origin, secure), limits=Limits(seconds=0.5))
    assert failure.code == "timeout", "https that was asked for is never given up"


def test_http_is_not_tried_if_https_answers(
    tls_site: Any, certificate: Any, refused: Callable[..., FetchError], watch: Any
) -> None:
    context = ssl.create_default_context(cafile=str(certificate.certificate))
    origin = f"https://words.test:{tls_site.port}"
    names = {"words.test": [["127.0.0.1"]]}
    trusted = (origin, origin.replace("https", "http"))
    failure = refused(origin, names=names, trusted=trusted, context=context, scheme_assumed=True)
    assert (failure.code, failure.status) == ("http_status", 404)
    assert len(watch.connects) == 1


def test_if_http_fails_too_the_error_of_https_is_reported(
    tls_site: Any, refused: Callable[..., FetchError]
) -> None:
    trusted = (tls_site.origin,)
    assert refused(tls_site.origin, trusted=trusted, scheme_assumed=True).code == "tls"


@pytest.mark.parametrize("site_of", ["http://words.example:80", "HTTP://Words.Example/"])
def test_trusted_sites_are_normalised_like_urls(site_of: str) -> None:
    assert Policy(frozenset({site_of})).trusts("http", "words.example", 80)


def test_a_peer_with_another_address_is_refused(site: Any) -> None:
    with socket.create_connection(("127.0.0.1", site.port)) as connected:
        check_peer(connected, ip_address("127.0.0.1"))
        with pytest.raises(OSError, match="another address"):
            check_peer(connected, ip_address("93.184.215.14"))
