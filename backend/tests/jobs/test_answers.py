"""Kinds of HTTP answers, through the whole program: what is counted of each, or what is told."""

import gzip
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import brotli
import pytest
from backports import zstd
from flask.testing import FlaskClient

from ..conftest import Site

RunJobs = Callable[[], None]
Handler = Callable[[BaseHTTPRequestHandler], None]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PROSE = (
    "<html lang=en><head><title>The keeper</title></head><body><article><h1>The keeper</h1>"
    "<p>Every evening the lighthouse keeper climbed the stairs and lit the great lamp by hand.</p>"
    "<p>The old lighthouse had a library, and the keeper read there when the fog came in.</p>"
    "</article></body></html>"
)
PAGE = PROSE.encode()
HTML = "text/html; charset=utf-8"
REFRESH = '<meta http-equiv="refresh" content="0;url=/page">'


def raw(*lines: str, body: bytes = b"") -> Handler:
    """Sends bytes as they are, and closes."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        request.wfile.write("\r\n".join([*lines, "", ""]).encode() + body)

    return handle


def answer(body: bytes | str, *headers: str, status: str = "200 OK", kind: str = HTML) -> Handler:
    """An answer in full, with headers of its own."""
    content = body.encode() if isinstance(body, str) else body
    length = f"Content-Length: {len(content)}"
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", length, *headers]
    return raw(*lines, body=content)


def only_if(wanted: Callable[[Any], bool], status: str) -> Handler:
    """The page for requests whose headers are as wanted, an error for others."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        good = wanted(request.headers)
        (answer(PAGE) if good else answer("No.", status=status))(request)

    return handle


def cookie_first(request: BaseHTTPRequestHandler) -> None:
    """A page that sets a cookie and loads itself anew."""
    reload = '<meta http-equiv="refresh" content="0">One moment please'
    seen = "seen=yes" in request.headers.get("Cookie", "")
    (answer(PAGE) if seen else answer(reload, "Set-Cookie: seen=yes; path=/"))(request)


