"""Links whose text is elsewhere: where it is looked for, and what is read where it is not there."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from pagewords.fetch import FetchError, Limits
from pagewords.fetch.rewrites import Rewrite, rewrite, unwrap

KEY = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"
DOCS = "https://docs.google.com"
RAW = "https://raw.githubusercontent.com"
EMBED = "https://publish.twitter.com/oembed?omit_script=true&hide_thread=true&dnt=true&url="
ELSEWHERE = {
    f"{DOCS}/document/d/{KEY}/edit?usp=sharing": f"{DOCS}/document/d/{KEY}/export?format=html",
    f"{DOCS}/document/d/{KEY}": f"{DOCS}/document/d/{KEY}/export?format=html",
    f"{DOCS}/document/u/0/d/{KEY}/preview": f"{DOCS}/document/d/{KEY}/export?format=html",
    f"{DOCS}/a/school.example/document/d/{KEY}/edit": (
        f"{DOCS}/document/d/{KEY}/export?format=html"
    ),
    f"{DOCS}/spreadsheets/d/{KEY}/edit?gid=12": (
        f"{DOCS}/spreadsheets/d/{KEY}/export?format=csv&gid=12"
    ),
    f"{DOCS}/spreadsheets/d/{KEY}/edit": f"{DOCS}/spreadsheets/d/{KEY}/export?format=csv&gid=0",
    f"{DOCS}/presentation/d/{KEY}/edit": f"{DOCS}/presentation/d/{KEY}/export/txt",
    f"https://drive.google.com/file/d/{KEY}/view?usp=drive_link": (
        f"https://drive.google.com/uc?export=download&id={KEY}"
    ),
    f"https://drive.google.com/open?id={KEY}": (
        f"https://drive.google.com/uc?export=download&id={KEY}"
    ),
    "https://github.com/keeper/lamp/blob/main/docs/Read%20me.md": (
        f"{RAW}/keeper/lamp/main/docs/Read%20me.md"
    ),
    "https://github.com/keeper/lamp/blob/v1.0/LICENSE": f"{RAW}/keeper/lamp/v1.0/LICENSE",
    "https://github.com/keeper/lamp/blob/main/log.txt?plain=1": f"{RAW}/keeper/lamp/main/log.txt",
    "https://arxiv.org/abs/2401.01234v2": "https://arxiv.org/html/2401.01234v2",
    "http://www.arxiv.org/abs/hep-th/9901001": "https://arxiv.org/html/hep-th/9901001",
    "https://x.com/keeper/status/1251416407582994435?s=20": (
        f"{EMBED}https%3A%2F%2Ftwitter.com%2Fkeeper%2Fstatus%2F1251416407582994435"
    ),
    "https://mobile.twitter.com/keeper/status/12": (
        f"{EMBED}https%3A%2F%2Ftwitter.com%2Fkeeper%2Fstatus%2F12"
    ),
}
IN_THE_PAGE = [
    f"{DOCS}/document/d/{KEY}/export?format=html",
    f"{DOCS}/document/d/e/2PACX-{KEY}/pub",
    f"{DOCS}/document/d/{KEY}/pub",
    f"{DOCS}/spreadsheets/d/{KEY}/export?format=csv",
    f"{DOCS}/forms/d/{KEY}/viewform",
    f"https://drive.google.com/uc?export=download&id={KEY}",
    "https://drive.google.com/drive/folders/1BxiMVs0XRA5nFMdKvBdBZjgmUUq",
    "https://github.com/keeper/lamp",
    "https://github.com/keeper/lamp/blob/main/lamp.py",
    "https://github.com/keeper/lamp/tree/main/docs.md",
    "https://arxiv.org/html/2401.01234",
    "https://arxiv.org/list/cs/new",
    "https://x.com/keeper",
    "https://words.example/?to=https://x.com/keeper/status/12",
    f"https://docs.google.com.evil.example/document/d/{KEY}/edit",
    "https://example.com/",
]
PROSE = b"<p>Every evening the keeper climbed the stairs and lit the great lamp by hand.</p>"


@pytest.mark.parametrize("url", ELSEWHERE)
def test_the_text_of_a_page_is_looked_for_where_it_is(url: str) -> None:
    found = rewrite(url)
    assert found is not None
    assert found.url == ELSEWHERE[url]
    assert found.embed == ("oembed" in found.url)
    assert rewrite(found.url) is None, "one step"


@pytest.mark.parametrize("url", IN_THE_PAGE)
def test_other_pages_are_read_as_they_are(url: str) -> None:
    assert rewrite(url) is None


def page(body: bytes, kind: str = "text/html", status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def table(site: Any, embed: bool = False) -> Callable[[str], Rewrite | None]:
    """A table that has the text of /doc at /export."""
    return lambda url: Rewrite(f"{site.origin}/export", embed) if url.endswith("/doc") else None


def test_the_text_is_read_there_also_behind_a_redirect(
    site: Any, fetch: Callable[..., Any]
) -> None:
    site.responses["/short"] = b"HTTP/1.1 302 Found\r\nLocation: /doc\r\n\r\n"
    site.responses["/doc"] = page(b"<script src=/app.js></script>")
    site.responses["/export"] = b"HTTP/1.1 302 Found\r\nLocation: /file\r\n\r\n"
    site.responses["/file"] = page(PROSE)
    found = fetch(site.origin + "/short", trusted=(site.origin,), rewrite=table(site))
    assert (found.body, found.final_url) == (PROSE, site.origin + "/file")
    assert (found.url, found.source) == (site.origin + "/short", "page")
    assert [request.split(b" ")[1] for request in site.requests] == [
        b"/short",
        b"/export",
        b"/file",
    ]


@pytest.mark.parametrize(
    "answer",
    [
        page(b"None.", status="404 Not Found"),
        page(b"\x89PNG", kind="image/png"),
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n",
    ],
)
def test_the_page_itself_is_read_where_the_text_is_not_there(
    answer: bytes, site: Any, fetch: Callable[..., Any], watch: Any
) -> None:
    site.responses["/doc"] = page(PROSE)
    site.responses["/export"] = answer
    found = fetch(site.origin + "/doc", trusted=(site.origin,), rewrite=table(site))
    assert (found.body, found.final_url) == (PROSE, site.origin + "/doc")
    assert set(watch.connects) == {("127.0.0.1", site.port)}


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_text_that_cannot_be_had_now_is_not_replaced_by_its_page(
    status: str, site: Any, refused: Callable[..., FetchError]
) -> None:
    site.responses["/doc"] = page(b"<script src=/app.js></script>")
    site.responses["/export"] = page(b"Later.", status=status)
    failure = refused(site.origin + "/doc", trusted=(site.origin,), rewrite=table(site))
    assert (failure.code, failure.status) == ("http_status", int(status[:3]))


def test_time_and_bytes_are_those_of_one_fetch(
    site: Any, refused: Callable[..., FetchError]
) -> None:
    start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    site.responses["/doc"] = page(PROSE)
    for handler, code in ((site.pour, "too_large"), (site.drip, "timeout")):
        site.responses["/export"] = lambda to, handler=handler: handler(to, b"x" * 9, start)
        failure = refused(
            site.origin + "/doc",
            trusted=(site.origin,),
            rewrite=table(site),
            limits=Limits(wire_bytes=100_000, seconds=1.0),
        )
        assert failure.code == code


def test_an_embed_is_read_as_a_page(site: Any, fetch: Callable[..., Any]) -> None:
    markup = '<blockquote><p lang="ko" dir="ltr">등대에 <b>불</b></p>&mdash; Keeper</blockquote>'
    answer = {"html": markup, "author_name": "A <keeper>", "type": "rich"}
    site.responses["/doc"] = page(b"<script src=/app.js></script>")
    site.responses["/export"] = page(json.dumps(answer).encode(), "application/json; charset=utf-8")
    found = fetch(site.origin + "/doc", trusted=(site.origin,), rewrite=table(site, embed=True))
    assert found.source == "oembed"
    assert found.content_type == "text/html; charset=utf-8"
    assert b'<html lang="ko">' in found.body
    assert b"<title>A &lt;keeper&gt;</title>" in found.body
    assert markup.encode() in found.body


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"html": 5}', b"[" * 100_000, b"\xff", b'{"html": null}']
)
def test_what_is_no_embed_is_none(body: bytes) -> None:
    assert unwrap(body) is None


def test_json_is_read_of_an_embed_alone(site: Any, fetch: Callable[..., Any]) -> None:
    site.responses["/doc"] = page(PROSE)
    site.responses["/export"] = page(b'{"html": "<p>x</p>"}', "application/json")
    found = fetch(site.origin + "/doc", trusted=(site.origin,), rewrite=table(site))
    assert found.body == PROSE


@pytest.mark.parametrize("url", [*ELSEWHERE][::3])
def test_no_denied_address_is_reached_by_a_rewrite(
    url: str, refused: Callable[..., FetchError], watch: Any
) -> None:
    hosts = "docs.google.com drive.google.com github.com raw.githubusercontent.com arxiv.org"
    names = f"{hosts} www.arxiv.org x.com mobile.twitter.com publish.twitter.com".split()
    denied = {name: [["10.0.0.1"]] for name in names}
    assert refused(url, names=denied).code == "unreachable"
    assert watch.connects == []
