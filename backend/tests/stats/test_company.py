"""A word's company: collocates, by NLTK and only by NLTK."""

import random
from collections import Counter

import pytest
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures

from pagewords.stats import find_contexts, list_collocates
from pagewords.stats.company import SPAN

from .samples import index

SENTENCES = (
    "the old red hat is on the man",
    "a man of the sea and a red hat",
    "the sea is red and the wind is old",
    "wind and sea and wind and sea",
    "the red hat of the old man is red",
    "one two three four five hat six seven eight nine ten",
)
#: Words without which everything on so short a page would be expected everywhere.
FILLER = " ".join(f"w{chr(97 + place // 26)}{chr(97 + place % 26)}x" for place in range(200))
PAGE = index(". ".join(one.capitalize() for one in SENTENCES))


def by_hand(sentences, word: str) -> dict[str, float]:
    """What NLTK says of a word and each other, before it and after it."""
    padded = [part for one in sentences for part in (*one.split(), *[None] * SPAN)]
    finder = BigramCollocationFinder.from_words(padded, window_size=SPAN + 1)
    # NLTK counts the padding as words, which a text does not have.
    del finder.word_fd[None]
    finder.N = finder.word_fd.N()
    found: dict[str, float] = {}
    for first, second in finder.ngram_fd:
        if word in (first, second) and first != second:
            counts = finder.word_fd[first] * finder.word_fd[second]
            if finder.ngram_fd[first, second] / SPAN * finder.N <= counts:
                continue
            other = second if first == word else first
            score = finder.score_ngram(BigramAssocMeasures.likelihood_ratio, first, second)
            found[other] = found.get(other, 0) + score
    return found


def counted_by_hand(sentences, word: str) -> tuple[Counter[str], Counter[str]]:
    before, after = Counter[str](), Counter[str]()
    for sentence in sentences:
        words = sentence.split()
        for at, one in enumerate(words):
            if one == word:
                before.update(other for other in words[max(0, at - SPAN) : at] if other != word)
                after.update(other for other in words[at + 1 : at + 1 + SPAN] if other != word)
    return before, after


@pytest.mark.parametrize("word", ["hat", "sea", "red", "wind", "the"])
def test_collocates_are_those_of_nltk_run_by_hand(word):
    found = list_collocates(PAGE, word, stop_words="show", limit=100)
    expected, (before, after) = by_hand(SENTENCES, word), counted_by_hand(SENTENCES, word)
    together = before + after
    strongest = {one for one, score in expected.items() if score > 0 and together[one] > 1}
    assert {item["word"].lower() for item in found["items"]} == strongest
    for item in found["items"]:
        name = item["word"].lower()
        assert item["likelihood"] == pytest.approx(expected[name], abs=0.051)
        assert (item["left"], item["right"]) == (before[name], after[name])
    scores = [item["likelihood"] for item in found["items"]]
    assert scores == sorted(scores, reverse=True)
    assert found["total"] == len(scores)


def test_a_long_text_agrees_with_nltk_too():
    chance = random.Random(5)
    words = ["red", "sea", "hat", "man", "old", "wind", "day", "boat"]
    weights = range(1, 9)
    sentences = [" ".join(chance.choices(words, weights, k=12)) for _ in range(200)]
    page = index(". ".join(one.capitalize() for one in sentences))
    for word in words:
        found = {
            item["word"].lower(): item["likelihood"]
            for item in list_collocates(page, word, limit=100)["items"]
        }
        expected = {one: score for one, score in by_hand(sentences, word).items() if score > 0}
        assert found == {one: pytest.approx(expected[one], abs=0.051) for one in found}
        assert found.keys() == expected.keys()


def test_company_ends_with_the_sentence_and_after_five_words():
    lines = "Red one two three four five hat. Blue hat. Red one two three four hat. Red hat."
    page = index(lines, FILLER)
    (red,) = [item for item in list_collocates(page, "hat")["items"] if item["word"] == "Red"]
    assert (red["count"], red["left"], red["right"]) == (3, 2, 0)


def test_stop_words_are_left_out_and_forms_count_as_one():
    page = index("The old hats. The old hat. The old hat is the wind. The wind.", FILLER)
    assert [item["word"] for item in list_collocates(page, "hats")["items"]] == ["old"]
    shown = list_collocates(page, "hat", stop_words="show")["items"]
    assert {item["word"] for item in shown} == {"The", "old"}
    assert list_collocates(page, "hat")["places"] == 3
    assert list_collocates(page, "hat", group="none")["places"] == 2


def test_a_word_that_is_not_there_has_no_company():
    assert list_collocates(PAGE, "xylem") == {"total": 0, "places": 0, "items": []}
    assert list_collocates(index("hat hat hat hat"), "hat")["items"] == []


def test_collocates_are_paged():
    whole = list_collocates(PAGE, "hat", stop_words="show", limit=100)["items"]
    assert list_collocates(PAGE, "hat", stop_words="show", limit=1, offset=1)["items"] == whole[1:2]


def test_a_collocate_filters_the_places():
    for item in list_collocates(PAGE, "hat", stop_words="show", limit=100)["items"]:
        found = find_contexts(PAGE, "hat", company=item["word"]).items(0, 100)
        assert 1 <= len(found) <= item["left"] + item["right"]
        for line in found:
            before, after = line["sentence"]
            near = [*before.lower().split()[-SPAN:], *after.lower().split()[:SPAN]]
            assert item["word"].lower() in [one.strip(".") for one in near]
    assert find_contexts(PAGE, "hat", company="xylem").found == []
