"""Look up forms in a language: word, key, lemma, and whether it is a stop word."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from itertools import compress
from operator import attrgetter, itemgetter, not_

import regex

from pagewords.text import Spelling
from pagewords.words.folding import clean, fold
from pagewords.words.homographs import homographs
from pagewords.words.lemmas import CASED_ABBREVIATIONS, NAMES_INFLECT, is_listed, lemma
from pagewords.words.scripts import spelled_in
from pagewords.words.singulars import COMPOUNDING, is_plural, is_verb_too, repeated, singulars
from pagewords.words.stop_lists import common_english, stop_words

_KEY, _LEMMA = attrgetter("key"), attrgetter("lemma")
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
_CONTRACTED = regex.compile("(?:'(?:ve|d|ll|re|m|s))+$")
#: Where a spelling for both sexes goes on behind that for one.
_BOTH_SEXES = {
    "de": regex.compile(r"(?<=\p{L}{3})[*:(/].++"),
    "fr": regex.compile(
        r"(?<=\p{L}{2})(?:[·•‧∙⋅(].++|\.(?:e|ne|le|te|se|ve|trice|rice|euse|ère|fe)(?:\.?s)?\.?$)"
    ),
    **dict.fromkeys(("es", "pt"), regex.compile(r"(?<=\p{L}{3})[/(].++")),
}
#: Spanish x or @ for either vowel: chicxs, tod@s.
_EITHER = regex.compile(r"@|(?<=[bcdfghjklmnñpqrstvz])x(?=s$)")
#: The plural of an abbreviation (MPs, APIs), in any language.
_ABBREVIATIONS = regex.compile(r"\p{Lu}{2,}s")
_ENGLISH_CAPITALS = CASED_ABBREVIATIONS["en"]
#: The spelling without regard to the page; whether it is capitalised; the key of the bare name that
#: it may be a form of; and what its singular may be.
_Entry = tuple[Spelling, bool, str, tuple[str, ...]]


@lru_cache(maxsize=LANGUAGES)
def _lexicon(language: str) -> Callable[[str], _Entry]:
    return lru_cache(maxsize=FORMS)(partial(_look_up, language=language))


def _look_up(form: str, language: str) -> _Entry:
    page, language = language, spelled_in(form, language)
    word = clean(form)
    # Persian prefixes and abbreviations are the same with spaces and without.
    joint = "\u200c" if language == "fa" else "" if "." in word else " "
    whole = joint.join(word.split())
    key = fold(whole, language)
    if page != language and (name := CASED_ABBREVIATIONS.get(language, {}).get(form)) is not None:
        return Spelling(form, word, key, name, False), True, "", ()
    # Outside English pages an abbreviation such as WHO is not an English word.
    stop = key in stop_words(language) and not (language != "en" and form in _ENGLISH_CAPITALS)
    stop = stop or (language == "en" and _is_contraction(key))
    plain = _plain(whole, language)
    stop = stop or (plain != whole and fold(plain, language) in stop_words(language))
    base = lemma(plain, language)
    stop = stop or (base in _stop_lemmas(language) and not _is_noun(key, base, language))
    spelling = Spelling(form, word, key, base, stop)
    # A doubled noun begins a sentence: names are said once.
    capital = word[:1].isupper() and not (language in ("id", "ms") and repeated(key))
    bare = _bare(spelling, language) if capital else ""
    if "-" in key and not stop:
        return (
            spelling,
            capital,
            bare,
            tuple(dict.fromkeys((key.replace("-", ""), base.replace("-", "")))),
        )
    some = () if stop or (language in COMPOUNDING and base != key) else singulars(key, language)
    is_singular = some and base == key and key[-2:] != "'s" and is_listed(key, language)
    return spelling, capital, bare, () if is_singular else some


def _is_contraction(key: str) -> bool:
    """Whether an English word is a stop word with a contracted verb, or several: he'd've."""
    return "'" in key and _CONTRACTED.sub("", key) in stop_words("en")


def _plain(word: str, language: str) -> str:
    """Return a word for both sexes as it is for one: Jede*r, étudiant·e·s, tod@s, alumno(s)."""
    if language in ("es", "pt"):
        word = _EITHER.sub("o", word)
    mark = _BOTH_SEXES.get(language)
    return word if word.isalpha() or mark is None else mark.sub("", word)


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
    if spelling.word[-1:] == "s" and _ABBREVIATIONS.fullmatch(spelling.word):
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
    forms = list(forms)
    looked = [*map(_lexicon(language), forms)]
    # A page has thousands of spellings: as few loops in Python as possible.
    spellings = [*map(itemgetter(0), looked)]
    found = dict(zip(forms, spellings, strict=True))
    is_capital = [*map(itemgetter(1), looked)]
    small = [*compress(spellings, map(not_, is_capital))]
    common = set(map(_KEY, small))
    capitals = [(spelling, bare) for spelling, _, bare, _ in compress(looked, is_capital)]
    written = {spelling.key for spelling, _ in capitals}
    names = CASED_ABBREVIATIONS.get(language, {})
    inflect = language in NAMES_INFLECT
    meant = common if inflect else common.union(map(_LEMMA, small))  # asked where names do not
    for spelling, bare in capitals:
        form, word, key, base, stop, _ = spelling
        if key in common:
            if form in names:
                found[form] = Spelling(form, word, key, names[form], False)
        elif bare in written:
            found[form] = Spelling(form, word, key, bare, stop)
        elif not (inflect or base == key or base in meant):
            found[form] = Spelling(form, word, key, key, stop)
    keys = common | written
    asking = [entry for entry in looked if entry[3] and not keys.isdisjoint(entry[3])]
    if asking and (joined := _join_by_page(asking, found, common, language)):
        for form, spelling in found.items():
            if spelling.key in joined and not spelling.stop_word:
                found[form] = spelling._replace(lemma=joined[spelling.key])
    return found


def _join_by_page(
    asking: list[_Entry], page: Mapping[str, Spelling], common: set[str], language: str
) -> dict[str, str]:
    """Return the lemmas that the page has for words, by key: of plurals whose singular it has, with
    the singulars, and of words with hyphens that it has without, as it may have E-Mail and Email.
    """
    joined: dict[str, str] = {}
    for spelling, _, _, others in asking:
        base, key = spelling.lemma, spelling.key
        for other in others:
            found = page.get(other) or page.get(other.capitalize())
            if found is None or found.stop_word or found.lemma == base:
                continue
            if "-" in key:
                joined[key] = found.lemma
                break
            # A name has no plural, but for words that no list has (Tokenizer, tokenizers).
            unlisted = base == key and (key in common or language in COMPOUNDING)
            if other not in common and key[-2:] != "'s" and not unlisted:
                continue
            if not is_plural(key, base, other, others) or (
                base in page and base not in (key, other) and is_verb_too(key, language)
            ):
                break
            joined[key] = other if base == other else found.lemma
            if base == other:
                joined[other] = other
            break
    return joined
