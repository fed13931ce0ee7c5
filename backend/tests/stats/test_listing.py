"""Lists: what is counted, in which order, how it is shown."""

import itertools
import time

import pytest

from pagewords.stats import build_index, list_words
from pagewords.stats.collocation import score_phrases
from pagewords.stats.grouping import group_spellings
from pagewords.stats.ngrams import MOST, count_ngrams, recurring
from pagewords.text import CLASSES

from .samples import Analysis, Document, index


def words(page, **choice):
    return [(item["word"], item["count"]) for item in list_words(page, **choice).items]


def test_words_come_by_count_then_by_first_appearance():
    page = index("zebra apple mango apple zebra kiwi")
    assert words(page) == [("zebra", 2), ("apple", 2), ("mango", 1), ("kiwi", 1)]


def test_a_word_is_shown_in_its_commonest_spelling():
    page = index("PYTHON Python python Python")
    item = list_words(page).items[0]
    assert item["word"] == "Python"
    assert item["forms"] == [
        {"form": "Python", "count": 2},
        {"form": "PYTHON", "count": 1},
        {"form": "python", "count": 1},
    ]


def test_of_equally_common_spellings_the_first_is_shown():
    assert words(index("Rust RUST")) == [("Rust", 2)]


def test_forms_are_grouped_by_lemma_and_apart_by_key():
    page = index("Course courses course Courses")
    assert words(page) == [("Course", 4)]
    assert words(page, group="none") == [("Course", 2), ("courses", 2)]


def test_stop_words_are_hidden_by_a_switch_and_marked():
    page = index("the cat and the dog")
    assert words(page) == [("cat", 1), ("dog", 1)]
    shown = list_words(page, stop_words="show").items
    assert [(item["word"], item["stop_word"]) for item in shown] == [
        ("the", True),
        ("cat", False),
        ("and", True),
        ("dog", False),
    ]


def classed(*terms):
    """A page of one line, of words with their classes."""
    text, found = "", []
    for word, name in terms:
        found.append((len(text), len(text) + len(word), *[word] * 4, False, name))
        text += word + " "
    return build_index(
        Document(text, ((0, len(text), True, False),)),
        Analysis(found, "ja", [0], classes=CLASSES),
    )


def test_words_are_listed_by_their_class():
    page = classed(
        ("sea", "noun"), ("swim", "verb"), ("sea", "noun"), ("Rome", "name"), ("API", None)
    )
    assert words(page, word_class="noun") == [("sea", 2)]
    assert words(page, word_class="verb", group="none") == [("swim", 1)]
    assert words(page, word_class="adverb") == []
    assert words(page, word_class="noun", unit=2) == []
    listing = list_words(page, word_class="name")
    assert (listing.total, listing.items[0]["rank"], listing.items[0]["class"]) == (1, 1, "name")
    assert [item["class"] for item in list_words(page).items] == ["noun", "verb", "name", None]
    assert {item["class"] for item in list_words(page, unit=2).items} == {None}


def test_a_word_is_of_the_class_that_it_mostly_has_on_the_page():
    page = classed(
        *(("run", name) for name in ("verb", "noun", None, None, None, "noun")), ("sea", None)
    )
    assert words(page, word_class="noun") == [("run", 6)]
    assert words(page, word_class="verb") == []


def test_the_share_is_of_all_words_of_the_scope():
    page = index("the cat and the dog", "-menu menu menu menu menu")
    assert list_words(page).items[0]["share"] == 0.2
    assert list_words(page, scope="page").items[0]["share"] == 0.5


def test_stop_words_and_others_are_never_in_one_row():
    text = "may may may"
    terms = [
        (0, 3, "may", "may", "may", "may", True),
        (4, 7, "may", "may", "may", "may", True),
        (8, 11, "may", "May", "may", "may", False),
    ]
    page = build_index(Document(text, ((0, 11, True, False),)), Analysis(terms, sentences=[0]))
    assert words(page) == [("May", 1)]
    assert words(page, stop_words="show") == [("may", 2), ("May", 1)]
    assert words(page, stop_words="show", group="none") == [("may", 2), ("May", 1)]


def test_code_belongs_to_the_page_and_to_the_main_text_only_where_asked_for():
    page = index("#Loops", "we loop", ">import loop", "-menu")
    assert words(page) == [("Loops", 2), ("we", 1)]
    assert words(page, code="in") == [("loop", 3), ("we", 1), ("import", 1)]
    whole = [("loop", 3), ("we", 1), ("import", 1), ("menu", 1)]
    assert words(page, scope="page") == words(page, scope="page", code="in") == whole


def test_a_main_text_that_is_all_code_is_taken_as_it_is():
    assert words(index(">import loop")) == [("import", 1), ("loop", 1)]


