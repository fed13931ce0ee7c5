"""Scores of phrases: NLTK's, and only NLTK's."""

import subprocess
import sys
from collections import Counter
from itertools import pairwise

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.collocations import BigramCollocationFinder, TrigramCollocationFinder
from nltk.metrics import BigramAssocMeasures, TrigramAssocMeasures
from nltk.probability import FreqDist

from pagewords.stats import decode, encode, list_words
from pagewords.stats.collocation import score_phrases
from pagewords.stats.ngrams import BREAK, MIN_COUNT
from pagewords.stats.scoring import count_recurring

from .samples import index

TEXT = (
    "red sea wind. red sea wind. red sea. blue sea wind. old red hat. old red hat. wind hat. "
    "the old man of the sea. the old man of the sea. man of war. red. wind"
)


def test_scores_are_those_of_nltk():
    sentences = [sentence.split() for sentence in TEXT.split(". ")]
    bigrams = dict(
        BigramCollocationFinder.from_documents(sentences).score_ngrams(
            BigramAssocMeasures.likelihood_ratio
        )
    )
    trigrams = dict(
        TrigramCollocationFinder.from_documents(sentences).score_ngrams(
            TrigramAssocMeasures.likelihood_ratio
        )
    )
    page = index(TEXT, score=score_phrases)
    for unit, expected in ((2, bigrams), (3, trigrams)):
        items = list_words(page, unit=unit, sort="likelihood", limit=100).items
        scored = {
            tuple(item["word"].split()): item["likelihood"]
            for item in items
            if item["likelihood"] is not None
        }
        assert len(scored) >= 2
        assert scored == {phrase: pytest.approx(expected[phrase], abs=0.051) for phrase in scored}
        recurring = {tuple(item["word"].split()) for item in items if item["count"] > 1}
        assert set(scored) == recurring


@given(st.lists(st.lists(st.integers(0, 4), max_size=30), max_size=5))
def test_phrases_are_counted_in_columns_as_one_by_one(runs):
    words = [word for run in runs for word in [*run, BREAK, BREAK]] + [BREAK, BREAK]
    found = count_recurring(numpy.array(words, numpy.int64))
    assert found.words == Counter(word for word in words if word != BREAK)
    for counts, grams in (
        (found.pairs, pairwise(words)),
        (found.triples, zip(words, words[1:], words[2:], strict=False)),
    ):
        recurring = {
            gram: times
            for gram, times in Counter(grams).items()
            if times >= MIN_COUNT and BREAK not in gram
        }
        # In the order of first appearance, which the stored scores go by.
        assert [*counts.items()] == [*recurring.items()]
    around = Counter(zip(words, words[2:], strict=False))
    for first, _, last in found.triples:
        assert found.around[first, last] == around[first, last]


@given(st.lists(st.lists(st.integers(0, 4), max_size=30), max_size=5))
def test_scores_of_columns_are_those_of_nltk_one_by_one(runs):
    words = [word for run in runs for word in [*run, BREAK, BREAK]] + [BREAK, BREAK]
    counts = count_recurring(numpy.array(words, numpy.int64))
    phrases = [*counts.pairs, *counts.triples]
    singles, pairs, around, triples = map(FreqDist, counts)
    finders = {
        2: BigramCollocationFinder(singles, pairs),
        3: TrigramCollocationFinder(singles, pairs, around, triples),
    }
    measures = {2: BigramAssocMeasures, 3: TrigramAssocMeasures}

    def one_by_one(phrase):
        unit = len(phrase)
        try:
            score = finders[unit].score_ngram(measures[unit].likelihood_ratio, *phrase)
        except (ValueError, ZeroDivisionError):
            return 0.0  # words that repeat themselves
        return max(0.0, score)

    expected = [*map(one_by_one, phrases)]
    assert score_phrases(counts, phrases) == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_both_scopes_have_scores_of_their_own():
    page = index("red sea. red sea. blue wind", "-red hat. red hat. red sea", score=score_phrases)
    main = list_words(page, unit=2, sort="likelihood").items
    whole = list_words(page, unit=2, sort="likelihood", scope="page").items
    assert [item["word"] for item in main if item["likelihood"]] == ["red sea"]
    assert {item["word"] for item in whole if item["likelihood"]} == {"red sea", "red hat"}


def test_words_that_repeat_themselves_have_a_score_or_none():
    page = index("no no no no", score=score_phrases)
    (item,) = list_words(page, unit=2, sort="likelihood").items
    assert item["likelihood"] == 0.0


def test_scores_of_other_phrases_are_never_taken():
    page = index(TEXT, score=score_phrases)
    other = index(TEXT.replace("red sea", "big sea"), score=score_phrases)
    other.scores = page.scores
    items = list_words(other, unit=2, sort="likelihood", limit=100).items
    assert {item["likelihood"] for item in items} == {None}


def test_only_the_worker_imports_nltk():
    program = (
        "import sys, pagewords.stats, pagewords.stats.codec\n"
        "heavy = {'nltk', 'numpy', 'flask', 'rq', 'sqlalchemy', 'lxml', 'pagewords.words'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout == "[]\n"


def test_scores_are_stored():
    page = index(TEXT, score=score_phrases)
    again = decode(encode(page))
    choice = {"unit": 3, "sort": "likelihood"}
    assert list_words(again, **choice) == list_words(page, **choice)
