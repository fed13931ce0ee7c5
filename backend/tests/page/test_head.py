"""What a page says of itself, its frames, and whether a program draws it."""

import time

import bs4
import pytest

from pagewords.page import read_page
from pagewords.page.head import HEAD, Head, read_head


def test_title_language_and_description() -> None:
    head = read_head(
        """<!DOCTYPE html><html lang="ko_KR"><head><script>var t = "<title>wrong</title>"</script>
        <title> My
        page </title><META NAME="Description" CONTENT="What it &amp; is">
        </head><body><p>text</p></body></html>"""
    )
    assert (head.title, head.language, head.description) == ("My page", "ko-KR", "What it & is")


def test_missing_metadata_is_empty() -> None:
    assert read_head("<p>text</p>") == Head()
    document = read_page(b"<p>text</p>", "text/html")
    assert (document.title, document.language) == ("", None)


def test_open_graph_stands_in() -> None:
    head = read_head(
        '<meta property="og:title" content="T"><meta property="og:description" content="D">'
        '<meta property="og:locale" content="pt_BR"><p>x'
    )
    assert (head.title, head.description, head.language) == ("T", "D", "pt-BR")


@pytest.mark.parametrize(
    "markup",
    [
        "<title>T</title><body lang=nl><p>hallo",
        "<html><head><title>T</title></head>\n<body class=x lang='nl'><p>hallo</body></html>",
        '<meta http-equiv="Content-Language" content="nl, en"><p>hallo',
    ],
)
def test_a_language_that_the_body_or_a_header_in_the_page_names(markup: str) -> None:
    assert read_head(markup).language == "nl"
    assert read_head(f"<html lang=fy>{markup}").language == "fy"


def test_what_a_page_calls_itself() -> None:
    head = read_head(
        '<meta property="og:type" content="article"><script type="application/ld+json">'
        '{"@graph": [{"@type": "Product", "name": "</p>"}, {"@type": ["FAQPage"]}]}</script>'
    )
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


def test_a_tag_that_never_ends_says_nothing_and_ends_nothing_before_it() -> None:
    said = "<html lang=nl><title>T</title>"
    for tag in ("<script ", "<script type='application/ld+json' ", "<meta name=description "):
        assert read_head(f"{said}{tag}<title>U</title") == Head("T", "nl")
    assert read_head("<title>T").title == "T"


@pytest.mark.alone
@pytest.mark.parametrize(
    "unit",
    [
        "<meta ",
        "<title ",
        "<body ",
        "<script ",
        "<script ld+json ",
        "<script </script ",
        "<script ld+json</script ",
        '<script ld+json>"@type":' + " " * 19_000 + "x</script>",
    ],
)
@pytest.mark.parametrize("end", ["", ">", "ld+json " * 12_000])
def test_a_hostile_head_takes_no_time(unit: str, end: str) -> None:
    markup = unit * ((HEAD - len(end)) // len(unit)) + end
    started = time.process_time()
    read_head(markup)
    assert time.process_time() - started < 1
