"""Contexts: where a word stands, and what stands around it."""

import csv
import io
import time

import pytest

from pagewords.stats import (
    build_index,
    context_parts,
    find_contexts,
    list_words,
)
from pagewords.stats.concordance import MAX_PLACES

from .samples import Analysis, Document, index, list_contexts


def test_each_place_has_its_text_and_zone():
    page = index("#Red sea", "The sea is red. Seas rise.", "-sea")
    found = list_contexts(page, "sea")
    assert found == {
        "total": 3,
        "length": 38,
        "places": [[4, "heading"], [12, "body"], [24, "body"]],
        "items": [
            {
                "left": "Red ",
                "match": "sea",
                "right": "",
                "position": 4,
                "zone": "heading",
                "sentence": ["Red ", ""],
            },
            {
                "left": "The ",
                "match": "sea",
                "right": " is red. Seas rise.",
                "position": 12,
                "zone": "body",
                "sentence": ["The ", " is red."],
            },
            {
                "left": "The sea is red. ",
                "match": "Seas",
                "right": " rise.",
                "position": 24,
                "zone": "body",
                "sentence": ["", " rise."],
            },
        ],
    }
    assert list_contexts(page, "sea", scope="page")["total"] == 4


@pytest.mark.parametrize("word", ["sea", "SEA", "Seas", " sea "])
def test_any_spelling_finds_all(word):
    assert list_contexts(index("sea Seas sea"), word)["total"] == 3


def test_without_grouping_only_the_same_key_is_found():
    page = index("sea Seas sea")
    assert list_contexts(page, "sea", group="none")["total"] == 2


def test_phrases_are_found_with_and_without_spaces_by_any_spelling():
    page = index("Red sea, red SEAS. Red. Sea")
    assert [place[0] for place in list_contexts(page, "red seas")["places"]] == [0, 9]
    assert list_contexts(page, "REDSEA")["items"][1]["match"] == "red SEAS"


def test_a_phrase_is_not_taken_for_a_word_that_is_written_together():
    page = index("file system", "filesystem", "file-system")
    assert [item["match"] for item in list_contexts(page, "file system")["items"]] == [
        "file system",
        "file-system",
    ]
    assert [item["match"] for item in list_contexts(page, "filesystem")["items"]] == ["filesystem"]


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011"])
def test_a_phrase_is_found_by_any_hyphen_between_its_words(hyphen):
    page = index("red sea", "red-sea", "red\u2010sea", "red\u2011sea")
    assert list_contexts(page, f"red{hyphen}sea", unit=2)["total"] == 4


def test_a_word_with_a_hyphen_in_its_key_is_found():
    text = "search-engine use. a search engine"
    terms = [
        (start, end, form, form, form, form, False)
        for start, end in ((0, 13), (14, 17), (21, 27), (28, 34))
        for form in (text[start:end],)
    ]
    block = ((0, len(text), True, False),)
    page = build_index(Document(text, block), Analysis(terms, "en", [0, 19]))
    assert [place[0] for place in list_contexts(page, "search-engine")["places"]] == [0]
    assert [place[0] for place in list_contexts(page, "search engine")["places"]] == [21]
    for phrase in ("search-engine use", "searchengine use"):
        assert [place[0] for place in list_contexts(page, phrase, unit=2)["places"]] == [0]
    hidden = list_words(page, hide=["search-engine"]).items
    assert [item["word"] for item in hidden] == ["use", "search", "engine"]


def test_a_hyphen_tells_words_apart():
    text = "re-sign resign"
    terms = [(0, 7, *["re-sign"] * 4, False), (8, 14, *["resign"] * 4, False)]
    page = build_index(Document(text, ((0, 14, True, False),)), Analysis(terms, "en", [0]))
    for word in ("re-sign", "RE-SIGN"):
        assert [place[0] for place in list_contexts(page, word)["places"]] == [0]
    assert [place[0] for place in list_contexts(page, "RESIGN")["places"]] == [8]


def test_a_word_is_found_by_its_key():
    # Keys have a hyphen-minus where the page has another hyphen.
    form = "e\u2011mails"
    terms = [(0, 7, form, form, "e-mails", "e\u2011mail", False)]
    page = build_index(Document(form, ((0, 7, True, False),)), Analysis(terms, "en", [0]))
    assert list_contexts(page, "e-mails")["total"] == 1
    assert list_words(page, hide=["e-mails"]).total == 0


def test_what_is_not_there_has_no_places():
    page = index("red sea")
    assert list_contexts(page, "blue") == {"total": 0, "length": 7, "places": [], "items": []}
    assert list_contexts(page, "  ")["total"] == 0
    assert list_contexts(page, "red", unit=2)["total"] == 0


def test_contexts_are_cut_to_a_width_within_the_block():
    page = index("one two three four five", "six")
    for width, left, right in (
        (5, "…two ", " four…"),
        (4, "…two ", " fou…"),
        (8, "one two ", " four…"),
        (9, "one two ", " four…"),
        (10, "one two ", " four five"),
    ):
        (item,) = list_contexts(page, "three", width=width)["items"]
        assert (item["left"], item["right"]) == (left, right), width


def test_a_cut_keeps_what_is_glued_to_a_word_and_its_marks():
    page = index("(one) two's, three. Four «five» hat «six» seven's, eight. Nine")
    (item,) = list_contexts(page, "hat", width=22)["items"]
    assert item["left"] == "…three. Four «five» "
    assert item["right"] == " «six» seven's, eight.…"
    assert item["sentence"] == ["Four «five» ", " «six» seven's, eight."]


