"""Forms that belong together on a page although the lists part them, and the reverse."""

import pytest

from pagewords.words import terms


def groups(text: str, language: str) -> set[frozenset[str]]:
    """The forms of each lemma that is no stop word."""
    found: dict[str, set[str]] = {}
    for term in terms(text, language):
        if not term.stop_word:
            found.setdefault(term.lemma, set()).add(term.form)
    return {frozenset(forms) for forms in found.values()}


@pytest.mark.parametrize(
    ("language", "together"),
    [
        ("nl", "piano piano's"),
        ("nl", "paraplu paraplu's"),
        ("nl", "vinger vingers"),
        ("es", "sesión sesiones"),
        ("es", "luz luces"),
        ("it", "processi processo"),
        ("it", "mercato mercati"),
        ("pt", "mercado mercados"),
        ("sv", "bok boken böcker"),
        ("sv", "tal talet"),
        ("sv", "pris priser priset"),
        ("it", "lavoro lavori"),
        ("en", "encodings encoding"),
        ("en", "linters linter"),
        ("en", "shelves shelf"),
        ("en", "knives knife"),
        ("de", "FLÜSSE Flüsse Fluss"),
        ("de", "GRÜSSE Grüße Gruß"),
        ("de", "Co-Working Coworking"),
        ("de", "Leser Leser*innen Leser(innen)"),
        ("fr", "étudiant étudiants étudiant·e·s"),
        ("es", "niño niños niñ@s"),
        ("it", "un'ora le ore"),
        ("id", "jalan-jalan jalan"),
        ("id", "Jalan-jalan Jalan"),
        ("id", "meja-mejanya meja"),
        ("id", "membaca dibaca"),
        ("fa", "درخت درخت‌ها درخت‌های درخت‌هایی"),
        ("fa", "می‌نویسم می نویسم"),
        ("nl", "gemeenteraad gemeenteraden"),
        ("nl", "rijden rijdt gereden"),
        ("nl", "geïnstalleerd geïnstalleerde"),
        ("it", "usa usare usano"),
        ("pl", "rok roku lata lat"),
    ],
)
def test_forms_are_one_word_where_the_page_has_the_singular(language: str, together: str) -> None:
    text = f"{together}." if "می " in together else ", ".join(together.split(" "))
    assert len(groups(text, language)) == 1


@pytest.mark.parametrize(
    ("language", "apart"),
    [
        ("en", "news new"),
        ("en", "species specie"),
        ("en", "Williams William"),
        ("sv", "talar tal tala"),
        ("id", "membaca pembaca"),
        ("id", "makan makanan"),
        ("fa", "ایرانی ایران"),
        ("es", "locales locale"),
        ("de", "USA Usa-Straße"),
        ("nl", "twee tweede"),
        ("nl", "later laatste"),
        ("nl", "weegt wegen weg"),
        ("en", "founded found"),
        ("de", "lautet laut"),
        ("it", "fatti fare"),
    ],
)
def test_other_words_stay_apart(language: str, apart: str) -> None:
    found = groups(", ".join(apart.split()), language)
    first = apart.split()[0]
    assert not any(first in forms and len(forms) == len(apart.split()) for forms in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lloyd's of London. Lloyd's it is.", "Lloyd's London Lloyd's"),
        ("Ben's car, and Ben’s bike. Ben waits.", "Ben car Ben bike Ben waits"),
        ("Mary's car", "Mary car"),
        ("Women's rights, Women's work; women", "Women rights Women work women"),
    ],
)
def test_names_that_never_stand_bare_keep_their_s(text: str, words: str) -> None:
    assert " ".join(term.form for term in terms(text, "en") if not term.stop_word) == words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Jede*r, ein:e Autor(inn)en und Wort(e)", "Jede*r ein:e Autor(inn)en und Wort(e)"),
        ("es", "l@s niñ@s", "l@s niñ@s"),
        ("pt", "Car@s amig@s, escreva a x@s.example", "Car@s amig@s escreva a"),
    ],
)
def test_spellings_for_both_sexes(language: str, text: str, words: str) -> None:
    assert " ".join(term.form for term in terms(text, language)) == words
