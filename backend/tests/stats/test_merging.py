"""A collection's index counts what its pages count, together and each."""

from array import array
from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagewords.stats import (
    decode,
    encode,
    list_distinctive,
    list_words,
    merge,
    select_words,
    word_parts,
)
from pagewords.stats.collocation import score_phrases
from pagewords.stats.grouping import group_spellings
from pagewords.stats.spread import dispersion, page_sizes

from .samples import index, list_contexts
from .test_properties import ALL, WORDS, choices, pages, units

collections = st.lists(st.one_of(pages, st.none()), min_size=1, max_size=5).filter(any)


def counted(page, **how):
    """The counts of a list, by what its words are counted under."""
    selection = select_words(page, **how)
    names = group_spellings(page, how["group"]).names
    items = selection.items(0, ALL)
    return {
        (tuple(names[number] for number in gram), item["stop_word"]): item
        for gram, item in zip(selection.grams, items, strict=True)
    }


@given(collections, choices, units, st.sampled_from(["hide", "show"]), st.sampled_from(WORDS))
def test_merged_counts_are_the_sums_of_the_pages_counts(several, choice, unit, stop, hidden):
    how = choice | {"unit": unit, "stop_words": stop, "hide": [hidden]}
    merged = merge(several)
    # A word is hidden by any spelling, and another page may have that of a group.
    if any(hidden.casefold() in one.form.casefold() for one in merged.spellings):
        how["hide"] = []
    lists = [counted(page, **how) if page else {} for page in several]
    found = counted(merged, **how)
    sums = Counter()
    for one in lists:
        sums.update({name: item["count"] for name, item in one.items()})
    assert {name: item["count"] for name, item in found.items()} == dict(sums)
    for name, item in found.items():
        assert item["members"] == [one[name]["count"] if name in one else 0 for one in lists]
        assert item["in_members"] == sum(name in one for one in lists)
        assert 0 <= item["dispersion"] < 1
    sizes = [list_words(page, **how).words if page else 0 for page in several]
    assert page_sizes(merged, choice["scope"], choice["code"]) == sizes
    assert select_words(merged, **how).words == sum(sizes)


@given(collections)
def test_a_merged_index_comes_back_as_it_was(several):
    merged = merge(several, score_phrases)
    assert decode(encode(merged)) == merged


@given(collections, choices)
def test_places_know_their_page(several, choice):
    merged = merge(several)
    for item in list_words(merged, **choice, stop_words="show", limit=3).items:
        places = list_contexts(merged, item["word"], **choice, limit=ALL)["items"]
        members = Counter(place["member"] for place in places)
        assert [members[number] for number in range(len(several))] == item["members"]


def with_lemmas(text, **lemmas):
    page = index(text)
    page.spellings[:] = [one._replace(lemma=lemmas[one.key]) for one in page.spellings]
    return page


def test_a_word_that_one_page_takes_for_a_name_is_one_with_that_of_another() -> None:
    name, word = with_lemmas("Cookies", cookies="cookies"), with_lemmas("cookies", cookies="cookie")
    third = with_lemmas("cookie", cookie="cookie")
    for several in ([name, word], [word, name], [name, word, third]):
        items = list_words(merge(several)).items
        assert [item["count"] for item in items] == [len(several)]
        assert items[0]["members"] == [1] * len(several)


def test_a_name_that_is_frequent_is_one_with_the_word_of_another_page() -> None:
    name = with_lemmas("Cookies Cookies Cookies", cookies="cookies")
    word = with_lemmas("cookie cookie cookies", cookie="cookie", cookies="cookie")
    # The word's page says that two rows of the third are one.
    third = with_lemmas("cookie Cookies", cookie="cookie", cookies="cookies")
    for several in permutations([name, word, third]):
        (item,) = list_words(merge(several)).items
        assert item["count"] == 8


