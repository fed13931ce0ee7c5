"""What holds for every page, of any text in any scope."""

from collections import Counter
from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewords.stats import (
    build_index,
    count_totals,
    decode,
    encode,
    list_words,
)
from pagewords.stats.collocation import score_phrases
from pagewords.stats.scopes import selected

from .samples import Analysis, Document, analyse, document, list_contexts, to_csv

WORDS = [
    "the",
    "of",
    "Sea",
    "sea",
    "seas",
    "red",
    "Red",
    "한국",
    "東京",
    "don't",
    "é",
    "e\u0301",
    "7",
]
GAPS = [" ", " ", " ", ". ", ", ", "", "-", "은 ", "! "]
lines = st.builds(
    lambda mark, parts: mark + "x" + "".join(word + gap for word, gap in parts),
    st.sampled_from(["", "", "-", ">", "#"]),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=12),
)
pages = st.lists(lines, min_size=1, max_size=8).map(
    lambda blocks: build_index(
        document(*blocks), analyse(document(*blocks).page_text), score_phrases
    )
)
choices = st.fixed_dictionaries(
    {
        "scope": st.sampled_from(["main", "page"]),
        "group": st.sampled_from(["forms", "none"]),
        "code": st.sampled_from(["out", "in"]),
    }
)
units = st.sampled_from([1, 2, 3])
ALL = 10_000


@given(pages, choices)
def test_counts_add_up(page, choice):
    items = list_words(page, **choice, stop_words="show", limit=ALL).items
    words = sum(map(len, selected(page, choice["scope"], choice["code"])))
    assert sum(item["count"] for item in items) == words
    assert sum(item["share"] for item in items) == pytest.approx(1, abs=1e-4)
    if choice["code"] == "out":
        assert count_totals(page)[choice["scope"]]["words"] == words
    for item in items:
        assert sum(form["count"] for form in item["forms"]) == item["count"]
        assert sum(item["zones"].values()) == item["count"]


@given(pages, choices)
def test_words_are_what_a_plain_count_of_the_terms_gives(page, choice):
    numbers = [at for part in selected(page, choice["scope"], choice["code"]) for at in part]
    spelled = [page.spellings[page.ids[at]] for at in numbers]
    plain = Counter(one.lemma if choice["group"] == "forms" else one.key for one in spelled)
    items = list_words(page, **choice, stop_words="show", limit=ALL).items
    assert [item["count"] for item in items] == [count for _, count in plain.most_common()]


@given(pages, choices, units)
def test_offsets_cut_the_form_out_of_the_text(page, choice, unit):
    for item in list_words(page, **choice, unit=unit, stop_words="show", limit=5).items:
        found = list_contexts(page, item["word"], **choice, unit=unit, limit=ALL)
        for place in found["items"]:
            start = place["position"]
            assert page.text[start : start + len(place["match"])] == place["match"]
            around = place["left"].strip("…") + place["match"] + place["right"].strip("…")
            assert around in page.text
            assert "\n" not in around


@given(pages, choices, units)
def test_a_row_counts_its_contexts(page, choice, unit):
    for item in list_words(page, **choice, unit=unit, stop_words="show", limit=5).items:
        found = list_contexts(page, item["word"], **choice, unit=unit)
        assert found["total"] == item["count"]
        assert found["total"] == len(found["places"])


@given(pages)
def test_an_index_comes_back_as_it_was(page):
    assert decode(encode(page)) == page


@given(pages, choices, units, st.integers(1, 4), st.sampled_from(["count", "likelihood"]))
def test_pages_of_a_list_make_the_whole_list(page, choice, unit, size, sort):
    whole = list_words(page, **choice, unit=unit, sort=sort, limit=ALL)
    assert whole.total == len(whole.items)
    parts = []
    for offset in range(0, whole.total, size):
        part = list_words(page, **choice, unit=unit, sort=sort, limit=size, offset=offset)
        assert part.total == whole.total
        parts.extend(part.items)
    assert parts == whole.items
    stored = decode(encode(page))
    assert list_words(stored, **choice, unit=unit, sort=sort, limit=ALL) == whole


@given(pages, choices, units, st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_hidden_and_kept_words_only_choose_among_the_rows(page, choice, unit, hide, keep):
    def rows(**own):
        items = list_words(page, **choice, unit=unit, limit=ALL, **own).items
        return {item["word"]: {**item, "rank": 0} for item in items}

    every = rows(stop_words="show")
    usual, hidden, kept = rows(), rows(hide=[hide]), rows(keep=[keep])
    assert hidden.items() <= usual.items() <= kept.items() <= every.items()
    for word in usual.keys() - hidden.keys() if unit == 1 else ():
        forms = {normalize("NFC", form["form"]).casefold() for form in usual[word]["forms"]}
        assert any(normalize("NFC", hide).casefold() in form for form in forms)
    assert all(kept[word]["stop_word"] for word in kept.keys() - usual.keys())


@given(pages, choices, st.sampled_from([2, 3]))
def test_no_phrase_crosses_a_block_or_ends_in_a_stop_word(page, choice, unit):
    for item in list_words(page, **choice, unit=unit, limit=20).items:
        assert not item["stop_word"]
        found = list_contexts(page, item["word"], **choice, unit=unit, limit=ALL)
        assert all("\n" not in place["match"] for place in found["items"])
        assert not any(mark in item["word"] for mark in ".!,")


@settings(max_examples=200)
@given(st.text(min_size=0, max_size=80), st.data())
def test_any_text_gives_an_answer(text, data):
    """Any text with any words in it, in no language: lone surrogates and NULs are in it too."""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans = pairwise(cuts)
    strings = st.text(max_size=4)
    terms = [
        (
            start,
            end,
            text[start:end],
            data.draw(strings),
            data.draw(strings),
            data.draw(strings),
            data.draw(st.booleans()),
        )
        for start, end in spans
    ]
    given_page = Document(text, ((0, len(text), True, False),) if text else ())
    page = build_index(given_page, Analysis(terms, sentences=[0]), score_phrases)
    assert decode(encode(page)) == page
    count_totals(page)
    for unit in (1, 2, 3):
        to_csv(list_words(page, unit=unit, stop_words="show", sort="likelihood").items)
        list_contexts(page, text[:4], unit=unit)