def test_where_no_block_is_main_the_whole_page_is():
    assert words(index("-home", "-news news")) == [("news", 2), ("home", 1)]


def test_zones_say_where_a_word_stands():
    page = index("#Loop", "loop loop", ">loop", "-loop")
    (item,) = list_words(page, scope="page").items
    assert item["zones"] == {"body": 3, "heading": 1, "code": 1}
    (item,) = list_words(page).items
    assert item["zones"] == {"body": 2, "heading": 1}


def test_own_stop_words_match_any_spelling():
    page = index("The Courses of the course, the school")
    assert words(page, hide=["COURSES"]) == [("school", 1)]
    assert words(page, hide=["course", "school"]) == []
    assert words(page, keep=["THE"]) == [("the", 3), ("Courses", 2), ("school", 1)]
    assert words(page, keep=["the"], hide=["the"]) == [("Courses", 2), ("school", 1)]


def test_a_curly_apostrophe_hides_as_a_straight_one():
    assert words(index("don't shout"), hide=["don’t"]) == [("shout", 1)]


def test_q_finds_a_part_of_any_spelling():
    page = index("School Schooling house houses")
    assert words(page, q="SCHOOL") == [("School", 1), ("Schooling", 1)]
    assert words(page, q="houses") == [("house", 2)]
    assert words(page, q="school", unit=2) == [("School Schooling", 1), ("Schooling house", 1)]
    assert words(page, q="ing ho", unit=2) == [("Schooling house", 1)]


def test_phrases_neither_begin_nor_end_with_a_stop_word():
    page = index("The University of California is a university of the state")
    assert words(page, unit=2) == []
    assert words(page, unit=3) == [("University of California", 1)]
    shown = list_words(page, unit=2, stop_words="show").items
    assert (shown[0]["word"], shown[0]["count"]) == ("University of", 2)
    assert all(item["stop_word"] for item in shown)


def test_own_stop_words_choose_among_phrases_and_never_build_others():
    page = index("deep red sea; deep blue sea")
    assert words(page, unit=2, hide=["red"]) == [("deep blue", 1), ("blue sea", 1)]
    assert words(page, unit=2, hide=["deep"]) == [("red sea", 1), ("blue sea", 1)]
    assert words(page, unit=3, hide=["red"]) == [("deep red sea", 1), ("deep blue sea", 1)]
    assert words(page, unit=2, hide=["Deep  Red"], limit=1) == [("red sea", 1)]
    assert words(index("sea of red"), unit=2, keep=["of"]) == [("sea of", 1), ("of red", 1)]


@pytest.mark.parametrize(
    "blocks",
    [
        ("red. sea",),
        ("red", "sea"),
        ("red, sea",),
        ("red (sea)",),
        ("red 7 sea",),
        ("red: sea",),
        ("red", "-menu", "sea"),
    ],
)
def test_phrases_never_cross_a_sentence_a_block_or_punctuation(blocks):
    assert words(index(*blocks), unit=2) == []


def test_phrases_continue_over_clitics():
    # 파이썬은 언어다: the particle and the ending are in no term.
    text = "파이썬은 언어다 기계학습"
    terms = [
        (start, end, text[start:end], *[text[start:end]] * 3, False)
        for start, end in ((0, 3), (5, 7), (9, 11), (11, 13))
    ]
    page = build_index(
        Document(text, ((0, 13, True, False),)), Analysis(terms, "ko", [0], eojeol_starts=[0, 5, 9])
    )
    assert words(page, unit=2) == [("파이썬 언어", 1), ("언어 기계", 1), ("기계학습", 1)]
    assert words(page, unit=3)[1] == ("언어 기계학습", 1)


#: Hyphen-minus, hyphen and non-breaking hyphen.
HYPHENS = ("-", "\u2010", "\u2011")


@pytest.mark.parametrize("hyphen", HYPHENS)
def test_a_phrase_keeps_the_hyphen_between_its_words(hyphen):
    page = index(f"red{hyphen}sea")
    assert words(page, unit=2) == [(f"red{hyphen}sea", 1)]
    assert list_words(page, unit=2).items[0]["forms"] == [{"form": f"red{hyphen}sea", "count": 1}]


@pytest.mark.parametrize("dash", ["\u2012", "\u2013", "\u2014", "\u2212", "--"])
def test_a_dash_is_no_hyphen(dash):
    assert words(index(f"red{dash}sea"), unit=2) == []


