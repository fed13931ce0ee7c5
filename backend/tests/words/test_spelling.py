"""How a word is shown, compared and grouped, and which words are stop words."""

import pytest

from pagewords.words import Term, terms


def one(text: str, language: str = "en") -> Term:
    (found,) = terms(text, language)
    return found


def lemmas(text: str, language: str = "en") -> dict[str, str]:
    return {term.form: term.lemma for term in terms(text, language)}


def stops(text: str, language: str) -> list[str]:
    return [term.form for term in terms(text, language) if term.stop_word]


@pytest.mark.parametrize(
    ("form", "word", "key"),
    [
        ("soft\u00adhyphen", "softhyphen", "softhyphen"),
        ("zero\u200bwidth", "zerowidth", "zerowidth"),
        ("ﬁnd", "find", "find"),
        ("ＷＩＤＥ", "WIDE", "wide"),
        ("cafe\u0301", "café", "café"),
        ("x²", "x²", "x²"),
        ("Straße", "Straße", "strasse"),
        ("Don’t", "Don’t", "don't"),
        ("Hawaiʻi", "Hawaiʻi", "hawai'i"),
        ("wo\ufe0frd", "word", "word"),
        ("ශ්\u200dරී", "ශ්\u200dරී", "ශ්රී"),
        ("ի՞նչ", "ինչ", "ինչ"),
    ],
)
def test_word_and_key(form: str, word: str, key: str) -> None:
    found = one(form)
    assert (found.form, found.word, found.key) == (form, word, key)


def test_the_trailing_invisible_marks_are_outside() -> None:
    found = one("word\u00ad\u200b")
    assert (found.start, found.end, found.word) == (0, 4, "word")


def test_turkish_has_two_letters_i() -> None:
    assert one("IŞIK", "tr").key == one("ışık", "tr").key == "ışık"
    assert one("İstanbul", "tr").key == one("istanbul", "tr").key == "istanbul"


def test_optional_marks_do_not_separate_spellings() -> None:
    assert one("مُحَمَّد", "ar").key == one("محمد", "ar").key
    assert one("שָׁלוֹם", "he").key == one("שלום", "he").key


def test_arabic_letters_do_not_separate_persian_spellings() -> None:
    assert one("كتاب", "fa").key == one("کتاب", "fa").key
    assert one("علي", "ar").key != one("على", "ar").key


def test_greek_capitals_are_the_word_in_small_letters() -> None:
    assert one("ΟΔΥΣΣΕΥΣ", "el").key == one("Οδυσσεύς", "el").key
    assert lemmas("της πόλης πόλεις", "el")["πόλης"] == one("πόλη", "el").key


def test_an_organisation_in_a_korean_page_is_no_english_stop_word() -> None:
    found = [term for term in terms("WHO는 IT 기업과 who it", "ko") if term.form.isascii()]
    assert [term.stop_word for term in found] == [False, False, True, True]


def test_forms_are_grouped_by_lemma() -> None:
    assert lemmas("children child ran run")["children"] == "child"
    assert lemmas("they found and find")["found"] == "find"
    assert lemmas("Kurse Kurs Häuser", "de")["Häuser"] == "haus"
    assert lemmas("России Россия", "ru")["России"] == "россия"


def test_a_word_seen_only_capitalised_is_a_name() -> None:
    assert lemmas("Microsoft sells Windows")["Windows"] == "windows"
    assert lemmas("Courses begin. A course ends")["Courses"] == "course"


def test_known_errors_of_the_lists_are_corrected() -> None:
    for word in ("us", "media", "data", "news"):
        assert lemmas(word) == {word: word}


