"""Nouns that look like stop words, and the forms of stop words."""

import pytest

from pagewords.words import terms

#: A text, and its words that are no stop words.
NOUNS = [
    ("en", "The mine was closed in May. It was mine.", "mine closed May"),
    ("en", "The will was read, and a must it was not; they will and must do it.", "will read must"),
    (
        "en",
        "They write it in Go. Go has channels, and Go has no classes.",
        "write Go Go channels Go classes",
    ),
    ("en", "Go on. You may go in.", ""),
    ("en", "How You May Get What You Want", "Want"),
    ("fr", "L’été a été chaud, et cet été-là aussi.", "été chaud été"),
    ("fr", "Une personne parle. Personne ne parle d’un pas.", "personne parle parle pas"),
    ("it", "Lo Stato è stato grande, e lo stato delle acque no.", "Stato grande stato acque"),
    ("it", "Un'ora fa era qui, ora è a Roma.", "ora Roma"),
    ("es", "El estado del puente no ha estado bien en esta era.", "estado puente era"),
    ("pt", "O Estado de São Paulo tem estado aqui, mas são bons.", "Estado São Paulo bons"),
    ("de", "Die Würde würde leiden. Sein Haus und sein Sein.", "Würde leiden Haus Sein"),
    ("de", "Wir danken Ihnen, daß Sie Ihr Rad nach Art. 5 und Nr. 7 tragen.", "danken Rad tragen"),
    ("nl", "Het weer wordt weer beter, het haar van haar moeder.", "weer beter haar moeder"),
    ("vi", "Anh học tiếng Anh ở nước Anh", "học tiếng Anh nước Anh"),
    ("sv", "Mannen såg en man. Man ser inte två män.", "Mannen såg man ser två män"),
]


@pytest.mark.parametrize(("language", "text", "words"), NOUNS)
def test_a_noun_that_looks_like_a_stop_word_is_none(language: str, text: str, words: str) -> None:
    assert " ".join(term.form for term in terms(text, language) if not term.stop_word) == words


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("es", "tener tuvieron tengamos deber debería debían puedes irán"),
        ("pt", "irá estiver poderão devessem fizermos"),
        ("fr", "pourrez voulez devriez faudra"),
        ("it", "potrebbe dovrebbero facendo po"),
        ("ca", "esteu podreu hauríeu"),
        ("ru", "кто-то что-то из-за из-под можете кому-то"),
        ("de", "ca vgl evtl sog insb nr abs mio mrd usw könntest deines"),
        ("en", "Mr Mrs Dr Inc Ltd Jan couldn't've gonna"),
        ("de", "ein:e jede*r"),
        ("es", "l@s tod@s"),
        ("sv", "flesta flera"),
        ("ro", "trebuie trebui"),
    ],
)
def test_every_form_of_a_stop_word_is_one(language: str, forms: str) -> None:
    assert [term.form for term in terms(forms, language) if not term.stop_word] == []


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("sv", "mannen männen"),
        ("es", "poderes deberes"),
        ("fr", "pouvoirs êtres"),
        ("de", "gefallen Seins"),
        ("id", "bagian sebagian"),
        ("en", "liked mines wills"),
        ("ru", "томов тома"),
    ],
)
def test_nouns_beside_a_stop_word_are_none(language: str, forms: str) -> None:
    assert [term.form for term in terms(forms, language) if term.stop_word] == []