def test_words_that_a_page_has_apart_stay_apart() -> None:
    both = with_lemmas("saw sees", saw="saw", sees="see")
    found = list_words(merge([both, with_lemmas("saw", saw="see")])).items
    assert sorted(item["count"] for item in found) == [1, 2]


def test_the_dispersion_of_published_examples() -> None:
    # Gries (2008): the letter a in a text of five parts.
    assert dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]) == pytest.approx(0.18, abs=5e-4)
    # The lemma ALLEMAND in ten parts of Lyne's corpus, as the package tlda has it on Gries' scale:
    # https://github.com/lsoenning/tlda/blob/305da67a1383071afac412858bccc49b61a39e5d/README.md
    sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    found = dispersion([2, 0, 1, 1, 3, 0, 3, 0, 0, 0], sizes)
    assert found == pytest.approx(0.4990705, abs=5e-8)
    # By hand: two thirds and one third of a word in two of three equal parts.
    assert dispersion([2, 1, 0], [10, 10, 10]) == pytest.approx(1 / 3)
    assert dispersion([3, 3], [10, 10]) == 0
    assert dispersion([1, 0], [1, 999]) == pytest.approx(0.999)


def test_distinctive_words_are_those_of_one_page() -> None:
    sea = index("The sea rises. " * 20, "The wind is cold. " * 10)
    wood = index("The wood grows. " * 20, "The wind is cold. " * 10)
    found = list_distinctive(merge([sea, None, wood]))
    assert [{item["word"] for item in one.items} for one in found] == [
        {"sea", "rises"},
        set(),
        {"wood", "grows"},
    ]
    first = found[0].items[0]
    assert (first["count"], first["others_count"]) == (20, 0)
    # 2 · 20 · ln(20 / 10), by Rayson and Garside's formula for equally long pages.
    assert first["likelihood"] == pytest.approx(27.73, abs=5e-3)
    assert list_distinctive(merge([sea, sea])) == [([], []), ([], [])]


def test_what_several_pages_have_is_missing_on_the_others() -> None:
    one = index("Boats and the sail. A sail, a mast.")
    two = index("Boats, a sail. The mast. An anchor.")
    three = index("A mast, boats.")
    merged = merge([one, None, two, three, index("The wood grows.")])
    missing = [words.missing for words in list_distinctive(merged)]
    everywhere = [
        {"word": "Boats", "others_count": 3, "in_others": 3},
        {"word": "mast", "others_count": 3, "in_others": 3},
    ]
    sail = {"word": "sail", "others_count": 3, "in_others": 2}
    assert missing == [[], [], [], [sail], [*everywhere, sail]]
    assert list_distinctive(merged, limit=1)[4].missing == everywhere[:1]
    assert list_distinctive(merged, q="sail")[3].missing == [sail]


def test_languages_and_main_texts_stay_those_of_the_pages() -> None:
    code = index(">print sea")
    aside = index("-sea", "-sea")
    merged = merge([code, aside, index("sea", language="de")])
    assert merged.language == "mul"
    assert list_words(merged).items[0]["members"] == [1, 2, 1]


def test_a_file_has_a_column_of_each_page() -> None:
    merged = merge([index("sea and sea"), index("sea, wood")])
    parts = select_words(merged).parts(10)
    head, first, second = "".join(word_parts("csv", parts, ["One", "=Two"])).split("\r\n")[:3]
    assert head.endswith(",in_members,dispersion,One,'=Two")
    assert first.startswith("1,sea,3,")
    assert first.endswith(",2,0.0667,2,1")
    assert second.endswith(",1,0.6,0,1")


def test_a_merged_index_has_its_words_looked_up():
    pages = [index("The red sea"), index("A red hat"), None]
    assert merge(pages).everyday is None
    merged = merge(pages, rarities=lambda language, spellings: (column(spellings),) * 2)
    assert [one.form for one in merged.spellings if one.key == "red"] == ["red"]
    assert list_words(merged, sort="keyness", limit=1).items[0]["word"] == "red"


def column(spellings):
    return array("I", [300] * len(spellings))
