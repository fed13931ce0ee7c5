"""What is one word in scripts with spaces: names, numbers, addresses, and what grammar glues on."""

import pytest

from pagewords.words import terms


def forms(text: str, language: str = "en") -> list[str]:
    return [term.form for term in terms(text, language)]


NAMES = """COVID-19 state-of-the-art C++ C# F# .NET ASP.NET Node.js AT&T R&D U.S. Notepad++ 5G
e-mail O'Reilly snake_case Python3.11 don't don’t rock'n'roll J.K. README.md café naïve"""


@pytest.mark.parametrize("name", NAMES.split())
def test_a_name_is_one_word(name: str) -> None:
    assert forms(f"We like {name}, and ({name}) too") == ["We", "like", name, "and", name, "too"]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a?b=c",
        "(http://example.org)",
        "www.example.org/page",
        "example.org/a/b",
        "me.too+tag@example.org",
        "mailto:me@example.org",
        "12 3.5 1,000 2024-11-23 10:30 50%",
        "192.168.0.1:5000",
        "--- ... !!! ___",
    ],
)
def test_addresses_and_numbers_are_no_words(text: str) -> None:
    assert forms(f"see {text} here") == ["see", "here"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Google's dog’s 90's dogs’ it's", ["Google", "dog", "dogs", "it"]),
        ("fr", "l’école d'un qu’elle aujourd’hui", ["école", "un", "elle", "aujourd’hui"]),
        ("fr", "dit-il a-t-on un rendez-vous", ["dit", "il", "a", "on", "un", "rendez-vous"]),
        ("it", "dell'arte c’è un po' d'acqua", ["arte", "è", "un", "po", "acqua"]),
        ("ca", "l'escola col·legi anar-se'n", ["escola", "col·legi", "anar-se"]),
        ("tr", "Türkiye'nin 2020'de İstanbul’da", ["Türkiye", "İstanbul"]),
        ("he", 'צה"ל ב-1948 בית-ספר', ['צה"ל', "ב", "בית", "ספר"]),
        ("hi", "हिन्दी में लिखी।", ["हिन्दी", "में", "लिखी"]),
        ("fa", "می‌خواهم کتاب", ["می‌خواهم", "کتاب"]),
        ("ru", "кто-то и т.е. что", ["кто-то", "и", "т.е.", "что"]),
    ],
)
def test_what_grammar_glues_on_is_taken_off(language: str, text: str, expected: list[str]) -> None:
    assert forms(text, language) == expected


def test_a_very_long_run_of_letters_is_data_and_no_word() -> None:
    assert forms("a " + "x" * 151 + " b " + "y" * 150) == ["a", "b", "y" * 150]


def test_english_in_a_russian_page_follows_english_rules() -> None:
    found = terms("Компания Google’s the packages и package", "ru")
    assert [term.form for term in found][1] == "Google"
    assert found[2].stop_word
    assert found[3].lemma == found[5].lemma == "package"