def test_a_word_belongs_to_the_block_and_zone_that_begin_where_it_begins():
    # Spans that adjoin: one ends where the next begins.
    text = "海山川"
    terms = [(at, at + 1, sign, *[sign] * 3, False) for at, sign in enumerate(text)]
    blocks = ((0, 1, False, False), (1, 2, True, False), (2, 3, False, False))
    zones = ((0, 1, "link"), (1, 2, "heading"))
    page = build_index(Document(text, blocks, zones), Analysis(terms, "zh", [0, 1, 2]))
    assert words(page) == [("山", 1)]
    found = list_words(page, scope="page").items
    assert [item["zones"] for item in found] == [{"link": 1}, {"heading": 1}, {"body": 1}]


def test_phrases_are_written_as_the_page_writes_them():
    page = index("Red sea", "red Sea", "Red sea", "red seas")
    (item,) = list_words(page, unit=2).items
    assert (item["word"], item["count"]) == ("Red sea", 4)
    assert [form["form"] for form in item["forms"]] == ["Red sea", "red Sea", "red seas"]


def test_phrases_by_likelihood_put_those_with_a_score_first():
    text = "red sea. red sea. big red. big wave. big dog. big cat. big house. red hat. big red"
    page = index(text, score=score_phrases)
    items = list_words(page, unit=2, sort="likelihood", limit=50).items
    assert items[0]["word"] == "red sea"
    scored = [item["likelihood"] for item in items]
    known = [score for score in scored if score is not None]
    assert known == sorted(known, reverse=True)
    assert len(known) == 2
    assert set(scored[2:]) == {None}
    apart = list_words(page, unit=2, sort="likelihood", group="none", limit=50).items
    assert [item["likelihood"] for item in apart] == scored


def test_sorting_words_by_likelihood_is_by_count():
    page = index("red sea red", score=score_phrases)
    assert list_words(page, sort="likelihood") == list_words(page)


def test_ranks_go_on_from_page_to_page():
    page = index("red sea hat")
    listing = list_words(page, limit=2, offset=1)
    assert listing.total == 3
    assert [item["rank"] for item in listing.items] == [2, 3]
    assert list_words(page, offset=7).items == []


def test_ten_rows_are_the_default():
    page = index("one two three four five six seven eight nine ten eleven")
    assert [item["rank"] for item in list_words(page).items] == [*range(1, 11)]
    assert len(list_words(page, limit=11).items) == 11


def test_only_the_most_frequent_phrases_are_scored():
    counts = {(number, number): 2 for number in range(MOST)} | {(MOST, 0): 3, (0, MOST): 1}
    chosen = recurring(counts, [False] * (MOST + 1))
    assert chosen == [(MOST, 0), *((number, number) for number in range(MOST - 1))]


def test_lists_are_kept_while_they_have_few_rows_together(monkeypatch):
    page = index("red sea red hat")
    groups = group_spellings(page, "forms")

    def count(unit):
        return count_ngrams(page, groups, "main", "out", unit)

    bare = 4 + 2 * len(page.blocks) + 5 * len(page.spellings)
    words, pairs = count(1), count(2)
    assert count(1) is words
    assert count(2) is pairs
    assert page.weight == bare + len(words) + len(pairs)
    monkeypatch.setattr("pagewords.stats.index.ROWS", len(words) + len(pairs) - 1)
    assert count(2) is pairs
    again = count(1)
    assert again == words
    assert again is not words
    assert page.weight == bare + len(words)
    monkeypatch.setattr("pagewords.stats.index.ROWS", 0)
    assert count(1) is again
    assert page.weight == bare
    assert count(1) is not again


def test_a_page_without_words_has_an_empty_list():
    empty = index("123")
    assert list_words(empty, stop_words="show") == (0, 0, [])
    assert list_words(empty, unit=3, sort="likelihood") == (0, 0, [])


def test_many_phrases_with_the_same_first_word_are_hidden_in_time():
    names = ["".join(letters) for letters in itertools.product("abcdefghij", repeat=4)]
    page = index(" ".join(f"zu {name}" for name in names))
    hide = [f"zu {name}" for name in names[-200:]]
    begun = time.process_time()
    found = list_words(page, unit=2, stop_words="show", hide=hide)
    assert time.process_time() - begun < 1.0
    assert found.total == 2 * len(names) - 1 - 200


def test_many_phrases_of_few_words_are_listed_in_time():
    names = ["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op", "qr", "st"]
    triples = [" ".join(triple) for triple in itertools.product(names, repeat=3)]
    page = index(" . ".join(triples * 40))
    begun = time.process_time()
    found = list_words(page, unit=3, stop_words="show", limit=1_000)
    assert time.process_time() - begun < 1.0
    assert [item["count"] for item in found.items] == [40] * 1_000
    assert [item["word"] for item in found.items] == triples
    few = list_words(page, unit=3, stop_words="show", limit=1, offset=999)
    assert few.items == found.items[-1:]