def inflated(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(body) + stream.flush()


XHTML = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">' + PROSE.partition(">")[2]
#: What is served beside `/page`, and read as the page.
RIGHT: dict[str, Handler] = {
    "meta refresh": answer(f"<html><head>{REFRESH}</head><body>Redirecting…</body></html>"),
    "meta refresh in noscript with a script": answer(
        f"<head><noscript>{REFRESH}</noscript><title>page</title></head>"
        "<script>window.opener = null; location.replace('\\/page')</script>"
    ),
    "a Refresh header": answer("One moment", "Refresh: 0; url=/page"),
    "Mozilla alone": only_if(
        lambda headers: headers["User-Agent"].startswith("Mozilla/5.0"), "403 Forbidden"
    ),
    "a real Accept-Language": only_if(
        lambda headers: headers.get("Accept-Language", "")[:2].isalpha(), "406 Not Acceptable"
    ),
    "br": answer(brotli.compress(PAGE), "Content-Encoding: br"),
    "zstd": answer(zstd.compress(PAGE), "Content-Encoding: zstd"),
    "deflate": answer(zlib.compress(PAGE), "Content-Encoding: deflate"),
    "raw deflate": answer(inflated(PAGE), "Content-Encoding: deflate"),
    "utf-8 as a coding": answer(PAGE, "Content-Encoding: utf-8"),
    "gzip that ends early": answer(gzip.compress(PAGE)[:-6], "Content-Encoding: gzip"),
    "gzip that is none": answer(PAGE, "Content-Encoding: gzip"),
    "XHTML as XML": answer(XHTML, kind="application/xml"),
    "Markdown": answer(
        "# The keeper\n\nEvery evening the lighthouse keeper climbed the stairs.\n\n```\n"
        "keeper = 1\n```\n\nThe old lighthouse had a library, and the keeper read there.\n",
        kind="text/markdown",
    ),
    "RSS": answer(
        "<rss version='2.0'><channel><title>Tides</title><item><title>The keeper</title>"
        "<description>&lt;p&gt;Every evening the lighthouse keeper climbed the stairs.&lt;/p&gt;"
        "</description></item><item><description>The old lighthouse had a library, and the "
        "keeper read there.</description></item></channel></rss>",
        kind="application/rss+xml",
    ),
    "WebVTT": answer(
        "WEBVTT\n\n00:01.000 --> 00:04.000\nThe keeper\n\n00:05.000 --> 00:09.000\nEvery evening "
        "the lighthouse keeper climbed the stairs.\n\n00:10.000 --> 00:14.000\nThe old "
        "lighthouse had a library, and the keeper read there.\n",
        kind="text/vtt",
    ),
    "bytes": answer(PAGE, kind="application/octet-stream"),
    "a page as plain text": answer(f"<!doctype html>{PROSE}", kind="text/plain"),
    "a type without its semicolon": answer(PAGE, kind="text/html charset=utf-8"),
    "a part that is all": answer(
        PAGE, f"Content-Range: bytes 0-{len(PAGE) - 1}/{len(PAGE)}", status="206 Partial Content"
    ),
    "a cookie and a refresh": cookie_first,
    "two equal lengths": raw(
        "HTTP/1.1 200 OK",
        f"Content-Type: {HTML}",
        *[f"Content-Length: {len(PAGE)}"] * 2,
        body=PAGE,
    ),
    "HTTP/1.0": raw("HTTP/1.0 200 OK", f"Content-Type: {HTML}", body=PAGE),
    "chunks": raw(
        "HTTP/1.1 200 OK",
        "Transfer-Encoding: chunked",
        f"Content-Type: {HTML}",
        body=b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE),
    ),
    "capitals": answer(PAGE, kind="Text/HTML;Charset=UTF-8"),
    "no type": raw("HTTP/1.1 200 OK", f"Content-Length: {len(PAGE)}", body=PAGE),
}


def run(client: FlaskClient, run_jobs: RunJobs, url: str, **headers: str) -> dict[str, Any]:
    """Submit a link, do the job, and return it."""
    sent = client.post("/api/jobs", json={"url": url}, headers=headers)
    run_jobs()
    job: dict[str, Any] = client.get(f"/api/jobs/{sent.get_json()['key']}").get_json()
    return job


def counts(client: FlaskClient, job: dict[str, Any]) -> dict[str, int]:
    assert job["error"] is None
    items = client.get(f"/api/results/{job['key']}/words?limit=100").get_json()["items"]
    return {item["word"]: item["count"] for item in items}


@pytest.mark.parametrize("name", RIGHT)
def test_the_page_is_counted(name: str, client: FlaskClient, site: Site, run_jobs: RunJobs) -> None:
    site.add("/page", PAGE)
    site.pages["/asked"] = RIGHT[name]
    found = counts(client, run(client, run_jobs, f"{site.origin}/asked"))
    assert (found["keeper"], found["lighthouse"]) == (3, 2)


CHECK = (
    "<html><head><title>Just a moment...</title></head><body><h1>news.example</h1><p>Checking your "
    "browser before accessing the site. This process is automatic. Please allow up to five "
    "seconds.</p><script src=/check.js></script></body></html>"
)
LOGIN = (
    "<html><head><title>Welcome</title></head><body><form><p>Sign in to read on. E-mail, password."
    "</p><input type=password></form><a href=/new>Register</a></body></html>"
)
#: What stands before a page, and what is told.
BEFORE: dict[str, tuple[Handler, str]] = {
    "a check": (answer(CHECK), "challenge"),
    "a check that turns away": (answer(CHECK, status="403 Forbidden"), "challenge"),
    "a check with gzip": (
        answer(
            gzip.compress(CHECK.encode()),
            "Content-Encoding: gzip",
            status="503 Service Unavailable",
        ),
        "challenge",
    ),
    "a check by its header": (
        answer("Wait.", "cf-mitigated: challenge", status="403 Forbidden"),
        "challenge",
    ),
    "a redirect to a login": (
        answer("", "Location: /login?next=/asked", status="302 Found"),
        "login",
    ),
    "a refresh to a login": (
        answer('<meta http-equiv="refresh" content="0;url=/login?next=/asked">'),
        "login",
    ),
    "consent": (
        answer(
            "<h1>Before you continue</h1><p>We and our partners store cookies.</p>"
            "<button>Accept all</button><button>Reject all</button>"
        ),
        "consent",
    ),
}


