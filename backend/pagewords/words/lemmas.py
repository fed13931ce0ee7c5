"""Lemmas: what groups the forms of a word, by simplemma's lists."""

import re
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from pagewords.words.folding import fold
from pagewords.words.stop_lists import word_set

#: simplemma's language for ours where they differ.
_ALIASES = {"no": "nb", "hr": "hbs", "sr": "hbs", "bs": "hbs", "sh": "hbs", "fil": "tl"}
_SUPPORTED = word_set("lemma-languages")
#: Spellings that are one, where only some writers tell them apart.
_ONE_SPELLING = {"ru": ("ё", "е"), "fr": ("œ", "oe")}
#: Languages whose names have cases, so that a name too has forms to group.
NAMES_INFLECT = word_set("names-inflect-languages")
#: Abbreviations in capitals that are another word in small letters.
KEPT_CAPITALS = {"en": {"US": "u.s", "IT": "i.t", "WHO": "w.h.o"}}


#: Entries of word lists kept in memory, 100 bytes each: the Polish list has 3.7 million of them and
#: takes 3 s to load, the English one 0.2 million and 0.2 s.
_ENTRIES = 2_500_000


#: The endings of German adjectives, and those of the nouns that the lists make of them.
_ENDING, _ENDINGS = re.compile("(?<=...)e[rsnm]?$"), ("e", "er", "es")
_PARTICIPLE = re.compile(
    ".*ge.{2,}(?:t|en)|(?:be|ver|er|ent|zer|miss|emp|über|unter).{2,}(?:t|en)|.+iert|.{3,}end"
)


class _Lists:
    """simplemma's lists, as many of those used last as there is room for."""

    def __init__(self) -> None:
        self._load = DefaultDictionaryFactory(cache_max_size=1).get_dictionary
        self._kept: OrderedDict[str, Mapping[str, str]] = OrderedDict()

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """The list of a language; simplemma's own name for it."""
        if lang not in self._kept:
            self._kept[lang] = self._load(lang)
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > _ENTRIES:
                self._kept.popitem(last=False)
        self._kept.move_to_end(lang)
        return self._kept[lang]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    return _Lists()


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_lists()))


@lru_cache(maxsize=16)
def _given(name: str) -> Mapping[str, str]:
    """The lemmas of frequent words that simplemma's lists get wrong, by form.

    A line of a list has a lemma and its forms; one alone, such as `news`, is no form of another.
    """
    path = files("pagewords.words").joinpath("data", "lemma_lists", f"{name}.txt")
    if not path.is_file():
        return {}
    lines = [line.split() for line in path.read_text("utf-8").splitlines()]
    return {form: line[0] for line in lines for form in line}


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """German nouns that look like forms of adjectives; in `de-nouns` a line may be one alone."""
    return frozenset(_given("de-nouns").values())


@lru_cache(maxsize=65_536)
def lemma(word: str, language: str) -> str:
    """The folded lemma of a word; the folded word itself where no list knows better."""
    key = fold(word, language)
    found = _look_up(word, key, language)
    return found.replace(*_ONE_SPELLING[language]) if language in _ONE_SPELLING else found


def _look_up(word: str, key: str, language: str) -> str:
    name = _ALIASES.get(language, language)
    if name not in _SUPPORTED:
        return key
    if language == "de" and word[:1].isupper() and (noun := _noun(word, key)) is not None:
        return noun
    if (given := _given(language).get(key)) is not None:
        return given
    if not key.replace("-", "").isalpha() and not any("\u0900" <= sign < "\u0e00" for sign in key):
        return key
    written = word if language == "de" else word.lower() if language == "el" else key
    found = fold(_lemmatizer().lemmatize(written, lang=name), language)
    if language == "de" and word[:1].isupper():
        return _without_ending(word, found)
    if language == "fr" and found != key and found.endswith("é"):
        # From `fixées` the lists lead to `fixé` only, and from there to `fixer`.
        verb = _given(language).get(found) or fold(
            _lemmatizer().lemmatize(found, lang=name), language
        )
        return verb if verb.endswith("er") else found
    return found


def _noun(word: str, key: str) -> str | None:
    """The lemma of a German word with a capital that is a noun as far as `de-nouns` says."""
    return _given("de-nouns").get(word.capitalize()) or (key if key in _nouns() else None)


def _without_ending(word: str, noun: str) -> str:
    """The adjective that a German word with a capital is a form of, or the lemma that it has.

    The lists take `Gute` and `Großen` for nouns of their own (Guter, Große), but most of them open
    a sentence or stand in a name.
    """
    form, known = word.lower(), _lists().get_dictionary("de")
    stem = _ENDING.sub("", form)
    if noun in _nouns() or stem == form or noun not in {fold(stem + end, "de") for end in _ENDINGS}:
        return noun
    base = known.get(form)
    if base == stem + "e":
        return fold(base, "de")  # böse
    is_adjective = base == stem == known.get(stem)
    is_participle = base == known.get(stem) and _PARTICIPLE.fullmatch(stem) is not None
    return fold(stem, "de") if base and (is_adjective or is_participle) else noun
