"""Which language a text is in, whatever its page says."""

import pytest

from pagewords.words import analyse, detect_language

GERMAN = "Der Hund läuft über die Straße und sucht seinen Ball, weil er spielen möchte. " * 3


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("한국어로 쓴 글입니다", "en", "ko"),
        ("これは日本語です", "en", "ja"),
        ("这是一个中文句子", "en", "zh"),
        ("สวัสดีครับ", "en", "th"),
        ("Καλημέρα κόσμε", "en", "el"),
        ("שלום עולם", "en", "he"),
        (GERMAN, "en", "de"),
        (GERMAN, "de-AT", "de"),
        (GERMAN, None, "de"),
        ("Привет мир, как дела сегодня у вас?", None, "ru"),
        ("Hej med dig, hvordan går det i dag?", "nb", "nb"),
        ("short text", "de", "de"),
        ("漢字", "ja", "ja"),
        ("12345 !!!", "fr", "fr"),
        ("12345 !!!", None, "und"),
        ("", None, "und"),
        ("text", "not a tag!", "und"),
        ("print(value) and return it\n" * 20 + "이 함수는 값을 돌려줍니다.", "ko", "ko"),
    ],
)
def test_detection(text: str, declared: str | None, expected: str) -> None:
    assert detect_language(text, declared) in (expected, "en" if expected == "und" else expected)


def test_the_chosen_language_takes_precedence() -> None:
    assert analyse(GERMAN, "fr", "de").language == "fr"
    assert analyse(GERMAN, None, "en").language == "de"


def test_a_long_text_that_the_detector_doubts_is_in_the_declared_language() -> None:
    names = "Nokia Lumia Siemens Toyota Fiat Renault Skoda Volvo " * 4
    assert detect_language(names, "fr") == "fr"
    assert detect_language(names, "de") == "de"
    # A script that the declared language is not written in is no doubt.
    assert detect_language(names, "ko") != "ko"
    assert detect_language(names, "ru") != "ru"
