"""The main text: a selection of whole blocks. Floors over sets of pages, since what is learned
changes with every training."""

from collections.abc import Callable

import numpy as np
import pytest

from pagewords.page import read_page
from pagewords.page.blocks.names import Names
from pagewords.page.blocks.walk import Walk
from pagewords.page.head import Head
from pagewords.page.main_text.characters import Array
from pagewords.page.main_text.features import Features
from pagewords.page.main_text.find import GAP, choose, fill, gather
from pagewords.page.tree import parse

from .shapes import PARAGRAPHS, SENTENCES, Shape, page, shapes

Extend = Callable[[Array, Array, Features], Array]
SHAPES = list(shapes())
HTML = "text/html; charset=utf-8"


def faults(shape: Shape) -> int:
    """How many lines are missing from the main text, and how many are in it that must not be."""
    document = read_page(shape.body.encode(), HTML)
    lines = document.main_text.split("\n")
    missing = sum(line not in lines for line in shape.inside)
    return missing + sum(piece in document.main_text for piece in shape.outside)


def test_most_shapes_of_pages_are_read_without_a_fault() -> None:
    wrong = {shape.name: count for shape in SHAPES if (count := faults(shape))}
    assert len(SHAPES) > 40
    assert len(wrong) <= 0.2 * len(SHAPES), wrong


def test_at_most_4_percent_of_all_lines_are_wrong() -> None:
    lines = sum(len(shape.inside) + len(shape.outside) for shape in SHAPES)
    assert sum(map(faults, SHAPES)) <= 0.04 * lines


def test_the_blocks_of_the_best_expected_f1_are_kept() -> None:
    main, confidence = choose(np.array([0.9, 0.1, 0.8, 0.3]), np.array([10.0, 50.0, 10.0, 1.0]))
    assert main == [True, False, True, False]
    # 2 (9 + 8) / (20 + 9 + 5 + 8 + 0.3)
    assert confidence == pytest.approx(34 / 42.3)
    assert choose(np.array([0.01, 0.02]), np.ones(2))[0] == [False, True]


def test_the_confidence_comes_with_the_text() -> None:
    document = read_page(page(f"<article>{''.join(PARAGRAPHS)}</article>").encode(), HTML)
    assert document.main_found
    assert 0.9 < document.main_confidence <= 1
    empty = read_page(b"<body></body>", HTML)
    assert (empty.main_found, empty.main_confidence, empty.blocks) == (False, 0.0, ())
    assert read_page(b"plain words", "text/plain").main_confidence == 1


def test_of_very_many_blocks_hardly_one_is_lost() -> None:
    many = "".join(f"<p>{number} {SENTENCES[number % 8]}</p>" for number in range(2_000))
    document = read_page(page(f"<article>{many}</article>").encode(), HTML)
    assert sum(block.main for block in document.blocks) > 1_900


def test_the_same_page_gives_the_same_text() -> None:
    body = page(f"<div>{''.join(PARAGRAPHS)}</div>").encode()
    assert read_page(body, HTML) == read_page(body, HTML)


def extended(extend: Extend, markup: str, kept: str, likely: float = 0.4) -> str:
    """Which blocks are kept in the end; `kept` has a letter for each block that was chosen."""
    walk = Walk(Names({}))
    walk.run(parse(markup))
    main = np.array([mark == "m" for mark in kept])
    found = extend(main, np.where(main, 0.9, likely), Features(walk, Head()))
    return "".join("m" if one else "-" for one in found)


@pytest.mark.parametrize(
    ("inner", "kept", "found"),
    [
        ("<p>a<p>b<p>c", "m-m", "mmm"),
        ("<p>a<ul><li><b>b</b><li>c</ul><p>d<p>e<p>f", "m--mmm", "mmmmmm"),
        ("<p>a<p>b<p>c<p>d", "-mm-", "-mm-"),
        ("<p>a<p><a href=x>b</a><p>c<p>d", "m-mm", "m-mm"),
        ("<p>a<p>b <time>May</time><p>c<p>d", "m-mm", "m-mm"),
        ("<div><p>a<p>b</div><div><p>x<p>y<p>z</div><div><p>c<p>d</div>", "mm---mm", "mm---mm"),
        ("<p>a<p>b<p>c<p>d<p>e<p>f<p>g<p>h<p>i<p>j<p>k", "mmm" + "-" * (GAP + 1) + "mmmm",
         "mmm" + "-" * (GAP + 1) + "mmmm"),
    ],
)  # fmt: skip
def test_small_gaps_in_a_container_are_filled(inner: str, kept: str, found: str) -> None:
    page = f"<nav>menu</nav><main>{inner}</main>"
    assert extended(fill, page, f"-{kept}") == f"-{found}"


def test_what_is_unlikely_keeps_its_gap_open() -> None:
    assert extended(fill, "<p>a<p>b<p>c", "m-m", likely=0.2) == "m-m"
    assert extended(fill, "<p>a<p>b<p>c", "---") == "---"


def test_the_likely_rest_of_a_kind_goes_with_most_of_it() -> None:
    chapters = "<div class=c><p>one and more<p>two and more</div><h4>x</h4><div class=c><p>three"
    assert extended(gather, chapters, "mm--") == "mm-m"
    assert extended(gather, chapters, "mm--", likely=0.2) == "mm--"
    assert extended(gather, chapters, "m---") == "m---"
    linked = chapters.replace("three", "<a href=x>three</a>")
    assert extended(gather, linked, "mm--") == "mm--"
    assert extended(gather, "<p>one and more<p>two", "m-") == "m-"
