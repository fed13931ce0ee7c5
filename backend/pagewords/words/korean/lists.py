"""Lists for Korean: stop words by part of speech and dictionary form, surnames, compounds."""

from functools import lru_cache
from importlib.resources import files

from pagewords.words.stop_lists import word_set

#: Pronouns, bound nouns, numerals, determiners, conjunctions and exclamations, by Kiwi's tags.
LIGHT_TAGS = frozenset(("NP", "NNB", "NR", "MM", "MAJ", "IC"))
LIGHT_VERBS = word_set("ko-verbs")
ADVERBS = word_set("ko-adverbs")
#: Adverbs that are nouns of another meaning: road, estate, length, substitution, state.
NOUNS_TOO = frozenset(("도로", "단지", "길이", "대체", "실상"))
LIGHT_NOUNS = word_set("ko-nouns")
#: As they stand before a noun, verbs among them (어떠한).
DETERMINERS = word_set("ko-determiners")
#: Measures behind a numeral that are nouns too (한 잔), and the numerals that stand before them.
COUNTERS = word_set("ko-counters")
NUMERALS = word_set("ko-numerals")
#: Roots that make an adjective and are no nouns, though Kiwi takes them for such.
ROOTS = word_set("ko-roots")
#: Particles, and the copula, that a name may stand before.
PARTICLES = word_set("ko-particles")


def _data(name: str) -> frozenset[str]:
    path = files("pagewords.words").joinpath("data", f"{name}.txt")
    lines = path.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


SURNAMES = _data("korean_surnames")
#: Before them a syllable is a family name, though it be a noun too (차 선수: no car).
TITLES = _data("korean_titles")
#: Any number of nouns before one of these are the name of a body (법제사법위원회).
BODIES = _data("korean_bodies")
#: Behind a date and a space they are an event (9·11 테러).
EVENTS = _data("korean_events")
#: With them one buys (주말에 사는), where with others one lives.
TIMES = _data("korean_times")


@lru_cache(maxsize=1)
def compounds() -> frozenset[str]:
    """Return the compounds that are one word even where they stand once."""
    return _data("korean_compounds") | _data("korean_everyday") | BODIES
