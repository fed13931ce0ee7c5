"""Neighbours that stick together on the page, in the languages whose dictionaries fall short."""

import pytest

from pagewords.words import terms
from pagewords.words.glue import join_sticking


def words(text: str, language: str) -> list[str]:
    return [term.word for term in terms(text, language) if not term.stop_word]


def joined(text: str, most: int = 2, hidden: str = "", least: float = 0.6) -> list[str]:
    """The words of a text whose letters are words, glued by their coefficient."""
    letters = [(place, place + 1) for place, letter in enumerate(text) if letter != " "]
    found = join_sticking(
        text, letters, hidden, lambda *pair: pair[3] if pair[3] >= least else 0, most=most
    )
    return [text[left:right] for left, right in found]


def test_what_always_stands_together_is_one():
    assert joined("ab ab c a") == ["ab", "ab", "c", "a"]
    assert joined("ab ac ad ae") == [*"abacadae"]


def test_the_strongest_pair_of_a_chain_is_joined_first():
    assert joined("abc bc bc") == ["a", "bc", "bc", "bc"]
    assert joined("abcd", most=2) == ["ab", "cd"]
    assert joined("abcde", most=5) == ["abcde"]
    assert joined("abcde", most=3) == ["abc", "de"]


def test_hidden_words_and_gaps_part():
    assert joined("axb", hidden="x") == ["a", "x", "b"]
    assert joined("a b") == ["a", "b"]
    assert joined("") == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # characters that the dictionary leaves alone
        ("卷尺很好，卷尺便宜，买卷尺", "卷尺"),
        ("麵糰發酵，麵糰變大", "麵糰"),
        # a character and a longer word that recur together
        ("数据库很大。备份数据库。数据库坏了。", "数据库"),
    ],
)
def test_chinese_words_that_the_dictionary_lacks_are_put_together(text, shown):
    found = words(text, "zh")
    assert found.count(shown) == text.count(shown)


def test_chinese_names_from_abroad_are_whole():
    text = "弗拉基米尔和斯捷潘诺娃在圣克鲁斯见面"
    assert {"弗拉基米尔", "斯捷潘诺娃", "圣克鲁斯"} <= set(words(text, "zh"))


def test_a_frequent_character_stays_apart_from_a_rare_neighbour():
    assert words("猫跑。猫睡。猫咬狗。猫病。", "zh").count("猫") == 4


def test_chinese_numbers_with_their_measures_are_hidden():
    assert words("三百个苹果和二十条鱼", "zh") == ["苹果", "鱼"]


def test_chinese_percentages_and_sums_are_hidden():
    assert words("增长百分之六，收入三万二千元", "zh") == ["增长", "收入"]


def test_chinese_particles_are_cut_from_a_word():
    assert words("绿的和灰的有目的", "zh") == ["绿", "灰", "目的"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("นักร้อง", "นักร้อง"),
        ("ผู้ฟัง", "ผู้ฟัง"),
        ("การวาด", "การวาด"),
        ("น่ากลัว", "น่ากลัว"),
        ("ดีใจ", "ดีใจ"),
        # a word of the list, after a prefix
        ("การเดินทาง", "การเดินทาง"),
        ("นักท่องเที่ยว", "นักท่องเที่ยว"),
    ],
)
def test_thai_affixes_belong_to_their_word(text, shown):
    assert words(f"{text} {text}", "th") == [shown] * 2


def test_a_thai_word_said_twice_is_the_word():
    assert [term.form for term in terms("เล็กๆ", "th")] == ["เล็ก"]


def test_thai_names_in_pieces_are_put_together():
    found = words("ซาเวโลนี มาแล้ว ซาเวโลนี ไปแล้ว ซาเวโลนี พูด", "th")
    assert found.count("ซาเวโลนี") == 3


@pytest.mark.parametrize("language", ["zh", "th"])
def test_offsets_are_right_where_words_are_joined(language):
    text = "😀卷尺abc卷尺\n卷尺。นักร้องๆ ความรักการวาด 😀"
    for term in terms(text, language):
        assert text[term.start : term.end] == term.form


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "斯" * 400), ("ja", "県省" * 200), ("th", "การ" * 200)]
)
def test_words_that_never_end_are_read_in_parts(language, text):
    found = terms(text, language)
    assert found
    assert all(term.end - term.start <= 40 for term in found)