@pytest.mark.parametrize("name", BEFORE)
def test_what_stands_before_a_page_is_told(
    name: str, client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    site.pages["/asked"], seen = BEFORE[name]
    site.add("/login?next=/asked", LOGIN)
    error = run(client, run_jobs, f"{site.origin}/asked")["error"]
    assert (error["code"], error["seen"]) == ("blocked", seen)
    assert error["detail"].endswith(".")


def test_a_refusal_that_is_no_check_keeps_its_status(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    error = run(client, run_jobs, site.add("/asked", PAGE, status=403))["error"]
    assert (error["code"], error["status"]) == ("http_status", 403)
    assert "seen" not in error


def test_the_largest_of_a_pages_frames_is_the_page(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    site.add("/menu", "<a href=/a>Start</a> <a href=/b>Pictures of the sea</a>")
    site.add("/inner", "<frameset><frame src=/gone><frame src=/page></frameset>")
    site.add("/page", PAGE)
    frames = "<frameset cols='180,*'><frame src=/menu><frame src=/inner></frameset>"
    job = run(client, run_jobs, site.add("/asked", f"<title>Home</title>{frames}"))
    assert counts(client, job)["keeper"] == 3
    assert client.get(f"/api/results/{job['key']}").get_json()["final_url"].endswith("/page")


def test_a_frame_beside_as_much_text_is_not_the_page(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    site.add("/inner", "<p>Pictures of the sea and of the harbour.</p>")
    markup = "<p>The keeper lit the lamp at six.</p><iframe src=/inner></iframe>"
    job = run(client, run_jobs, site.add("/asked", markup))
    assert counts(client, job)["keeper"] == 1


def test_frames_of_denied_addresses_are_not_asked(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    host, port = site.origin.removeprefix("http://").split(":")
    other = f"http://{host}:{int(port) - 1}/"
    site.add("/asked", f"<frameset><frame src='{other}'><frame src=/page></frameset>")
    site.add("/page", PAGE)
    assert counts(client, run(client, run_jobs, f"{site.origin}/asked"))["keeper"] == 3


@pytest.mark.parametrize(("redirects", "code"), [(9, None), (30, "too_many_redirects")])
def test_nine_redirects_are_followed_and_thirty_are_not(
    redirects: int, code: str | None, client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    for number in range(redirects):
        site.add(f"/{number}", "", status=302, Location=f"/{number + 1}")
    site.add(f"/{redirects}", PAGE)
    job = run(client, run_jobs, f"{site.origin}/0")
    assert (job["error"] or {}).get("code") == code


def test_a_site_is_asked_for_the_readers_language(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    said: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        said.append(request.headers["Accept-Language"])
        answer(PAGE)(request)

    site.pages["/"] = handle
    keys = [
        run(client, run_jobs, site.origin, **{"Accept-Language": language})["key"]
        for language in ("ko-KR,ko;q=0.9,en;q=0.8", "KO", "de, *;q=0.5", "*", "x" * 40)
    ]
    assert said == ["ko,en;q=0.5,*;q=0.1", "de,en;q=0.5,*;q=0.1", "en,*;q=0.1"]
    assert keys[0] == keys[1]
    assert keys[3] == keys[4]
    assert len(set(keys)) == 3
