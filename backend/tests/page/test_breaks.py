"""Paragraphs between empty lines get elements, and no text is lost or moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from pagewords.page.breaks import MANY, part

PIECES = ["<br>", "<br>\n<br>", " ", "word", "<b>bold</b>", "<b>a<br><br>b</b>", "<p>own</p> tail"]
PIECES += ["<span>", "</span>", "<div>", "</div>", "<img>", "<ul><li>item</ul>", "<font>c</font>"]
PIECES += ["<b><div>a", "<i>b<br><br>", "</b>", "<article>", "long enough to be found " * 3]


def parted(inner: str) -> str:
    root = html.fromstring(f"<div id=x>{inner}</div>")
    part(root, [root])
    return etree.tostring(root, encoding="unicode", method="html")


@pytest.mark.parametrize(
    ("inner", "out"),
    [
        ("a<br>b", "a<br>b"),
        ("a<br><br>b", "<p>a</p><p>b</p>"),
        ("a<br>\n <br>b<br>c", "<p>a</p><p>b<br>c</p>"),
        ("<b>a</b> b<br><br><br><i>c</i>d", "<p><b>a</b> b</p><p><i>c</i>d</p>"),
        ("a<br><br><ul><li>b</ul>c<br><br>d", "<p>a</p><ul><li>b</li></ul><p>c</p><p>d</p>"),
        ("<p>a<br><br>b</p>", "<p>a<br><br>b</p>"),
        ("<span>a<br><br>b</span>", "<div><p>a</p><p>b</p></div>"),
        ("<p><span>a<br><br>b</span></p>", "<p><span>a<br><br>b</span></p>"),
    ],
)
def test_paragraphs(inner: str, out: str) -> None:
    assert parted(inner) == f'<div id="x">{out}</div>'


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_word_is_lost_or_moved(inner: str) -> None:
    root = html.fromstring(f"<div>{inner}</div>")
    words = "".join("".join(root.itertext()).split())
    part(root, [root])
    assert "".join("".join(root.itertext()).split()) == words


def test_of_very_many_lines_each_is_a_paragraph() -> None:
    assert parted("a<br>" * (MANY + 1)).count("<p>") == MANY + 1
    assert parted("a<br>" * MANY).count("<p>") == 0
