"""Plurals whose singular is on the page: there it groups them, whatever verb the lists see in them.

The lists take Spanish `particiones` for a form of `particionar`, and Italian `partito` for one of
`partire`; a page that has `partición`, or `partiti`, uses the nouns.
"""

from collections.abc import Mapping
from functools import lru_cache

import regex

#: The ending of a plural and what the singular has in its place, by language: the endings of nouns,
#: from each language's grammar.
_ENDINGS: Mapping[str, str] = {
    "en": "ies:y ves:f ves:fe sses:ss xes:x ches:ch shes:sh s:",
    "es": "ces:z iones:ión anes:án enes:en ines:ín ones:ón eses:és es: s:",
    "pt": "ões:ão ães:ão ais:al éis:el óis:ol res:r zes:z ns:m s:",
    "fr": "aux:al eaux:eau eux:eu s:",
    "it": "chi:co ghi:go che:ca ghe:ga ci:cia i:o i:io i:e e:a",
    "de": "en: e: n: s:",
    "nl": "'s: s: eren: de:d te:t",
    "sv": "arna:are arna:e arna: erna: orna:a ar: ar:el er: or:a et: et:e ot:o en: n: na: ens:",
    "fa": "ها: های: هایی: هایش: هایم: هایشان:",
}
#: Endings that verbs have too: a page with the infinitive uses the verb.
_OF_VERBS = {"sv": ("ar", "er", "et", "en", "n", "t")}
#: Languages whose lists have the plurals of all words but compounds.
COMPOUNDING = frozenset(("de",))
_SHORT = 4
_TWICE = regex.compile(r"(\p{L}{2,})-\1(?:nya|ku|mu|lah)?")


@lru_cache(maxsize=16)
def _endings(language: str) -> dict[str, list[str]]:
    """What singulars have in the place of each ending, the longest first."""
    places: dict[str, list[str]] = {}
    for pair in _ENDINGS.get(language, "").split():
        plural, _, singular = pair.partition(":")
        places.setdefault(plural, []).append(singular)
    return {plural: places[plural] for plural in sorted(places, key=len, reverse=True)}


def singulars(word: str, language: str) -> tuple[str, ...]:
    """Return what the singular of a folded word may be, if it is a plural; the likeliest first."""
    places = _endings(language)
    if not word.endswith(tuple(places)):
        return ()
    return tuple(
        stem + singular
        for plural, some in places.items()
        if word.endswith(plural) and len(stem := word[: -len(plural)]) > 1
        for singular in some
    )


def is_plural(word: str, base: str, singular: str, singulars: tuple[str, ...]) -> bool:
    """Whether a word is the plural of a word on the page, rather than what the lists say, `base`.

    They are right where they have a likelier singular (locales, local), or the first form of an
    adjective for a feminine (cortas, corto). Short words that they lack may be anything.
    """
    if base == singular:
        return True
    if base == word:
        return len(word) > _SHORT or "'" in word
    likelier = singulars[: singulars.index(singular)]
    return base not in (*likelier, singular[:-1], singular[:-1] + "o")


def is_verb_too(word: str, language: str) -> bool:
    """Whether a verb may end like this plural."""
    return word.endswith(_OF_VERBS.get(language, "\0"))


def repeated(word: str) -> str | None:
    """Return the word that an Indonesian or Malay plural says twice: kata-kata."""
    found = _TWICE.fullmatch(word)
    return found[1] if found else None
