"""Totals of both scopes."""

import pytest

from pagewords.stats import build_index, count_totals
from pagewords.stats.reading import reading_seconds

from .samples import Analysis, Document, document, index


def test_totals_of_both_scopes():
    page = index("#Red sea", "The seas rise. A sea is red.", ">import sea", "-Menu")
    assert count_totals(page) == {
        "main": {
            "words": 9,
            "distinct": 7,
            "distinct_grouped": 6,
            "sentences": 3,
            "characters": 36,
            "characters_without_spaces": 28,
            "reading_seconds": 2,
        },
        "page": {
            "words": 12,
            "distinct": 9,
            "distinct_grouped": 8,
            "sentences": 5,
            "characters": 52,
            "characters_without_spaces": 41,
            "reading_seconds": 3,
        },
        "main_share": 0.75,
        "main_found": True,
        "approximate": False,
    }


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
    assert found["main_share"] == 0.0


def test_the_size_of_an_index_bounds_its_lists():
    assert index("red sea. red").size == 3
    assert index("1 2").size == 1
