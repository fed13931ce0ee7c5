"""What a spelling stands for in a language: word, key and lemma, and whether it is a stop word."""

from collections.abc import Iterable
from functools import lru_cache, partial

import regex

from pagewords.text import Spelling
from pagewords.words.cache import Kept
from pagewords.words.folding import clean, fold
from pagewords.words.lemmas import KEPT_CAPITALS, NAMES_INFLECT, lemma
from pagewords.words.scripts import spelled_in
from pagewords.words.stop_lists import stop_words

#: Of how many languages how many forms are kept, and their most characters.
LANGUAGES, FORMS, LONGEST = 32, 65_536, 60
#: How names are inflected that no list has: they join the bare name where the page has it too.
#: A woman's family name in Russian (Петрова) is no form of the man's.
_NAME_ENDINGS = {
    "en": regex.compile(r"(?<=...(?:an|ist|crat|slim|eek|urk))s$"),
    "ru": regex.compile(r"(?<=.{3}\p{L})(?<!(?:[оеё]в|[иы]н)(?=а))(?:а|у|ом|е|ы|ым)$"),
    **dict.fromkeys(("de", "sv", "da", "nb", "nn", "no"), regex.compile(r"(?<=.{3}[^s])s$")),
}
#: The plural of an abbreviation (MPs, APIs), as in English so in other languages.
_ABBREVIATIONS = regex.compile(r"\p{Lu}{2,}s")
_ENGLISH_CAPITALS = KEPT_CAPITALS["en"]
#: What a form alone tells; whether it begins with a capital: if it is a name the page tells; and
#: the key of the bare name whose form it may be.
_Looked = tuple[Spelling, bool, str]


@lru_cache(maxsize=LANGUAGES)
def _lexicon(language: str) -> Kept[_Looked]:
    return Kept(partial(_look_up, language=language), FORMS, LONGEST)


def _look_up(form: str, language: str) -> _Looked:
    page, language = language, spelled_in(form, language)
    word = clean(form)
    key = fold(word, language)
    if page != language and (name := KEPT_CAPITALS.get(language, {}).get(form)) is not None:
        return Spelling(form, word, key, name, False), True, ""
    # In a page that is not English an abbreviation such as WHO is no English word.
    stop = key in stop_words(language) and not (language != "en" and form in _ENGLISH_CAPITALS)
    spelling = Spelling(form, word, key, lemma(word, language), stop)
    capital = word[:1].isupper()
    return spelling, capital, _bare(spelling, language) if capital else ""


def _bare(spelling: Spelling, language: str) -> str:
    """The bare name that a name may be a form of, empty where it is none."""
    if _ABBREVIATIONS.fullmatch(spelling.word):
        return spelling.key[:-1]
    endings = _NAME_ENDINGS.get(language)
    ending = endings.search(spelling.key) if endings else None
    bare = spelling.key[: ending.start()] if ending else ""
    return bare if spelling.lemma in (spelling.key, bare) else ""


def look_up(forms: Iterable[str], language: str) -> dict[str, Spelling]:
    """The forms of a page, each with what is known of it.

    A word that the page has only capitalised is a name as far as anybody can tell (Windows is not
    a window) and keeps its own key as lemma, unless the page has that lemma in small letters or
    names have forms in its language, as in German and Russian. The form of a name that no list has
    joins the bare one where the page has that too.
    """
    looked = [*map(_lexicon(language).__getitem__, forms)]
    found = {spelling.form: spelling for spelling, _, _ in looked}
    common = {spelling.key for spelling, capital, _ in looked if not capital}
    capitals = [(spelling, bare) for spelling, capital, bare in looked if capital]
    written = {spelling.key for spelling, _ in capitals}
    names = KEPT_CAPITALS.get(language, {})
    inflect = language in NAMES_INFLECT
    for spelling, bare in capitals:
        form, word, key, base, stop = spelling
        if key in common:
            if form in names:
                found[form] = Spelling(form, word, key, names[form], False)
        elif bare in written:
            found[form] = Spelling(form, word, key, bare, stop)
        elif not (inflect or base == key or base in common):
            found[form] = Spelling(form, word, key, key, stop)
    return found
