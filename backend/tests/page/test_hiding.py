"""What the page's own style sheets hide is not seen; what a script is likely to show is."""

import time

import pytest

from pagewords.page import read_page
from pagewords.page.blocks.hiding import MOST_STYLE

SEEN = "<p>This page has a sentence or two that anybody who opens it can read at once.</p>"


def text_of(styles: str, markup: str) -> str:
    page = f"<html><head><style>{styles}</style></head><body>{SEEN}{markup}<p>end</body></html>"
    return read_page(page.encode(), "text/html; charset=utf-8").page_text


@pytest.mark.parametrize(
    ("styles", "element"),
    [
        (".gone{display:none}", "<p class='a gone'>x</p>"),
        ("#note { color: red; display : NONE !important }", "<div id=note>x</div>"),
        ("a{b:c} /* .y{ */ h2.gone, .other{display:none}", "<h2 class=gone>x</h2>"),
        (".a.b{display:none}", "<p class='b c a'>x</p>"),
        (".a{display:block}.a{display:none}", "<p class=a>x</p>"),
        (".a{display:none}p{display:block}.a:hover::before{display:block}", "<p class=a>x</p>"),
        (".a{display:none!important}.a.b{display:block}", "<p class='a b'>x</p>"),
        ("@media print{.a{display:block}}.a{display:none}", "<p class=a>x</p>"),
        ("@charset 'utf-8';.a{display:none}", "<p class=a>x</p>"),
        ("", "<p style='visibility: hidden'>x</p>"),
        ("", "<p style='font-size: 0px; color: red'>x</p>"),
        ("", "<p style='color:red;font-size:0'>x <b>y</b></p>"),
    ],
)
def test_what_a_rule_hides_is_not_seen(styles: str, element: str) -> None:
    assert text_of(styles, element).split("\n")[1:] == ["end"]


@pytest.mark.parametrize(
    ("styles", "element"),
    [
        ("@media(max-width:9px){.a{display:none}}", "<p class=a>x</p>"),
        ("@media print{.b{c:d}.a{display:none}}", "<p class=a>x</p>"),
        (".a{display:none}.a.open{display:block}", "<p class='a open'>x</p>"),
        (".a{display:none}.menu:hover>.a{display:block}", "<p class=a>x</p>"),
        (".js .a{display:none}.a::before{display:none}", "<p class=a>x</p>"),
        (".a{display:none}", "<p class=aa>x</p>"),
        (".a{display:none}", "<p class=a style='display:block'>x</p>"),
        ("#a{display:block}.b{display:none}", "<p id=a class=b>x</p>"),
        ("p.a{display:none}", "<div class=a>x</div>"),
        (".a{display:none", "<p class=a>x</p>"),
        ("", "<p style='font-size:0.9em'>x</p>"),
        ("", "<div style='font-size:0'><span class=big>x</span></div>"),
    ],
)
def test_what_a_reader_may_see_is_seen(styles: str, element: str) -> None:
    assert text_of(styles, element).split("\n")[1:] == ["x", "end"]


def test_a_page_that_would_hide_most_of_its_text_shows_it() -> None:
    whole = f"<div class=body>{SEEN * 3}</div>"
    assert text_of(".body{display:none}", whole).count("anybody") == 4
    assert text_of("", whole.replace("class=body", "style='visibility:hidden'")).count("any") == 4


def test_a_sheet_for_paper_hides_nothing() -> None:
    page = "<style media=print>.a{display:none}</style><p class=a>x</p>"
    assert read_page(page.encode(), "text/html").page_text == "x"


@pytest.mark.alone
@pytest.mark.parametrize(
    "styles",
    [
        "{" * MOST_STYLE,
        ".a{display:none}" * (MOST_STYLE // 16),
        ".a.b" * 40_000 + "{display:none}",
        ".a," * 60_000 + "b{display:none}",
        "/*" * MOST_STYLE,
        ":a(" * 60_000 + "{display:block}.b{display:none}",
        "display:none;" * 15_000,
    ],
)
def test_hostile_sheets_take_no_time(styles: str) -> None:
    started = time.process_time()
    text_of(styles, "<p class='a b'>x</p>" * 500)
    assert time.process_time() - started < 3
