"""Blocks that the reader moves into the main text, or out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagewords.stats import (
    build_index,
    list_blocks,
    list_words,
    main_text,
    toggle_blocks,
)
from pagewords.stats.collocation import score_phrases

from .samples import Document, analyse, index, list_contexts
from .test_properties import ALL, choices, pages, units


def words(page) -> list[tuple[str, int]]:
    return [(item["word"], item["count"]) for item in list_words(page, limit=ALL).items]


def test_blocks_have_their_text_their_part_and_their_zone() -> None:
    page = index("#Rivers", "Rivers run.", ">run(river)", "-Read on")
    assert list_blocks(page) == [
        {"text": "Rivers", "main": True, "code": False, "zone": "heading"},
        {"text": "Rivers run.", "main": True, "code": False, "zone": "body"},
        {"text": "run(river)", "main": True, "code": True, "zone": "code"},
        {"text": "Read on", "main": False, "code": False, "zone": "body"},
    ]
    assert main_text(page) == "Rivers\nRivers run.\nrun(river)"


def test_a_block_goes_in_and_another_out() -> None:
    page = index("One river.", "Two lakes.", "-Three seas.")
    moved = toggle_blocks(page, (1, 2))
    assert words(page) == [("One", 1), ("river", 1), ("Two", 1), ("lakes", 1)]
    assert words(moved) == [("One", 1), ("river", 1), ("Three", 1), ("seas", 1)]
    assert list_contexts(moved, "seas")["total"] == 1
    assert list_contexts(moved, "lakes")["total"] == 0
    assert list_contexts(moved, "lakes", scope="page")["total"] == 1
    assert main_text(moved) == "One river.\nThree seas."


def test_the_list_of_the_page_stays_as_it_was() -> None:
    page = index("One river.", "-Three seas.")
    before = words(page)
    toggle_blocks(page, (0, 1))
    assert words(page) == before


def test_where_all_blocks_are_out_the_whole_page_counts() -> None:
    page = index("One river.", "-Three seas.")
    bare = toggle_blocks(page, (0,))
    assert words(bare) == words(toggle_blocks(page, (1,)))
    assert all(block["main"] for block in list_blocks(bare))


def test_a_block_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError, match=r"The page has 2 blocks, numbered from 0\."):
        toggle_blocks(index("One.", "Two."), (0, 2))


def test_phrases_have_the_scores_of_the_whole_page() -> None:
    page = index(
        "Clear lakes and clear lakes.", "-Deep rivers and deep rivers.", score=score_phrases
    )
    query = {"unit": 2, "sort": "likelihood"}
    whole = {
        item["word"]: item["likelihood"] for item in list_words(page, scope="page", **query).items
    }
    moved = list_words(toggle_blocks(page, (0, 1)), **query).items
    assert [item["word"] for item in moved] == ["Deep rivers"]
    assert moved[0]["likelihood"] == whole["Deep rivers"] > 0


@given(pages, choices, units, st.data())
def test_a_moved_page_counts_as_one_that_was_so(page, choice, unit, data) -> None:
    numbers = data.draw(st.sets(st.integers(0, len(page.blocks) - 1)))
    blocks = tuple(
        (block.start, block.end, block.main != (number in numbers), block.code)
        for number, block in enumerate(page.blocks)
    )
    same = build_index(Document(page.text, blocks, page.zones), analyse(page.text), None)
    moved = toggle_blocks(page, numbers)
    query = {**choice, "unit": unit, "limit": ALL}
    assert counts(moved, query) == counts(same, query)


def counts(page, query) -> list[tuple[str, int]]:
    return [(item["word"], item["count"]) for item in list_words(page, **query).items]


def test_lists_that_were_made_before_blocks_are_moved_stay_theirs() -> None:
    page = index("sea sea", "-wood")
    listed = [item["word"] for item in list_words(page).items]
    moved = toggle_blocks(page, [0, 1])
    assert [item["word"] for item in list_words(moved).items] == ["wood"]
    assert [item["word"] for item in list_words(page).items] == listed == ["sea"]
    whole = [
        [item["word"] for item in list_words(one, scope="page").items] for one in (page, moved)
    ]
    assert whole[0] == whole[1] == ["sea", "wood"]
