"""How rare words are in everyday language."""

import pytest

from pagewords.text import Spelling
from pagewords.words import terms
from pagewords.words.everyday import everyday

FIRST_IN_A_MILLION = 600


def rarity(text: str, language: str) -> dict[str, int]:
    """The rarity of each word of a text, by its word."""
    spellings = [Spelling(*term[2:]) for term in terms(text, language)]
    found = everyday(language, spellings)
    assert found is not None
    return {one.word: max(pair) for one, *pair in zip(spellings, *found, strict=True)}


@pytest.mark.parametrize(
    ("language", "common", "rare"),
    [
        ("en", "people", "lighthouse"),
        ("en", "House", "harbour"),
        ("de", "Leute", "Leuchtturm"),
        ("tr", "İnsanlar", "deniz"),
        ("ru", "люди", "маяк"),
        ("ar", "الناس", "البحر"),
        ("he", "אנשים", "מגדל"),
        ("fa", "مردم", "کشتی"),
        ("sr", "људи", "брод"),
        ("nn", "folk", "fyr"),
        ("ja", "人", "灯台"),
        ("ko", "사람", "등대"),
        ("zh", "人", "灯塔"),
    ],
)
def test_common_words_are_less_rare(language: str, common: str, rare: str) -> None:
    found = rarity(f"{common} {rare}", language)
    assert len(found) == 2
    first, second = found.values()
    assert 100 < first < second <= FIRST_IN_A_MILLION


def test_a_korean_verb_is_looked_up_by_its_stem_or_its_noun() -> None:
    found = rarity("배를 만들었다. 방이 깨끗했다. 날이 좋다.", "ko")
    for word in ("만들다", "깨끗하다", "좋다"):
        assert 200 < found[word] < 500, word


def test_a_japanese_verb_is_looked_up_by_its_dictionary_form_or_as_it_stands() -> None:
    found = rarity("魚を食べました。本を読んだ。", "ja")
    for word in ("食べる", "読む"):
        assert 200 < found[word] < 550, word


@pytest.mark.parametrize(
    ("language", "word", "parts"),
    [
        ("ko", "최고기온", "최고 기온"),
        ("ja", "植木鉢", "植木 鉢"),
        ("zh", "软件包", "软件 包"),
        ("en", "low-paid", "low paid"),
        ("de", "deutsch\u2011türkisch", "deutsch türkisch"),
    ],
)
def test_a_word_that_the_list_has_cut_is_rarer_than_its_parts(
    language: str, word: str, parts: str
) -> None:
    whole, *apart = (Spelling(one, one, one, one, False) for one in (word, *parts.split()))
    found = everyday(language, [whole, *apart])
    assert found is not None
    assert found[0][0] > max(found[0][1:]) + 99


def test_letters_and_figures_are_not_cut() -> None:
    assert rarity("A1 구역", "ko")["A1"] == 0


def test_what_no_list_has_is_rarer_than_all() -> None:
    assert rarity("qwxzqwxz", "en") == {"qwxzqwxz": 0}
    assert rarity("low-qwxzqwxz", "en") == {"low-qwxzqwxz": 0}


@pytest.mark.parametrize("language", ["th", "und", "ka"])
def test_a_language_without_a_list(language: str) -> None:
    assert everyday(language, []) is None
