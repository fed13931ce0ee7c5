"""What a page says of itself, its frames, and whether a program draws it."""

import bs4
import pytest

from pagewords.page import read_page
from pagewords.page.head import read_head

URL = "https://blog.example.co.kr/you/1"


def test_title_language_description_and_canonical_link() -> None:
    document = read_page(
        b"""<!DOCTYPE html><html lang="ko_KR"><head><script>var t = "<title>wrong</title>"</script>
        <title> My
        page </title><META NAME="Description" CONTENT="What it &amp; is">
        <link rel="canonical" href="/the/page"></head><body><p>text</p></body></html>""",
        "text/html",
        URL,
    )
    assert document.title == "My page"
    assert document.language == "ko-KR"
    assert document.description == "What it & is"
    assert document.canonical == "https://blog.example.co.kr/the/page"


def test_missing_metadata_is_empty() -> None:
    document = read_page(b"<p>text</p>", "text/html", URL)
    said = (document.title, document.language, document.description, document.canonical)
    assert said == ("", None, "", None)


def test_open_graph_stands_in() -> None:
    head = (
        b'<meta property="og:title" content="T"><meta property="og:description" content="D">'
        b'<meta property="og:locale" content="pt_BR">'
    )
    document = read_page(head + b"<p>x", "text/html")
    assert (document.title, document.description, document.language) == ("T", "D", "pt-BR")


def test_feeds_and_what_a_page_calls_itself() -> None:
    head = read_head(
        '<link rel=alternate type="application/rss+xml" href=/feed><link rel=alternate hreflang=de'
        ' href=/de><meta property="og:type" content="article"><script type="application/ld+json">'
        '{"@graph": [{"@type": "Product", "name": "</p>"}, {"@type": ["FAQPage"]}]}</script>',
        URL,
    )
    assert head.feeds == ("https://blog.example.co.kr/feed",)
    assert head.kinds == {"article", "product", "questions"}


def test_a_title_in_the_picture_is_not_the_pages() -> None:
    body = b"<html><body><svg><title>icon</title></svg><p>text</p></body></html>"
    assert read_page(body, "text/html").title == ""


def test_beautiful_soup_reads_the_head_of_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    fed: list[str] = []
    make = bs4.BeautifulSoup.__init__

    def spy(self: bs4.BeautifulSoup, markup: str, *values: object, **named: object) -> None:
        fed.append(markup)
        make(self, markup, *values, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(bs4.BeautifulSoup, "__init__", spy)
    assert read_page(b"<title>T</title><p>text", "text/html").title == "T"
    assert fed == ["<title>T</title>"]


def test_a_page_that_a_program_draws() -> None:
    body = b"<div id=root></div><noscript>Enable JavaScript</noscript><script src=x></script>"
    document = read_page(body, "text/html")
    assert (document.page_text, document.needs_javascript) == ("", True)
    assert not read_page(b"<p>text<script></script>", "text/html").needs_javascript
    assert not read_page(b"<html><body></body></html>", "text/html").needs_javascript
