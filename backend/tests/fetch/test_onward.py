"""Pages that send their reader on: which are followed, where to, and which are not."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from pagewords.fetch import FetchError
from pagewords.fetch.onward import LOOKED, onward
from pagewords.fetch.script import find_location

BASE = "https://t.example/abc"
PROSE = "<p>" + "A long page of its own, with sentences that a reader reads. " * 30
REFRESH = '<meta http-equiv="refresh" content="{}">'
FOLLOWED = {
    "a short link's page": (
        (
            '<head><noscript><META http-equiv="refresh" content="0;URL=https://example.com/a?b=1&amp;c">'
            "</noscript><title>https://example.com/a</title></head><script>window.opener = null; "
            'location.replace("https:\\/\\/example.com\\/a?b=1&c")</script>'
        ),
        "https://example.com/a?b=1&c",
    ),
    "a search engine's page": (
        (
            "<script>var n={navigateTo:function(b,a,d){}};n.navigateTo(window.parent,window,"
            '"https://example.com/x");</script><noscript><META http-equiv=refresh content="0;URL='
            "'https://example.com/x'\"></noscript>"
        ),
        "https://example.com/x",
    ),
    "attributes in any order": (
        "<meta content='0; url=&quot;/neu&quot;' http-equiv=Refresh>Weiter",
        "https://t.example/neu",
    ),
    "without “url”": (REFRESH.format("0; /new"), "https://t.example/new"),
    "with a comma": (REFRESH.format("0,url=new"), "https://t.example/new"),
    "after some seconds": (REFRESH.format("5;url=/new") + "Moved.", "https://t.example/new"),
    "at once whatever the text": (REFRESH.format("0;url=/new") + PROSE, "https://t.example/new"),
    "a reload": (REFRESH.format("0") + "One moment", BASE),
    "with a base": ("<base href='/d/'>" + REFRESH.format("0;url=x"), "https://t.example/d/x"),
    "an ampersand": (REFRESH.format("0;url=/x?a=1&copy=2"), "https://t.example/x?a=1&copy=2"),
    "a Korean name": (REFRESH.format("0;url=/한글 1"), "https://t.example/한글%201"),
    "a script": ('<script>location.href = "/ko/main.do";</script>', "https://t.example/ko/main.do"),
    "a script's name for it": (
        "<script>var to = '/x'; window.location.assign(to);</script>",
        "https://t.example/x",
    ),
    "an old script": (
        (
            '<script language=javascript><!--\nparent.location.replace("http://www.example.kr/a");\n'
            "//--></script>"
        ),
        "http://www.example.kr/a",
    ),
    "a script in a string": (
        "<script>setTimeout(\"location.href='/x'\", 100)</script>",
        "https://t.example/x",
    ),
    "a script on load": (
        "<script>window.onload = function () { location = '/x' }</script>",
        "https://t.example/x",
    ),
    "a script's function": (
        "<script>function go() { location.href='/x' } go();</script>",
        "https://t.example/x",
    ),
    "a body's attribute": ("<body onload=\"location.href='x.do'\">", "https://t.example/x.do"),
    "not the telephone's": (
        (
            "<script>if (/Mobi/.test(navigator.userAgent)) { location.href='/m' } else "
            "{ location.href='/pc' }</script>"
        ),
        "https://t.example/pc",
    ),
}
STAYS = {
    "news that reload": REFRESH.format("300") + PROSE,
    "news that reload soon": REFRESH.format("0") + PROSE,
    "a page with an advertisement": REFRESH.format("5;url=/ad") + PROSE,
    "a page for none without scripts": "<noscript>" + REFRESH.format("0;url=/basic") + "</noscript>"
    + PROSE,
    "no JavaScript": "<noscript>"
    + REFRESH.format("0;url=https://www.example.com/disabled-javascript.html")
    + "</noscript>",
    "enable JavaScript": "<noscript>" + REFRESH.format("0;url=/retry/enablejs?a=x") + "</noscript>",
    "noscript": "<noscript>" + REFRESH.format("0; URL=/x?_fb_noscript=1") + "</noscript>",
    "a comment": "<!-- " + REFRESH.format("0;url=/no") + " -->",
    "a script's text": f"<script>document.write('{REFRESH.format('0;url=/no')}')</script>",
    "a link of another kind": REFRESH.format("0;url=javascript:alert(1)"),
    "an app's link": '<script>location.href = "intent://x";</script>',
    "no number": REFRESH.format("soon;url=/new"),
    "a script's sum": "<script>location.href = '/x?' + query;</script>",
    "a comparison": "<script>if (location == '/x') run()</script>",
    "under a condition": "<div id=root></div><script>if(!window.Promise){location='/old'}</script>",
    "a function that none calls": "<script>function out() { location.href='/logout' }</script>",
    "an event": "<script>a.onclick = function () { location.href='/buy' }</script>",
    "a script in a comment": "<script>// location.href = '/x'\n</script>",
    "a page with text and a script": PROSE + "<script>location.href = '/x'</script>",
}  # fmt: skip


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_page_that_sends_on_is_followed(name: str) -> None:
    markup, link = FOLLOWED[name]
    assert onward(markup.encode(), BASE) == link


@pytest.mark.parametrize("name", STAYS)
def test_a_page_that_stays_is_not_left(name: str) -> None:
    assert onward(STAYS[name].encode(), BASE) is None


def test_a_link_in_an_older_encoding_is_asked_for_as_it_stands() -> None:
    body = REFRESH.format("0;url=/?q=한국").encode("euc-kr")
    assert onward(body, BASE) == "https://t.example/?q=%C7%D1%B1%B9"


@pytest.mark.parametrize(
    ("refresh", "link"),
    [
        ("0;url=/new", "https://t.example/new"),
        ("0, http://a.example/", "http://a.example/"),
        ("1", BASE),
        ("60;url=/x", None),
        ("", None),
    ],
)
def test_a_header_sends_on_like_a_page(refresh: str, link: str | None) -> None:
    assert onward(b"", BASE, refresh) == link


HOSTILE = [
    b'<meta "' * 30_000,
    b"<!--" * 50_000 + b"refresh",
    b"<script>" * 25_000 + b"refresh",
    b'<meta http-equiv=refresh content="' * 6_000,
    b'<meta http-equiv=refresh content="0;url=' + b" " * LOOKED,
    b"<script>" + b"location={" * 380,
    b"<script>" + b"location='" * 380,
    b"<script>" + b"/*location" * 380,
    b"<script>if" + b"{" * 2_600 + b'location="/a";' * 99 + b"</script>",
    b"refresh" + b"<" * LOOKED,
    b"refresh" + b"&" * LOOKED,
]


@pytest.mark.alone
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_page_costs_little_time(number: int) -> None:
    started = time.process_time()
    onward(HOSTILE[number], BASE)
    assert time.process_time() - started < 0.5


def page(body: str, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body.encode())}", *headers]
    return "\r\n".join([*lines, "", body]).encode()


def test_refreshes_scripts_and_redirects_are_followed_in_one_fetch(
    site: Any, fetch: Callable[..., Any]
) -> None:
    site.responses["/"] = page(REFRESH.format("0;url=/two") + "Moved", "Set-Cookie: seen=yes")
    site.responses["/two"] = page("<script>location.replace('/three')</script>")
    site.responses["/three"] = page("", "Refresh: 0; url=/four")
    site.responses["/four"] = b"HTTP/1.1 302 Found\r\nLocation: /five\r\n\r\n"
    site.responses["/five"] = page(PROSE)
    found = fetch(site.origin, trusted=(site.origin,))
    assert (found.body.decode(), found.final_url) == (PROSE, site.origin + "/five")
    assert b"Cookie: seen=yes" in site.requests[4]


def test_a_page_that_reloads_for_its_cookie_is_read(site: Any, fetch: Callable[..., Any]) -> None:
    def serve(connection: Any) -> None:
        seen = b"Cookie: seen=yes" in site.requests[-1]
        wait = page(REFRESH.format("0") + "One moment", "Set-Cookie: seen=yes; path=/")
        connection.sendall(page(PROSE) if seen else wait)

    site.responses["/"] = serve
    assert fetch(site.origin, trusted=(site.origin,)).body.decode() == PROSE
    assert len(site.requests) == 2


def test_a_page_that_reloads_for_nothing_is_the_page(site: Any, fetch: Callable[..., Any]) -> None:
    site.responses["/"] = page(REFRESH.format("0") + "One moment")
    assert b"One moment" in fetch(site.origin, trusted=(site.origin,)).body
    assert len(site.requests) == 1


def test_refreshes_that_never_end_are_too_many_redirects(
    site: Any, refused: Callable[..., FetchError]
) -> None:
    site.responses["/"] = page(REFRESH.format("0;url=/two"))
    site.responses["/two"] = page("", "Refresh: 0;url=/")
    assert refused(site.origin, trusted=(site.origin,)).code == "too_many_redirects"
    assert len(site.requests) == 11


def test_an_error_with_a_refresh_is_an_error(site: Any, refused: Callable[..., FetchError]) -> None:
    site.responses["/"] = b"HTTP/1.1 404 Not Found\r\nRefresh: 0;url=/two\r\n\r\n"
    failure = refused(site.origin, trusted=(site.origin,))
    assert (failure.code, failure.status) == ("http_status", 404)


def test_a_script_that_sends_to_many_places_takes_no_time() -> None:
    begun = time.process_time()
    assert find_location("if{" + "f=function{" * 180 + 'location="/",' * 150) is None
    assert time.process_time() - begun < 1.0
