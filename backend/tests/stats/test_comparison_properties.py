"""What holds for every comparison of two pages, under every combination of controls."""

from collections import Counter, defaultdict

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pagewords.stats import PARTS, build_index, compare, list_words, merge

from .samples import Analysis, analyse, document, terms
from .test_properties import GAPS

WORDS = ["the", "of", "Sea", "sea", "seas", "Seas", "red", "Red", "reds", "saw", "don't", "7"]
CLASSES = ["noun", "name", None]
ALL = 10_000

lines = st.builds(
    lambda mark, parts: mark + "x" + "".join(word + gap for word, gap in parts),
    st.sampled_from(["", "", "-", ">", "#"]),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=10),
)


def page(blocks, names, stops, classes):
    """A page on which some words are their own lemma, some stop words, and some of a class."""
    given_page = document(*blocks)
    plain = analyse(given_page.page_text)
    spelled = [
        (start, end, form, word, key, key if form in names else lemma, stop or key in stops,
         classes[ord(form[0]) % len(classes)])
        for start, end, form, word, key, lemma, stop in terms(given_page.page_text)
    ]  # fmt: skip
    return build_index(given_page, Analysis(spelled, "en", plain.sentences))


some = st.sets(st.sampled_from(WORDS), max_size=3)
pages = st.builds(
    page, st.lists(lines, min_size=1, max_size=5), some, some, st.permutations(CLASSES)
)
counted = st.fixed_dictionaries(
    {
        "scope": st.sampled_from(["main", "page"]),
        "unit": st.sampled_from([1, 2, 3]),
        "group": st.sampled_from(["forms", "none"]),
        "code": st.sampled_from(["out", "in"]),
    }
)
listed = st.fixed_dictionaries(
    {
        "stop_words": st.sampled_from(["hide", "show"]),
        "hide": st.lists(st.sampled_from(WORDS), max_size=2),
        "keep": st.lists(st.sampled_from(WORDS), max_size=2),
        "q": st.sampled_from(["", "", "s", "SEA", "red sea"]),
        "word_class": st.sampled_from([None, None, "noun", "name"]),
    }
)


def items(found):
    return [item for part in PARTS for item in found.items(part, 0, ALL)]


def rows(index, choice):
    """The own list of a page: the counts of each shown word, which two rows may have."""
    found = defaultdict(list)
    for row in list_words(index, **choice, limit=ALL).items:
        found[row["word"]].append(row["count"])
    return found


@settings(max_examples=300, deadline=None)
@given(pages, pages, counted, listed)
def test_counts_are_those_of_each_pages_own_list(left, right, count, select):
    found = items(compare(left, right, **count, **select))
    for side, index in (("left", left), ("right", right)):
        own = rows(index, count | {"stop_words": "show"})
        words = sum(map(sum, own.values()))
        for item in found:
            shown = item[f"{side}_words"]
            assert (item[f"{side}_count"] > 0) == (shown != [])
            if all(len(own[word]) == 1 for word in shown):
                assert item[f"{side}_count"] == sum(own[word][0] for word in shown)
            if count["unit"] == 1:
                assert item[f"{side}_share"] == round(item[f"{side}_count"] / (words or 1), 6)
        total = sum(item[f"{side}_count"] for item in items(compare(left, right, **count,
                                                                   stop_words="show")))  # fmt: skip
        assert total == words


@settings(max_examples=300, deadline=None)
@given(pages, pages, counted, listed)
# The left page's word is of the class, and the right page's has the text.
@example(
    page(["xthe Red "], (), (), ["name", "noun", None]),
    page(["xthe reds "], (), (), ["name", "noun", None]),
    {"scope": "main", "unit": 1, "group": "forms", "code": "out"},
    {"stop_words": "hide", "hide": [], "keep": [], "q": "s", "word_class": "noun"},
)
def test_the_rows_are_those_of_both_own_lists(left, right, count, select):
    found = items(compare(left, right, **count, **select))
    lists = {
        "left": Counter({word: len(same) for word, same in rows(left, count | select).items()}),
        "right": Counter({word: len(same) for word, same in rows(right, count | select).items()}),
    }
    if not select["hide"]:
        for side, own in lists.items():
            assert own <= Counter(word for item in found for word in item[f"{side}_words"])
    # A stop word may be kept by the spelling of one page, and found by that of the other, or be in
    # a phrase of the other.
    if not (select["keep"] and (select["q"] or select["word_class"] or count["unit"] > 1)):
        for item in found:
            assert any(word in lists[side] for side in lists for word in item[f"{side}_words"])


@settings(max_examples=200, deadline=None)
@given(pages, pages, counted, listed)
def test_swapping_the_sides_mirrors(left, right, count, select):
    other = {"left": "right", "right": "left", "both": "both", None: None}

    def mirror(item):
        ratio = item["log_ratio"]
        return item | {
            "part": other[item["part"]],
            "only_in": other[item["only_in"]],
            "log_ratio": -ratio if ratio else ratio,
            **{f"{side}_{name}": item[f"{other[side]}_{name}"]
               for side in ("left", "right") for name in ("words", "count", "share")},
        }  # fmt: skip

    one = compare(left, right, **count, **select)
    swapped = compare(right, left, **count, **select)
    assert one.total == swapped.total
    for part in PARTS:
        assert [mirror(item) for item in one.items(part, 0, ALL)] == swapped.items(
            other[part], 0, ALL
        )


@settings(deadline=None)
@given(pages, counted, listed)
def test_a_page_beside_itself_has_no_difference(page, count, select):
    found = compare(page, page, **count, **select)
    assert found.parts["left"] == found.parts["right"] == []
    own = list_words(page, **count, **select, limit=ALL).items
    assert [(item["word"], item["left_count"], item["right_count"]) for item in items(found)] == [
        (row["word"], row["count"], row["count"]) for row in own
    ]
    assert all(item["log_ratio"] == item["likelihood"] == 0 for item in items(found))


@settings(deadline=None)
@given(pages, pages, counted, listed)
def test_every_row_is_in_one_part(left, right, count, select):
    found = compare(left, right, **count, **select)
    assert len({row.gram for rows in found.parts.values() for row in rows}) == found.total
    assert [item for part in found.all_items(3) for item in part] == items(found)
    for item in items(found):
        only = "left" if not item["right_count"] else "right" if not item["left_count"] else None
        assert item["only_in"] == only
        if item["part"] == "both":
            assert only is None
            assert item["chance"]
            assert abs(item["log_ratio"]) < 1


@settings(max_examples=200, deadline=None)
@given(pages, pages, st.sampled_from(["main", "page"]))
def test_two_pages_are_counted_together_as_they_are_compared(left, right, scope):
    choice = {"scope": scope, "stop_words": "show"}
    merged = list_words(merge([left, right]), **choice, limit=ALL).items
    assert Counter(tuple(item["members"]) for item in merged) == Counter(
        (item["left_count"], item["right_count"]) for item in items(compare(left, right, **choice))
    )
