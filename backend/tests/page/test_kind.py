"""What is a page: HTML, XHTML and plain text; and pasted text."""

import pytest

from pagewords.page import PageError, read_page, read_text


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\x89PNG\r\n\x1a\n", None),
        (b"PK\x03\x04...", None),
        (b'{"key": "value"}', None),
        (b'[{"key": "value"}]', "text/html"),
        (b"\x00\x01\x02\x03 binary", None),
        (b"<html><p>x</p></html>", "application/pdf"),
        (b"words", "image/png"),
        (b"<?xml version='1.0'?><urlset/>", "application/xml"),
        (b"<?xml version='1.0'?><book><title>A</title></book>", "text/xml"),
        (b"words", "application/json; charset=utf-8"),
    ],
)
def test_not_a_page(body: bytes, content_type: str | None) -> None:
    with pytest.raises(PageError) as caught:
        read_page(body, content_type)
    assert caught.value.code == "not_a_page"
    assert str(caught.value)


@pytest.mark.parametrize(
    "content_type",
    [None, "", "text/html", "TEXT/HTML;charset=UTF-8", "junk", "text/html, text/plain"],
)
def test_markup_is_read_as_html(content_type: str | None) -> None:
    assert read_page(b"<!doctype html><p>one<p>two", content_type).page_text == "one\ntwo"


@pytest.mark.parametrize("content_type", ["application/xml", "text/xml; charset=utf-8"])
def test_xhtml_comes_as_any_xml(content_type: str) -> None:
    body = (
        b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">'
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body><div/><p>one</p><p>two</p></body></html>'
    )
    assert read_page(body, content_type).page_text == "one\ntwo"


def test_what_has_no_type_of_its_own_is_told_by_its_bytes() -> None:
    kind = "application/octet-stream"
    assert read_page(b"<!doctype html><p>one<p>two", kind).page_text == "one\ntwo"
    assert read_page(b"plain words", kind).page_text == "plain words"
    with pytest.raises(PageError):
        read_page(b"\x7fELF\x02\x01\x01\0\0", kind)


def test_plain_text_is_read_as_it_stands() -> None:
    document = read_page(b"a <b> c\r\n\r\n  second   line\n", "text/plain")
    assert document.page_text == document.main_text == "a <b> c\nsecond line"
    assert document.main_found
    assert read_page(b"no markup, 1 < 2", None).page_text == "no markup, 1 < 2"


def test_a_page_may_begin_with_a_bracket() -> None:
    assert read_page(b"[not json] <p>text</p>", "text/html").page_text == "[not json]\ntext"


def test_pasted_text() -> None:
    document = read_text("One \ud800line\0.\n\n\tTwo  words\u2028three", " A\ntitle ")
    assert document.page_text == "One line.\nTwo words\nthree"
    assert document.title == "A title"
    assert [(block.main, block.code) for block in document.blocks] == [(True, False)] * 3
