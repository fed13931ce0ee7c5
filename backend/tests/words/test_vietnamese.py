"""Vietnamese: words of several syllables, by a dictionary, by their capitals and by the page."""

import unicodedata

import pytest

from pagewords.words import analyse, terms


def forms(text: str) -> list[str]:
    return [term.form for term in terms(text, "vi")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sinh viên đọc sách ở thư viện", ["Sinh viên", "đọc", "sách", "ở", "thư viện"]),
        ("Bác sĩ khám bệnh nhân", ["Bác sĩ", "khám", "bệnh nhân"]),
        ("máy vi tính", ["máy vi tính"]),
        # the tone of a word may stand on either vowel
        ("hoà bình, hòa bình, quý giá", ["hoà bình", "hòa bình", "quý giá"]),
        # what stands between them parts syllables
        ("thư, viện. thư\nviện", ["thư", "viện", "thư", "viện"]),
    ],
)
def test_words_of_the_dictionary_are_whole(text, shown):
    assert forms(text) == shown


def test_capitals_make_one_word_of_a_name():
    assert forms("Ông Trần Quốc Toản gặp Mai Khuê Nhi") == [
        "Ông",
        "Trần Quốc Toản",
        "gặp",
        "Mai Khuê Nhi",
    ]
    # Titles and names in other languages do not.
    assert forms("đọc Open Source Magazine") == ["đọc", "Open", "Source", "Magazine"]
    assert forms("Hôm nay Khuê đến") == ["Hôm nay", "Khuê", "đến"]
    # The first word of a sentence belongs to a name unless it is a word elsewhere.
    assert forms("Bình Khuê đến.")[0] == "Bình Khuê"
    assert forms("Gọi Khuê đến. Khuê gọi lại.")[0] == "Gọi"


def test_syllables_that_recur_together_are_one_word():
    text = "Cây bạt xê cao. Lá bạt xê xanh. Hoa bạt xê thơm. Quả bạt xê ngọt."
    assert forms(text).count("bạt xê") == 4


def test_function_words_of_several_syllables_are_stop_words():
    found = terms("Tuy nhiên có thể bởi vì thời gian", "vi")
    assert [term.form for term in found if not term.stop_word] == ["thời gian"]
    assert [term.form for term in found if term.stop_word] == ["Tuy nhiên", "có thể", "bởi vì"]


def test_forms_and_offsets_are_those_of_the_text():
    text = "Thư viện 😀 lớn nhất. 東京 và thư viện"
    for given in (text, unicodedata.normalize("NFD", text)):
        found = analyse(given, "vi")
        assert not found.approximate
        assert all(given[term.start : term.end] == term.form for term in found.terms)
        keys = [term.key for term in found.terms]
        assert keys.count("thư viện") == 2
        assert "東京" in keys


def test_syllables_of_other_pages_stay_apart():
    assert [term.form for term in terms("thư viện", "en")] == ["thư", "viện"]
