"""Training: truths are laid on blocks, nets learn, and what is worse is not written."""

from pathlib import Path

import numpy as np
import pytest

from train import measures, nets, report, weights
from train.labels import label
from train.page import Page
from train.sets import read_sets

OWN = Path(weights.__file__).parent / "pages"


@pytest.mark.parametrize(
    ("blocks", "text", "expected"),
    [
        (["menu", "a b c d e f g h i", "menu"], "a b c d e f g h i", [False, True, False]),
        # A word of the truth is used once, where its neighbours are.
        (["go on", "one two three four five six", "go on", "seven eight nine ten elf twelve"],
         "one two three four five six go on seven eight nine ten elf twelve",
         [False, True, True, True]),
        (["한 강에 배가 떴다", "두 배가 졌다"], "한 강에 배가 떴다", [True, False]),
        (["", "x"], "x", [None, True]),
    ],
)  # fmt: skip
def test_a_truth_is_laid_on_blocks(
    blocks: list[str], text: str, expected: list[bool | None]
) -> None:
    assert label(blocks, text) == expected


def test_marks_tell_of_blocks_and_the_nearest_counts(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    markup = (
        "<p>menu<div data-truth=main><h1 data-truth=headline>Head</h1><p>one<div data-truth=out>"
        "share</div><p>two <b>bold</b></div><p data-truth=comment>three"
    )
    (folder / "en.site.page.html").write_text(markup)
    truth = read_sets(tmp_path)[0]
    page = Page(truth)
    assert (truth.group, truth.kind) == ("en.site", "en")
    assert page.marks == ["out", "headline", "main", "out", "main", "comment"]
    assert page.y.tolist() == [0, 1, 1, 0, 1, 0]
    assert page.right == "one\ntwo bold"
    kept = [False, True, True, True, True, True]
    # The headline and the comment count neither way; "share" is wrong.
    assert report.marked_score(page, kept) == pytest.approx(
        measures.character_f1("one share two bold", "one two bold")
    )


def test_a_net_learns_and_the_same_seed_gives_the_same() -> None:
    random = np.random.default_rng(1)
    x = random.normal(size=(4_096, 6)).astype(np.float32)
    y = (x[:, 0] * x[:, 1] > 0).astype(np.int8)
    first, again = (nets.fit(x, y, np.ones(len(y)), [0, 1]) for _ in range(2))
    assert np.array_equal(first(x), again(x))
    saved = first.load(first.arrays("n"), "n")
    assert np.abs(saved(x) - first(x)).max() < 0.02


def test_figures_below_their_floors_are_reported() -> None:
    rows = {"wcxb": {"wordF1": 0.5, "top20": 0.99}, "readability": {"wordF1": 0.99}}
    assert [line.partition(":")[0] for line in weights.below(rows)] == ["wcxb"]


def test_the_programs_own_pages_are_many_sites_in_many_languages() -> None:
    truths = read_sets(OWN)
    assert len(truths) > 100
    assert len({truth.kind for truth in truths}) > 8
    groups = [truth.group for truth in truths]
    assert max(map(groups.count, groups)) <= 3


def test_measures() -> None:
    assert measures.word_f1("a b", "b c") == 0.5
    assert measures.character_f1("abcdef", "abcdef") == 1
    assert measures.top("longer words", "longer words stand") == pytest.approx(2 / 3)
    assert measures.shingle_f1("a b c d e", "a b c d f") == 0.5
