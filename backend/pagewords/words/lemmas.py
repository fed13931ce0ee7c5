"""Lemmas, which group the forms of a word: simplemma's lists, with corrections."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy

from pagewords.words.folding import fold
from pagewords.words.lemma_tries import LemmaLists
from pagewords.words.singulars import repeated
from pagewords.words.stop_lists import word_set

#: simplemma's codes that differ from ours.
_ALIASES = {"no": "nb", "hr": "hbs", "sr": "hbs", "bs": "hbs", "sh": "hbs", "fil": "tl"}
_SUPPORTED = word_set("lemma-languages")
#: Letters that many writers do not distinguish.
_MERGED_LETTERS = {"ru": ("ё", "е"), "fr": ("œ", "oe")}
#: Languages that inflect names, so that names have forms to group.
NAMES_INFLECT = word_set("names-inflect-languages")
#: Abbreviations that are another word in lower case.
CASED_ABBREVIATIONS = {"en": {"US": "u.s", "IT": "i.t", "WHO": "w.h.o"}}
#: Languages whose lists have roots for lemmas.
_DERIVED = frozenset(("id", "ms"))
_INDONESIAN_NOUN = re.compile("pe|ke|ter|se")
_INDONESIAN_ENDING = re.compile("(?<=...)(?:nya|lah|kah|pun)$")
#: Persian plurals, the article and pronouns after a non-joiner.
_PERSIAN_ENDING = re.compile(
    "\u200c(?:ها|های|هایی|هایم|هایت|هایش|هایمان|هایتان|هایشان|ای|ام|ات|اش|مان|تان|شان)$"
)
#: Letters: German words in capitals that are longer are looked up as nouns.
_ABBREVIATION = 3
#: The endings of German adjectives, and of the nouns that the lists derive from them.
_ENDING, _ENDINGS = re.compile("(?<=...)e[rsnm]?$"), ("e", "er", "es")
_PARTICIPLE = re.compile(
    ".*ge.{2,}(?:t|en)|(?:be|ver|er|ent|zer|miss|emp|über|unter).{2,}(?:t|en)|.+iert|.{3,}end"
)


#: The lists, open once in a process.
_LISTS = LemmaLists()
_LEMMATIZER = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_LISTS))


@lru_cache(maxsize=16)
def _corrections(name: str) -> Mapping[str, str]:
    """Return the lemmas of frequent words that simplemma's lists get wrong, by form.

    A line has a lemma and its forms; a lemma alone, such as `news`, keeps itself.
    """
    path = files("pagewords.words").joinpath("data", "lemma_lists", f"{name}.txt")
    if not path.is_file():
        return {}
    lines = [line.split() for line in path.read_text("utf-8").splitlines()]
    return {form: line[0] for line in lines for form in line}


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """Return German nouns that look like adjectives, from `de-nouns`."""
    return frozenset(_corrections("de-nouns").values())


@lru_cache(maxsize=65_536)
def lemma(word: str, language: str) -> str:
    """Return the folded lemma of a word, or the folded word if no list has it."""
    key = fold(word, language)
    found = _look_up(word, key, language)
    return found.replace(*_MERGED_LETTERS[language]) if language in _MERGED_LETTERS else found


def _look_up(word: str, key: str, language: str) -> str:
    name = _ALIASES.get(language, language)
    if name not in _SUPPORTED or not key:
        return key
    if language == "de" and word[:1].isupper() and (noun := _noun(word, key)) is not None:
        return noun
    if language in _DERIVED and (own := _own(key, name)) is not None:
        return own
    if language == "fa" and "\u200c" in word and (ending := _PERSIAN_ENDING.search(word)):
        return lemma(word[: ending.start()], language)
    if (correction := _corrections(language).get(key)) is not None:
        return correction
    if not key.replace("-", "").isalpha() and not any(
        "\u0900" <= character < "\u0e00" for character in key
    ):
        return key
    if language == "de":
        word = _german(word)
    written = word if language == "de" else word.lower() if language == "el" else key
    # The Dutch list marks the parts of some compounds: gemeente_raad.
    # What the list has as it is written, simplemma would look up in it before all else.
    found = _LISTS.get_dictionary(name).get(written) or _LEMMATIZER.lemmatize(written, lang=name)
    found = fold(found, language).replace("_", "")
    if language == "de" and word[:1].isupper():
        return _strip_adjective_ending(word, found)
    if language == "fr" and found != key and found.endswith("é"):
        # The lists map `fixées` only to `fixé`, and that to `fixer`.
        verb = _corrections(language).get(found) or fold(
            _LEMMATIZER.lemmatize(found, lang=name), language
        )
        return verb if verb.endswith("er") else found
    return found


def _own(key: str, name: str) -> str | None:
    """Return the lemma of an Indonesian plural, or of a noun that the lists put under its root.

    The forms of a verb (menggunakan, digunakan) stay under it, what is made of it (pengguna) is
    another word.
    """
    if (singular := repeated(key)) is not None:
        return singular
    root = fold(_LEMMATIZER.lemmatize(key, lang=name), name)
    stem = _INDONESIAN_ENDING.sub("", key)
    if root in (key, stem):
        return None
    derived = _INDONESIAN_NOUN.match(key) and not root.startswith(key[:2])
    return stem if derived or stem == root + "an" else None


def is_listed(key: str, language: str) -> bool:
    """Whether the lists have a folded word."""
    name = _ALIASES.get(language, language)
    return name in _SUPPORTED and (
        key in _corrections(language) or _LISTS.get_dictionary(name).get(key) is not None
    )


def _german(word: str) -> str:
    """Return a German word as the lists have it: without its capitals, and with its ß."""
    capitals = word.isupper() and len(word) > _ABBREVIATION
    word = word.capitalize() if capitals else word
    sharp = word.replace("ss", "ß")
    wanted = sharp != word and (capitals or not is_listed(word, "de")) and is_listed(sharp, "de")
    return sharp if wanted else word


def _noun(word: str, key: str) -> str | None:
    """Return the lemma of a capitalised German word that `de-nouns` has, else None."""
    return _corrections("de-nouns").get(word.capitalize()) or (key if key in _nouns() else None)


def _strip_adjective_ending(word: str, noun: str) -> str:
    """Return the adjective of a capitalised German word, or the noun that the lists give.

    The lists treat `Gute` and `Großen` as nouns (Guter, Große), but most of them start a sentence
    or are part of a name.
    """
    form, known = word.lower(), _LISTS.get_dictionary("de")
    stem = _ENDING.sub("", form)
    folded = fold(stem, "de")
    if noun in _nouns() or stem == form or noun not in [folded + end for end in _ENDINGS]:
        return noun
    base = known.get(form)
    if base == stem + "e":
        return fold(base, "de")  # böse
    is_adjective = base == stem == known.get(stem)
    is_participle = base == known.get(stem) and _PARTICIPLE.fullmatch(stem) is not None
    return folded if base and (is_adjective or is_participle) else noun
