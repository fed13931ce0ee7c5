"""From a link to a document: what it was read from is told."""

import pytest

from pagewords.fetch import FetchError, Page
from pagewords.jobs.link import read_link

URL = "https://words.example/post"


def nothing(url: str, scheme_assumed: bool) -> Page:
    """Fetches nothing."""
    raise FetchError("unreachable")


def untouched(page: Page) -> Page:
    """Draws nothing: these pages have their text."""
    raise AssertionError(page.url)


def read(body: str, source: str = "page") -> str:
    kind = "text/html; charset=utf-8"
    page = Page(URL, URL, 200, kind, body.encode(), len(body), source)
    return read_link(page, URL, nothing, untouched)[1].source


def test_a_document_says_what_it_was_read_from() -> None:
    prose = "Every evening the keeper climbed the stairs and lit the great lamp by hand. " * 4
    assert read(f"<p>{prose}</p>") == "page"
    assert read(f"<blockquote><p>{prose}</p></blockquote>", "oembed") == "oembed"
    data = f'<script type="application/ld+json">{{"articleBody": "{prose}"}}</script>'
    assert read(f"<nav>Home</nav>{data}") == "data"


def test_a_frame_with_a_file_is_no_page() -> None:
    def fetch(url: str, scheme_assumed: bool) -> Page:
        return Page(url, url, 200, "text/html", b"GIF89a" + b"pixels " * 99, 700)

    outer = Page(URL, URL, 200, "text/html", b"<p>A note.</p><iframe src=/inner></iframe>", 45)
    assert read_link(outer, URL, fetch, untouched)[1].page_text == "A note."


def test_a_frame_that_does_not_answer_leaves_the_page() -> None:
    assert read("<p>A short note.</p><iframe src=/inner></iframe>") == "page"


@pytest.mark.parametrize(
    ("code", "status"), [("rate_limited", None), ("http_status", 429), ("http_status", 503)]
)
def test_a_frame_that_cannot_be_had_now_fails_a_page_of_its_site(
    code: str, status: int | None
) -> None:
    error = FetchError(code, status)

    def fetch(url: str, scheme_assumed: bool) -> Page:
        raise error

    def framing(url: str) -> Page:
        body = f"<p>A note.</p><iframe src={url}></iframe>".encode()
        return Page(URL, URL, 200, "text/html", body, len(body))

    with pytest.raises(FetchError) as failure:
        read_link(framing("'/inner #here'"), URL, fetch, untouched)
    assert failure.value is error


def test_a_frame_that_has_the_text_is_read_though_another_cannot_be_had_now() -> None:
    prose = "Every evening the keeper climbed the stairs and lit the great lamp by hand. " * 9

    def fetch(url: str, scheme_assumed: bool) -> Page:
        if url.endswith("/text"):
            return Page(url, url, 200, "text/html", f"<p>{prose}</p>".encode(), len(prose))
        raise FetchError("http_status", 503)

    body = b"<p>A note.</p><iframe src=/text width=800></iframe><iframe src=/other></iframe>"
    outer = Page(URL, URL, 200, "text/html", body, len(body))
    assert "keeper" in read_link(outer, URL, fetch, untouched)[1].page_text
