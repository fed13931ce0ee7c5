"""Any text gives an answer, soon, and its terms stand in the text."""

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewords.words import analyse
from pagewords.words.korean.kiwi import LONGEST_RUN

LANGUAGES = ("en", "fr", "tr", "he", "ko", "ja", "zh", "th", "und")
ALPHABET = st.one_of(
    st.characters(),
    st.sampled_from(
        "aZ1.'’-&@/: \n\t\0\u00ad\u200b\u0301가나는을한국漢字日かなカーไทยक्षא\"😀\ud800\udc00"
    ),
)
KOREAN = "한국어 글에서는 조사를 떼어 내고 어간을 찾아 같은 낱말을 하나로 묶어 보여 준다"
#: CPU seconds.
SECONDS = 8.0
#: Digits as letters, for names that differ.
LETTERS = str.maketrans("0123456789", "ghijklmnop")


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    for sample in ("한국어 문장입니다.", "日本語の文です。", "The words of a sentence."):
        analyse(sample)


@settings(max_examples=250, deadline=None)
@given(st.text(ALPHABET, max_size=60), st.sampled_from(LANGUAGES))
def test_terms_stand_in_the_text(text: str, language: str) -> None:
    found = analyse(text, language)
    last = 0
    for term in found.terms:
        assert last <= term.start < term.end <= len(text)
        assert text[term.start : term.end] == term.form
        assert "\n" not in term.form
        assert term.word
        assert term.key
        assert term.lemma
        last = term.end
    assert found.sentences == sorted(set(found.sentences))
    assert len(found.sentences) <= len(found.terms)
    assert bool(found.sentences) == bool(found.terms)


@pytest.mark.alone
@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301" * 100_000,
        "a" + "\u0301\u0316" * 50_000,
        "a" * 1_000_000,
        "가" * 1_000_000,
        "漢" * 300_000,
        "カ" * 300_000,
        "ก" * 300_000,
        "क्" * 200_000,
        "a." * 300_000,
        "a'" * 300_000,
        "a+" * 200_000,
        "@a" * 200_000,
        "http://" * 100_000,
        "!?" * 300_000,
        "!" * 5_000_000 + " word",
        ". " * 300_000,
        "가a" * 30_000,
        "\ud800" * 100_000,
        "a\0b\0" * 50_000,
        " \n" * 300_000,
        # Names that have their 's each time.
        "".join(f"X{number:x}'s X{number:x}'s ".translate(LETTERS) for number in range(16_000)),
    ],
    ids=lambda text: ascii(text[:4]),
)
def test_hostile_text_is_answered_soon(text: str) -> None:
    started = time.process_time()
    analyse(text, None, "en")
    assert time.process_time() - started < SECONDS


@pytest.mark.alone
@pytest.mark.parametrize(
    ("sentence", "language", "times"),
    [
        ("The quick brown fox jumps. ", "en", 2_000),
        ("한국의 날씨는 매우 맑다. ", "ko", 200),
        ("EE. UU. ", "es", 16_000),
        ("z. B. wir ", "de", 12_000),
        ("می خواهم ", "fa", 12_000),
        ("5 g a ", "en", 12_000),
        ("字", "ja", 3_000),
    ],
)
def test_ten_times_the_text_takes_about_ten_times_as_long(
    sentence: str, language: str, times: int
) -> None:
    def seconds(text: str) -> float:
        started = time.process_time()
        analyse(text, language)
        return time.process_time() - started

    small, large = sentence * times, sentence * times * 10
    assert min(seconds(large) for _ in range(3)) < 25 * min(seconds(small) for _ in range(3))


@pytest.mark.alone
def test_the_length_of_runs_of_hangul_costs_little() -> None:
    chance = Random(1)
    words = [
        "한국어",
        "글에서는",
        "조사를",
        "떼어",
        "내고",
        "어간을",
        "찾아",
        "같은",
        "낱말을",
        "하나로",
        "묶어",
        "보여",
        "준다",
    ]
    spaced = " ".join(chance.choices(words, k=5_000))
    letters = spaced.replace(" ", "")

    def seconds(text: str) -> float:
        started = time.process_time()
        assert analyse(text, "ko").ids
        return time.process_time() - started

    def in_runs_of(size: int) -> str:
        return " ".join(letters[at : at + size] for at in range(0, len(letters), size))

    usual = seconds(spaced)
    times = {size: seconds(in_runs_of(size)) / usual for size in (100, 300, LONGEST_RUN - 1)}
    print(f"\n{len(letters)} letters in runs of so many, times what they take with spaces: {times}")
    assert all(ratio < 6 for ratio in times.values())


@pytest.mark.parametrize("language", ["id", "ms", "ar", "de", "en"])
def test_a_word_that_folds_to_nothing_is_no_error(language: str) -> None:
    text = "buku \u0640 dan \u3164 buku"
    assert [term.form for term in analyse(text, language).terms].count("buku") == 2