def test_the_us_is_not_us() -> None:
    country, pronoun = (t for t in terms("the US gave us", "en") if t.key == "us")
    assert (country.stop_word, pronoun.stop_word) == (False, True)
    assert country.lemma != pronoun.lemma


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "dies derer außer muß irgend"),
        ("fr", "es seras nul nôtre hormis sinon"),
        ("es", "estuve fuera fuese habrán podría éste tal salvo dentro"),
        ("it", "fosse avendo sarò coloro tale cioè nemmeno"),
        ("nl", "noch zodra voordat vanuit ondanks zulke"),
        ("sv", "deras båda vars innan utanför"),
        ("ru", "эту вами нему собою всю самого вне против однако"),
        ("pl", "czyli gdzie niego nich nasi skąd bowiem"),
        ("cs", "jejich jenž aniž kvůli svých"),
        ("tr", "herkes hangisi iken oysa zira"),
        ("da", "begge enhver"),
        ("uk", "тобто отже"),
    ],
)
def test_all_forms_of_function_words_are_stop_words(language: str, text: str) -> None:
    assert stops(text, language) == text.split()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The DON'T don’t computer world", ["The", "DON'T", "don’t"]),
        ("de", "Der Hund und die Zeit", ["Der", "und", "die"]),
        ("de", "Tiere, z. B. Hunde", ["z. B."]),
        ("fr", "le chien et la vie", ["le", "et", "la"]),
        ("ru", "собака и дом", ["и"]),
        ("pl", "pies i dom w mieście", ["i", "w"]),
        ("el", "ο σκύλος και το σπίτι", ["ο", "και", "το"]),
        ("fa", "سگ و خانه", ["و"]),
        ("vi", "con chó và nhà", ["con", "và"]),
        ("hr", "pas i kuća", ["i"]),
        ("sr", "пас и кућа", ["и"]),
        ("bg", "Животът и гласът на новата година и ден", ["и", "на", "и"]),
        ("ms", "kerajaan dan syarikat minyak", ["dan"]),
        ("ur", "یہ کتاب ہے اور وقت", ["یہ", "ہے", "اور"]),
        ("lt", "šis žodis ir namas", ["šis", "ir"]),
        ("sl", "leto in mesec oktober", ["in"]),
        ("et", "maja ja koer", ["ja"]),
        ("bn", "এই কাজ এবং বই", ["এই", "এবং"]),
        ("mr", "हे पुस्तक आणि पाटील", ["हे", "आणि"]),
        ("ta", "இந்த புத்தகம் மற்றும் வீடு", ["இந்த", "மற்றும்"]),
        ("sw", "nyumba na mtoto", ["na"]),
    ],
)
def test_stop_words_are_grammar_only(language: str, text: str, expected: list[str]) -> None:
    assert stops(text, language) == expected


@pytest.mark.parametrize("language", ["pl", "vi", "id", "da", "und"])
def test_english_function_words_are_stop_words_in_every_page(language: str) -> None:
    assert stops("the Ministry of Silly Walks with and", language)[:3] == ["the", "of", "with"]
    assert ("and" in stops("and", language)) == (language != "da")


def test_ordinary_nouns_are_no_stop_words() -> None:
    nouns = "world computer system people home work part page research information case group"
    assert stops(nouns, "en") == []


@pytest.mark.parametrize("language", ["ar", "en", "und"])
def test_a_line_of_tatweels_is_no_word(language: str) -> None:
    found = terms("ـــ مرحبا ـ", language)
    assert [term.form for term in found] == ["مرحبا"]


def test_a_joiner_beside_a_virama_belongs_to_the_spelling() -> None:
    assert terms("র‍্যাব", "bn")[0].word == "র\u200d্যাব"
    assert terms("അവന്‍", "ml")[0].form == "അവന്\u200d"


def test_an_abbreviation_is_no_english_word_in_another_language() -> None:
    found = terms("Die WHO warnt, who is", "de")
    assert [term.form for term in found if not term.stop_word] == ["WHO", "warnt", "is"]


@pytest.mark.parametrize(
    ("language", "groups"),
    [
        ("en", ["developed develop", "lenses lens", "shelves shelf", "playing play", "news"]),
        ("de", ["letzte letzten letzter", "Angestellte Angestellten", "Beamte Beamter Beamten"]),
        ("de", ["Daten", "Medien", "geführte geführten"]),
        ("de", ["Gute gute Guter guten beste", "Deutsche Deutschen deutsche", "Großen große"]),
        ("de", ["Tiefe Tiefen", "tief tiefe", "Wüste Wüsten", "Alter Alters", "Alte alt"]),
        ("de", ["Angestellter Angestellten", "Sozialen soziale", "Andere andere anderen"]),
        ("de", ["Frage Fragen", "frag", "Spieler Spielers", "Spiel", "Miete Mieten", "Böse böse"]),
        (
            "de",
            ["Beteiligte Beteiligter", "Mittelalter Mittelalters", "STAND Stand", "stand steht"],
        ),
        ("fr", ["cœurs coeur cœur", "fixée fixés fixer", "marchés marché", "œuvres oeuvre"]),
        ("ru", ["данные данных данным", "самолёт самолет", "большая большой", "имени имя"]),
    ],
)
def test_frequent_forms_that_the_lists_get_wrong_are_corrected(
    language: str, groups: list[str]
) -> None:
    found = [{one(form, language).lemma for form in group.split()} for group in groups]
    assert all(len(group) == 1 for group in found)
    assert len(set.union(*found)) == len(groups)


@pytest.mark.parametrize(
    ("language", "together", "apart"),
    [
        ("en", "Americans American", "Williams William"),
        ("en", "Republicans Republican", "Windows Window"),
        ("en", "MPs MP", "MPS MP"),
        ("de", "APIs API", "DAS DA"),
        ("de", "Selenskyjs Selenskyj", "Hans Han"),
        ("sv", "Volvos Volvo", "Lars Lar"),
        ("ru", "Песков Пескову Песковым", "Семёнов Семёнова"),
    ],
)
def test_a_form_of_a_name_joins_the_bare_one_of_the_page(
    language: str, together: str, apart: str
) -> None:
    assert len({*lemmas(together, language).values()}) == 1
    assert len({*lemmas(apart, language).values()}) == 2
