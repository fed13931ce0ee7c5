"""What is one word in scripts with spaces: names, numbers, addresses, and what grammar glues on."""

import pytest

from pagewords.words import terms


def forms(text: str, language: str = "en") -> list[str]:
    return [term.form for term in terms(text, language)]


NAMES = """COVID-19 state-of-the-art C++ C++20 C# F# .NET ASP.NET Node.js AT&T R&D U.S. Notepad++ 5G
e-mail O'Reilly snake_case Python3.11 don't don’t don´t rock'n'roll J.K. README.md café naïve
12,000-strong 1,500,000-strong 3,5-Zoll-Diskette 1.500-Euro-Job
Ph.D. ph.D. M.Sc z.B. EE.UU. Booking.com socket.io asp.net 3D 4K 1st 1990s Bürger:innen Lehrer*in
col·legi col•legi Hawaiʻi"""


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
        "12 3.5 1,000 2024-11-23 10:30 50% 1,2,3-4,5",
        "192.168.0.1:5000",
        "example.org, www.example.co.uk.",
        "пример.рф/путь",
        "git@example.org:team/work.git",
        "localhost:8080/x",
        "1.º 2.ª ℹ️",
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
        ("fr", "donne-le-moi allons-nous-en", ["donne", "le", "moi", "allons", "nous", "en"]),
        ("fr", "va-t'en année-là celui-ci l´eau", ["va", "en", "année", "celui-ci", "eau"]),
        ("fr", "c'est-à-dire", ["c'est-à-dire"]),
        ("de", "geht's Andrea’s z.B.", ["geht", "Andrea", "z.B."]),
        ("da", "USA's", ["USA"]),
        ("sv", "EU:s tv:n Obs:detta", ["EU", "tv", "Obs", "detta"]),
        ("fi", "USA:ssa 12:lla", ["USA"]),
        ("pt", "vê-se fazê-lo-ia guarda-chuva", ["vê", "fazê", "guarda-chuva"]),
        ("ro", "s-a dus într-o n-am site-ul e-mail", ["a", "dus", "o", "am", "site", "e-mail"]),
        ("hu", "NATO-val iPhone-t TV-műsor", ["NATO", "iPhone", "TV-műsor"]),
        ("pl", "PKP-em biało-czerwony", ["PKP", "biało-czerwony"]),
        ("hr", "SAD-u", ["SAD"]),
        ("ar", "ب300 كوفيد19", ["ب", "كوفيد19"]),
        ("it", "dell'arte c’è un po' d'acqua", ["arte", "è", "un", "po", "acqua"]),
        ("ca", "l'escola col·legi anar-se'n", ["escola", "col·legi", "anar-se"]),
        ("tr", "Türkiye'nin 2020'de İstanbul’da", ["Türkiye", "İstanbul"]),
        ("tr", "Kur'an'ın TÜRKİYE'NİN O'NEILL", ["Kur'an", "TÜRKİYE", "O'NEILL"]),
        ("he", 'ב"הארץ" ב"ידיעות ש"ח', ["ב", "הארץ", "ב", "ידיעות", 'ש"ח']),
        ("hy", "ի՞նչ բարև՜", ["ի՞նչ", "բարև"]),
        ("he", 'צה"ל ב-1948 בית-ספר', ['צה"ל', "ב", "בית", "ספר"]),
        ("hi", "हिन्दी में लिखी।", ["हिन्दी", "में", "लिखी"]),
        ("fa", "می‌خواهم کتاب", ["می‌خواهم", "کتاب"]),
        ("ru", "кто-то и т.е. что", ["кто-то", "и", "т.е.", "что"]),
        ("en", "The U.K.’s D.C.'s Jr.'s 's", ["The", "U.K.", "D.C.", "Jr", "s"]),
        ("en", "Yahoo!’s (NATO)'s \"Titanic\"'s end", ["Yahoo", "NATO", "Titanic", "end"]),
        ("tr", "\"Kitap\"'ın (TBMM)'nin Dr.'un C++'ı", ["Kitap", "TBMM", "Dr", "C++"]),
        ("tr", "A.B.D.'nin 10km'lik 27.gecesi", ["A.B.D.", "km", "gecesi"]),
        (
            "fr",
            "candidat·e·s adhérent(e)s salarié(e)",
            ["candidat·e·s", "adhérent(e)s", "salarié(e)"],
        ),
        ("fr", "quelqu’un presqu’île n’est", ["quelqu’un", "presqu’île", "est"]),
        ("fr", "N’Djamena M’Bappé l’Île N'est", ["N’Djamena", "M’Bappé", "Île", "est"]),
        ("fr", "à 20h ou 10h30", ["à", "ou"]),
        ("es", "tod@s alumnos/as y/o yo@es.es", ["tod@s", "alumnos/as", "y", "o"]),
        ("ar", "الـAPI وبالـGPS بـ10 10كم", ["API", "GPS", "بـ", "كم"]),
        ("he", "'הארץ' ג'ורג' מס' בי.בי.סי.", ["הארץ", "ג'ורג'", "מס'", "בי.בי.סי."]),
        ("hi", "बी.जे.पी. में था.वह", ["बी.जे.पी.", "में", "था", "वह"]),
        ("pl", "iPhone'a Kennedy'ego", ["iPhone", "Kennedy"]),
        ("ru", "iPhone'ом Google’у", ["iPhone", "Google"]),
        ("da", "pc'er tv'et", ["pc", "tv"]),
        ("de", "20-30mm 3.größten 15:30Uhr", ["mm", "größten", "Uhr"]),
    ],
)
def test_clitics_and_suffixes_are_removed(language: str, text: str, expected: list[str]) -> None:
    assert forms(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Node.js/Express U.S./China F#/C#", ["Node.js", "Express", "U.S.", "China", "F#", "C#"]),
        ("C++'s C#’s example.org's", ["C++", "C#"]),
        ("I left.Then NATO.We J.Smith", ["I", "left", "Then", "NATO", "We", "J", "Smith"]),
        ("10km 3.5GHz 12:30pm", ["km", "GHz", "pm"]),
        ("128Mo 128МБ 5км 2020г", ["Mo", "МБ", "км", "г"]),
        ("theory¹ Größe²³ 5 m² H₂O mc² CO₂", ["theory", "Größe", "m²", "H₂O", "mc²", "CO₂"]),
    ],
)
def test_characters_that_separate_names(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


def test_a_very_long_run_of_letters_is_data_and_no_word() -> None:
    assert forms("a " + "x" * 151 + " b " + "y" * 150) == ["a", "b", "y" * 150]


def test_english_in_a_russian_page_follows_english_rules() -> None:
    found = terms("Компания Google’s the packages и package", "ru")
    assert [term.form for term in found][1] == "Google"
    assert found[2].stop_word
    assert found[3].lemma == found[5].lemma == "package"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "en",
            "Mix 250g flour, 2L milk, 100m², 220V or 1.5t; 5g in a 5G box.",
            "Mix flour milk or in a 5G box",
        ),
        ("en", "At 90 km/h, 12m/s or 3 g/l, and/or at 37°C or 98 °F.", "At or and or at or"),
        ("en", "A 3D film in 4K, the M1 and 2nd", "A 3D film in 4K the M1 and 2nd"),
        ("es", "Los EE. UU. y las FF.AA. y los JJ. OO.", "Los EE. UU. y las FF.AA. y los JJ. OO."),
        ("es", "Es Ana. Yo. No.", "Es Ana Yo No"),
        (
            "de",
            "Das gilt i. d. R. nicht, z. B. hier u. a.",
            "Das gilt i. d. R. nicht z. B. hier u. a.",
        ),
        ("en", "J. R. Smith", "J R Smith"),
        ("en", "Take 300 g, 2 L and 5 kg.", "Take and kg"),
        ("nl", "In 's-Gravenhage is 's avonds rust.", "In 's-Gravenhage is s avonds rust"),
        ("ru", "и т. д. и т. п.", "и т. д. и т. п."),
    ],
)
def test_units_and_abbreviations_with_spaces(language: str, text: str, words: str) -> None:
    assert " ".join(term.form for term in terms(text, language)) == words


def test_an_abbreviation_is_one_word_with_and_without_spaces() -> None:
    keys = {term.lemma for term in terms("EE.UU. EE. UU. EE.\u00a0UU.", "es")}
    assert keys == {"ee.uu."}
    assert all(term.stop_word for term in terms("z. B. und z.B.", "de"))
