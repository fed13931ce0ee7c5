"""Totals of both scopes."""

import random
import re
import statistics

import pytest

from pagewords.stats import build_index, count_totals
from pagewords.stats.reading import reading_seconds
from pagewords.stats.totals import lexical_diversity

from .samples import Analysis, Document, document, index


def test_totals_of_both_scopes():
    page = index("#Red sea", "The seas rise. A sea is red.", ">import sea", "-Menu")
    assert count_totals(page) == {
        "main": {
            "words": 9,
            "distinct": 7,
            "words_once": 5,
            "distinct_grouped": 6,
            "sentences": 3,
            "mean_sentence_length": 3.0,
            "lexical_diversity": None,
            "characters": 36,
            "characters_without_spaces": 28,
            "reading_seconds": 2,
        },
        "page": {
            "words": 12,
            "distinct": 9,
            "words_once": 7,
            "distinct_grouped": 8,
            "sentences": 5,
            "mean_sentence_length": 2.4,
            "lexical_diversity": None,
            "characters": 52,
            "characters_without_spaces": 41,
            "reading_seconds": 3,
        },
        "main_share": 0.75,
        "main_found": True,
        "approximate": False,
    }


@pytest.mark.parametrize(
    ("window", "expected"),
    [(2, 5 / 6), (3, 2 / 3), (4, 1 / 2), (7, 2 / 7)],
)
def test_lexical_diversity_is_the_mean_over_windows(window, expected):
    # The example by which quanteda's MATTR is tested; the last window is the whole text.
    words = [1, 1, 2, 1, 1, 2, 1]
    assert lexical_diversity(words, window) == pytest.approx(expected, abs=1e-12)
    assert lexical_diversity(words, 8) is None


def test_lexical_diversity_is_that_of_the_published_example():
    # The text by which LexicalRichness shows its MATTR, with words as it has them: 57, 39 distinct.
    # https://github.com/LSYS/LexicalRichness/blob/00ba38ad57dd0feb4583746b78440a697b730a49/README.rst
    words = re.findall("[a-z]+", MEASURED.lower())
    assert (len(words), len({*words})) == (57, 39)
    numbers = [*map(words.index, words)]
    assert lexical_diversity(numbers, 25) == pytest.approx(0.8351515151515151, abs=1e-12)


MEASURED = """Measure of textual lexical diversity, computed as the mean length of sequential words
in a text that maintains a minimum threshold TTR score. Iterates over words until TTR scores falls
below a threshold, then increase factor counter by 1 and start over. McCarthy and Jarvis (2010,
pg. 385) recommends a factor threshold in the range of [0.660, 0.750]. (McCarthy 2005, McCarthy and
Jarvis 2010)"""


def test_lexical_diversity_is_that_of_every_window_by_itself():
    draw = random.Random(3)
    for _ in range(50):
        words = draw.choices(range(draw.randint(1, 30)), k=draw.randint(20, 80))
        ratios = [len({*words[start : start + 20]}) / 20 for start in range(len(words) - 19)]
        assert lexical_diversity(words, 20) == pytest.approx(statistics.fmean(ratios))


def test_lexical_diversity_counts_words_without_regard_to_case():
    page = index(" ".join(["Red red sea"] * 200))
    assert count_totals(page)["main"]["lexical_diversity"] == 0.004
    assert count_totals(index("red " * 499))["main"]["lexical_diversity"] is None
    assert count_totals(index("red " * 500))["main"]["lexical_diversity"] == 0.002


def test_korean_counts_eojeol_by_the_spaces_between_terms():
    text = "기계학습은 (쉽다) 파이썬은"
    spans = [(0, 2), (2, 4), (7, 9), (11, 14)]
    terms = [(start, end, text[start:end], *[text[start:end]] * 3, False) for start, end in spans]
    page = build_index(
        Document(text, ((0, 15, True, False),)),
        Analysis(terms, "ko", [0], eojeol_starts=[0, 6, 11]),
    )
    assert count_totals(page)["main"]["eojeol"] == 3
    assert "eojeol" not in count_totals(index("red sea"))["main"]


@pytest.mark.parametrize(
    ("language", "seconds"),
    [("en", 26), ("de", 34), ("zh", 94), ("ja", 67), ("th", 28), ("sw", 33), ("und", 33)],
)
def test_reading_time_is_by_language(language, seconds):
    page = index(" ".join(["word"] * 100), language=language)
    assert count_totals(page)["main"]["reading_seconds"] == seconds


#: As the study of IReST has them (see `pagewords.stats.reading`); its mean for what it has not.
STUDY = {
    "words": "ar 138 de 179 en 228 es 218 fi 161 fr 195 he 187 it 188 nl 202 pl 166 pt 181 ru 184 "
    "sl 180 sv 199 tr 166 cs 184",
    "characters_without_spaces": "zh 255 ja 357 th 863 lo 863 km 863 my 863",
    "eojeol": "ko 164",
}


@pytest.mark.parametrize("counted", STUDY)
def test_a_minutes_reading_is_that_of_the_study(counted):
    fields = STUDY[counted].split()
    for language, speed in zip(fields[::2], map(int, fields[1::2]), strict=True):
        # A thousand minutes, so that a difference of one word is seen.
        totals = {"words": 1, "characters_without_spaces": 1, counted: 1000 * speed}
        assert reading_seconds(language, totals) == 60_000, language


def test_a_page_without_words_has_totals():
    empty = build_index(document("1 2"), Analysis([]))
    found = count_totals(empty)
    assert found["main"]["words"] == found["page"]["sentences"] == 0
    assert found["main"]["words_once"] == found["main"]["mean_sentence_length"] == 0
    assert found["main"]["lexical_diversity"] is None
    assert found["main_share"] == 0.0


def test_the_size_of_an_index_bounds_its_lists():
    assert index("red sea. red").size == 3
    assert index("1 2").size == 1