def test_a_sentence_is_cut_where_it_is_very_long():
    page = index("word " * 1_000 + "hat" + " word" * 1_000)
    before, after = list_contexts(page, "hat")["items"][0]["sentence"]
    assert before == "…" + "word " * 80
    assert after == " word" * 80 + "…"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("place", ["Red sea b", "One sea", "Old sea a", "Blue sea"]),
        ("left", ["Blue sea", "Old sea a", "One sea", "Red sea b"]),
        ("right", ["One sea", "Blue sea", "Old sea a", "Red sea b"]),
    ],
)
def test_lines_are_sorted_by_their_neighbours(sort, expected):
    page = index("Red sea b. One sea. Old sea a. Blue sea.")
    found = find_contexts(page, "sea", sort=sort)
    lines = [one["match"].join(one["sentence"]) for one in found.items(0, 9)]
    assert [line.strip(". ") for line in lines] == expected
    assert found.positions(MAX_PLACES) == find_contexts(page, "sea").positions(MAX_PLACES)


def test_all_lines_are_taken_away_as_a_table():
    page = index('=sum sea, "red"', "A sea. The\tsea")
    found = find_contexts(page, "sea")
    table = "".join(context_parts("csv", found.parts(2)))
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert [row["match"] for row in rows] == ["sea", "sea", "sea"]
    assert rows[0]["left"] == "'=sum"
    assert rows[0]["right"] == ', "red"'
    assert rows[1]["sentence"] == "A sea."
    lines = "".join(context_parts("tsv", found.parts(2))).splitlines()
    assert lines[0].split("\t") == ["position", "zone", "left", "match", "right", "sentence"]
    assert len(lines) == 4
    assert {line.count("\t") for line in lines} == {5}


def test_a_cut_never_separates_a_character_from_its_marks():
    text = "e\u0301 x e\u0301"
    terms = [(3, 4, "x", "x", "x", "x", False)]
    page = build_index(Document(text, ((0, len(text), True, False),)), Analysis(terms, "en", [0]))
    (item,) = list_contexts(page, "x", width=2)["items"]
    assert (item["left"], item["right"]) == ("e\u0301 ", " e\u0301")


def test_many_combining_marks_do_not_make_a_context_endless():
    text = "x e" + "\u0301" * 100_000
    terms = [(0, 1, "x", "x", "x", "x", False)]
    page = build_index(Document(text, ((0, len(text), True, False),)), Analysis(terms, "en", [0]))
    (item,) = list_contexts(page, "x", width=10)["items"]
    assert len(item["right"]) < 60


def test_places_are_paged_and_counted():
    page = index("sea red sea blue sea")
    found = list_contexts(page, "sea", limit=1, offset=1)
    assert found["total"] == len(found["places"]) == 3
    assert [item["position"] for item in found["items"]] == [8]


def test_ten_places_with_sixty_characters_are_the_default():
    page = index("x" * 99 + " sea " + "y" * 99, *["sea"] * 10)
    items = list_contexts(page, "sea")["items"]
    assert len(items) == 10
    assert items[0]["left"] == "…" + "x" * 59 + " "
    assert items[0]["right"] == " " + "y" * 59 + "…"


def test_of_very_many_places_an_even_sample_is_returned():
    full = list_contexts(index("sea " * MAX_PLACES), "sea")
    assert full["total"] == len(full["places"]) == MAX_PLACES
    more = list_contexts(index("sea " * (2 * MAX_PLACES + 1)), "sea")
    assert more["total"] == 2 * MAX_PLACES + 1
    assert [place for place, _ in more["places"]] == [*range(0, 8 * MAX_PLACES + 4, 12)]


def test_the_row_shown_in_a_spelling_comes_before_others_that_have_it():
    # “saw” is a tool and the past of “see”; the row of the tool is shown as “saw”.
    text = "see saw saw see see saws saw"
    lemmas = ["see", "see", "saw", "see", "see", "saw", "saw"]
    terms, at = [], 0
    for form, lemma in zip(text.split(), lemmas, strict=True):
        terms.append((at, at + len(form), form, form, form, lemma, False))
        at += len(form) + 1
    page = build_index(Document(text, ((0, len(text), True, False),)), Analysis(terms, "en", [0]))
    for item in list_words(page).items:
        assert list_contexts(page, item["word"])["total"] == item["count"]


def test_the_mark_is_the_word_as_it_stands_in_the_text():
    # A verb is named by its dictionary form and found by it and by its form.
    text = "밥을 먹었다"
    terms = [(3, 6, "먹었다", "먹다", "먹다", "먹다", False)]
    page = build_index(
        Document(text, ((0, 6, True, False),)), Analysis(terms, "ko", [0], eojeol_starts=[3])
    )
    for word in ("먹다", "먹었다"):
        assert [item["match"] for item in list_contexts(page, word)["items"]] == ["먹었다"]
    assert list_words(page).items[0]["word"] == "먹다"


def test_a_pile_of_signs_takes_no_time_for_each_place():
    page = index("(" * 100_000 + "sea " * 1_000)
    begun = time.process_time()
    found = list_contexts(page, "sea", limit=1_000)
    assert time.process_time() - begun < 2.0
    assert len(found["items"]) == 1_000


def test_a_phrase_that_is_not_there_takes_no_time_for_each_of_its_words():
    page = index("ab abb " * 100_000)
    assert list_contexts(page, "sea")["total"] == 0
    begun = time.process_time()
    assert list_contexts(page, "abab abb ac")["total"] == 0
    assert time.process_time() - begun < 0.5
