"""Comparison of two pages."""

import pytest

from pagewords.stats import compare
from pagewords.stats.comparison import log_likelihood

from .samples import index


def test_what_each_page_uses_more_comes_first():
    left = index("sea sea sea red of of of of")
    right = index("Red hat hat hats hat a a a a")
    found = compare(left, right)
    assert [item["word"] for item in found["left"]] == ["sea", "red"]
    assert [item["word"] for item in found["right"]] == ["hat"]
    assert found["right"][0] == {
        "word": "hat",
        "left_count": 0,
        "right_count": 4,
        "left_share": 0.0,
        "right_share": 0.444444,
        "likelihood": pytest.approx(5.09, abs=0.01),
    }
    assert len(compare(left, right, limit=1)["left"]) == 1


def test_figures_are_rounded_and_ten_words_are_the_default():
    left = index("one two three four five six seven eight nine ten eleven")
    found = compare(left, index("red red"))
    assert len(found["left"]) == 10
    assert len(compare(left, index("red red"), limit=11)["left"]) == 11
    # Of equals the first of the page comes first.
    assert [item["word"] for item in found["left"][:2]] == ["one", "two"]
    assert (found["left"][0]["left_share"], found["left"][0]["likelihood"]) == (0.090909, 0.33)


def test_stop_words_are_compared_when_shown():
    found = compare(index("of sea"), index("a sea"), stop_words="show")
    assert [item["word"] for item in found["left"]] == ["of"]
    assert [item["word"] for item in found["right"]] == ["a"]


def test_a_page_beside_itself_differs_in_nothing():
    page = index("red sea, red hat")
    assert compare(page, page) == {"left": [], "right": []}


def test_a_page_without_words_can_be_compared():
    found = compare(index("1"), index("red"))
    assert found["left"] == []
    assert [item["word"] for item in found["right"]] == ["red"]


def test_log_likelihood_is_that_of_rayson_and_garside():
    # Their calculator's example: 10 and 5 in corpora of 1,000 words each.
    assert log_likelihood(10, 5, 1000, 1000) == pytest.approx(1.70, abs=0.005)
    assert log_likelihood(3, 6, 50, 100) == pytest.approx(0.0, abs=1e-9)
