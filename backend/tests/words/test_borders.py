"""Where words end: at gaps, at the borders of chunks, and where two segmenters meet."""

import pytest

from pagewords.words import terms
from pagewords.words.chunking import chunks
from pagewords.words.scripts import script_runs


@pytest.mark.parametrize(
    ("text", "form", "word"),
    [
        ("책을 먹 었다", "먹", "먹다"),
        ("그는 갔 습니다", "갔", "가다"),
        ("매우 깨끗했 습니다", "깨끗했", "깨끗하다"),
    ],
)
def test_a_korean_verb_ends_at_a_gap(text: str, form: str, word: str) -> None:
    assert [term.form for term in terms(text, "ko") if term.word == word] == [form]


def test_a_single_kana_does_not_make_a_chinese_line_japanese() -> None:
    assert [run.language for run in script_runs("鲜の每日美食推荐", "zh")] == ["zh"]
    assert [run.language for run in script_runs("鲜のお每日美食推荐", "zh")] == ["ja"]
    assert [run.language for run in script_runs("鲜の每日美食推荐", "en")] == ["ja"]
    # Japanese has no such word.
    assert "每日" in [term.form for term in terms("鲜の每日美食推荐", "zh")]


def parts(text: str, size: int) -> list[str]:
    return [text[start:end] for start, end in chunks(text, 0, len(text), size)]


def test_a_chunk_ends_with_a_sentence() -> None:
    assert parts("One two. Three four. Five six.", 13) == ["One two.", " Three four.", " Five six."]
    assert parts("一つ目です。二つ目です！三つ目です。", 9) == [
        "一つ目です。",
        "二つ目です！",
        "三つ目です。",
    ]
    # The last sentence that fits, not the first.
    assert parts("abcd. e. f. ghijklmnop", 12) == ["abcd. e. f.", " ghijklmnop"]


def test_a_chunk_without_a_sentence_ends_with_a_space_or_is_cut() -> None:
    assert parts("one two three four five", 12) == ["one two ", "three four ", "five"]
    assert parts("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    # What ends in the first half would make chunks short.
    assert parts("a. bcdefghijklmn", 8) == ["a. bcdef", "ghijklmn"]


def test_chunks_cover_a_span_of_the_text() -> None:
    text = "left|one two three. four|right"
    spans = [*chunks(text, 5, 24, 10)]
    assert spans[0][0] == 5
    assert spans[-1][1] == 24
    assert "".join(text[start:end] for start, end in spans) == "one two three. four"
    assert [*chunks(text, 5, 5, 10)] == []
    assert [*chunks("abcd", 0, 4, 4)] == [(0, 4)]


@pytest.mark.parametrize(
    ("language", "form", "lemma"),
    [
        ("en", "mothers-in-law", "mother-in-law"),
        ("en", "passers-by", "passer-by"),
        ("fr", "grands-mères", "grand-mère"),
        ("de", "E-Mails", "e-mail"),
    ],
)
def test_a_word_with_hyphens_is_looked_up(language: str, form: str, lemma: str) -> None:
    assert [term.lemma for term in terms(f"x {form}", language)][-1:] == [lemma]


def test_of_two_segmenters_that_find_the_same_word_the_one_of_spaced_scripts_has_it() -> None:
    # Sudachi calls it a noun.
    found = terms("これはtheです", "ja")
    assert [term.stop_word for term in found if term.form == "the"] == [True]


@pytest.mark.parametrize("text", ["one  two", "one two ", " one two", "one\n\ntwo", "one \t two"])
def test_words_stand_where_they_are_whatever_spaces_are_between_them(text: str) -> None:
    found = terms(text, "en")
    assert [term.form for term in found] == ["one", "two"]
    assert [text[term.start : term.end] for term in found] == ["one", "two"]


@pytest.mark.parametrize("noun", ["디지털화", "전산화"])
def test_a_word_after_a_korean_noun_with_a_suffix_is_counted(noun: str) -> None:
    assert [term.form for term in terms(f"{noun} 작업", "ko")] == [noun, "작업"]
