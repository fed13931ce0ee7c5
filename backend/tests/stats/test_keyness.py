"""Keyness: which words stand more often here than in everyday language."""

import math
from array import array

import pytest

from pagewords.stats import list_words
from pagewords.stats.keyness import RAREST, keyness, keyness_state

from .samples import index, to_csv

RARITIES = {"the": 130, "sea": 400, "seas": 450, "red": 300, "people": 250, "walk": 350}


def rarities(language, spellings):
    return tuple(
        array("I", [RARITIES.get(word, 0) for word in words])
        for words in zip(*((one.key, one.lemma) for one in spellings), strict=True)
    )


def of_two_corpora(first: int, words: int, second: float, others: float) -> float:
    """Rayson and Garside's formula (2000) over all four cells, as Dunning has it."""
    share = (first + second) / (words + others)
    cells = (
        (first, words * share),
        (second, others * share),
        (words - first, words * (1 - share)),
        (others - second, others * (1 - share)),
    )
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in cells)


@pytest.mark.parametrize(
    ("count", "words", "frequency"), [(10, 500, 0.001), (3, 2_000, 1e-4), (40, 40_000, 0.0002)]
)
def test_it_is_the_log_likelihood_beside_a_very_large_corpus(count, words, frequency):
    size = 1e9
    expected = of_two_corpora(count, words, frequency * size, size)
    assert keyness(count, words, frequency) == pytest.approx(expected, rel=1e-3)


def test_a_word_as_often_as_elsewhere_has_none_and_a_rarer_one_less():
    assert keyness(5, 1_000, 0.005) == pytest.approx(0)
    assert keyness(2, 1_000, 0.005) < 0 < keyness(8, 1_000, 0.005)
    assert keyness(1_000, 1_000, 0.005) > keyness(999, 1_000, 0.005)


def test_special_words_come_first_with_their_keyness():
    page = index("the people the people the people the red sea xylem", rarities=rarities)
    assert [item["word"] for item in list_words(page).items] == ["people", "red", "sea", "xylem"]
    items = list_words(page, sort="keyness", stop_words="show").items
    assert [item["word"] for item in items] == ["people", "xylem", "sea", "the", "red"]
    expected = [(3, 10**-2.5), (1, RAREST), (1, 10**-4.0), (4, 10**-1.3), (1, 10**-3.0)]
    assert [item["keyness"] for item in items] == [
        round(keyness(count, 10, frequency), 1) for count, frequency in expected
    ]
    assert [item["rank"] for item in items] == [1, 2, 3, 4, 5]
    assert to_csv(items).splitlines()[0].endswith(",keyness")


def test_forms_of_a_word_are_expected_together_with_their_lemma():
    page = index("seas seas red", rarities=rarities)
    (grouped, _) = list_words(page, sort="keyness").items
    assert grouped["keyness"] == round(keyness(2, 3, 10**-4.5 + 10**-4.0), 1)
    (alone, _) = list_words(page, sort="keyness", group="none").items
    assert alone["keyness"] == round(keyness(2, 3, 10**-4.5), 1)


def test_a_language_without_a_list_says_so():
    assert keyness_state(index("red sea")) == "not_counted"
    page = index("red sea", rarities=lambda language, spellings: None)
    assert keyness_state(page) == "no_list"
    with pytest.raises(ValueError, match="no everyday frequencies"):
        list_words(page, sort="keyness")
    assert keyness_state(index("red sea", rarities=rarities)) == "known"
