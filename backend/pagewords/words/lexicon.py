"""Look up forms in a language: word, key, lemma, and whether it is a stop word."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

import regex

from pagewords.text import Spelling
from pagewords.words.folding import clean, fold
from pagewords.words.homographs import homographs
from pagewords.words.lemmas import CASED_ABBREVIATIONS, NAMES_INFLECT, lemma
from pagewords.words.scripts import spelled_in
from pagewords.words.stop_lists import common_english, stop_words

#: Bounds of the cache: languages, and forms of each.
LANGUAGES, FORMS = 32, 65_536
#: Inflections of names that no list has: they join the bare name if the page has it too.
#: A woman's family name in Russian (Петрова) is not a form of the man's.
_NAME_ENDINGS = {
    "en": regex.compile(r"(?<=...(?:an|ist|crat|slim|eek|urk))s$"),
    "ru": regex.compile(r"(?<=.{3}\p{L})(?<!(?:[оеё]в|[иы]н)(?=а))(?:а|у|ом|е|ы|ым)$"),
    **dict.fromkeys(("de", "sv", "da", "nb", "nn", "no"), regex.compile(r"(?<=.{3}[^s])s$")),
}
#: Languages whose stop words have no other forms than those of the list.
_OWN_FORMS_ONLY = frozenset(("en", "id", "ms"))
#: The endings of infinitives that are nouns too.
_INFINITIVES = {"de": ("n",), **dict.fromkeys(("es", "fr", "it", "pt"), ("r", "re"))}
#: The plural of an abbreviation (MPs, APIs), in any language.
_ABBREVIATIONS = regex.compile(r"\p{Lu}{2,}s")
_ENGLISH_CAPITALS = CASED_ABBREVIATIONS["en"]
#: The spelling without regard to the page; whether it is capitalised; and the key of the bare name
#: that it may be a form of.
_Entry = tuple[Spelling, bool, str]


@lru_cache(maxsize=LANGUAGES)
def _lexicon(language: str) -> Callable[[str], _Entry]:
    return lru_cache(maxsize=FORMS)(partial(_look_up, language=language))


def _look_up(form: str, language: str) -> _Entry:
    page, language = language, spelled_in(form, language)
    word = clean(form)
    key = fold("".join(word.split()), language)
    if page != language and (name := CASED_ABBREVIATIONS.get(language, {}).get(form)) is not None:
        return Spelling(form, word, key, name, False), True, ""
    # Outside English pages an abbreviation such as WHO is not an English word.
    stop = key in stop_words(language) and not (language != "en" and form in _ENGLISH_CAPITALS)
    base = lemma(word, language)
    stop = stop or (base in _stop_lemmas(language) and not _is_noun(key, base, language))
    spelling = Spelling(form, word, key, base, stop)
    capital = word[:1].isupper()
    return spelling, capital, _bare(spelling, language) if capital else ""


@lru_cache(maxsize=LANGUAGES)
def _stop_lemmas(language: str) -> frozenset[str]:
    """Return the lemmas all of whose forms are stop words: of pronouns and auxiliary verbs.

    They are stop words that are their own lemma, and lemmas of two stop words at least. English
    lists have every form; the Indonesian lemmas are roots, which other words have too.
    """
    if language in _OWN_FORMS_ONLY:
        return frozenset()
    words = stop_words(language) - common_english(language)
    lemmas = {word: lemma(word, language) for word in words}
    counts = Counter(lemmas.values())
    return frozenset(base for base, many in counts.items() if many > 1 or lemmas.get(base) == base)


def _is_noun(key: str, base: str, language: str) -> bool:
    """Whether a form of a word that is also a noun is not a form of the verb: Spanish poderes."""
    return base in homographs(language) and (
        not base.endswith(_INFINITIVES.get(language, ()))
        or key in (base + "s", base + "es", base[:-1] + "i")
    )


def _bare(spelling: Spelling, language: str) -> str:
    """Return the key of the bare name that a name may be a form of, else an empty string."""
    if _ABBREVIATIONS.fullmatch(spelling.word):
        return spelling.key[:-1]
    endings = _NAME_ENDINGS.get(language)
    ending = endings.search(spelling.key) if endings else None
    bare = spelling.key[: ending.start()] if ending else ""
    return bare if spelling.lemma in (spelling.key, bare) else ""


def look_up(forms: Iterable[str], language: str) -> dict[str, Spelling]:
    """Return the spellings of the forms of a page.

    A word that the page only has capitalised counts as a name (Windows is not a window) and keeps
    its key as lemma, unless the page has the lemma in lower case or the language inflects names, as
    German and Russian do. A form of a name that no list has joins the bare name if the page has it.
    """
    looked = [*map(_lexicon(language), forms)]
    found = {spelling.form: spelling for spelling, _, _ in looked}
    common = {spelling.key for spelling, capital, _ in looked if not capital}
    capitals = [(spelling, bare) for spelling, capital, bare in looked if capital]
    written = {spelling.key for spelling, _ in capitals}
    names = CASED_ABBREVIATIONS.get(language, {})
    inflect = language in NAMES_INFLECT
    for spelling, bare in capitals:
        form, word, key, base, stop, _ = spelling
        if key in common:
            if form in names:
                found[form] = Spelling(form, word, key, names[form], False)
        elif bare in written:
            found[form] = Spelling(form, word, key, bare, stop)
        elif not (inflect or base == key or base in common):
            found[form] = Spelling(form, word, key, key, stop)
    return found
