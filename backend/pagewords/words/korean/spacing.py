"""Whether two pieces of Korean are one word: what Kiwi's language model finds likelier."""

from pagewords.words.korean import kiwi

#: Tags of morphemes that stand behind another one in its word: particles, endings, suffixes, the
#: copula; and of numerals, which are written together.
_BEHIND = ("J", "E", "XS", "VCP")
#: Differences of likelihood below which two analyses are as likely.
_EQUAL = 0.01
_NUMERALS = frozenset(("NR", "MM"))


def is_one_word(before: str, after: str) -> bool:
    """Whether the last word of a text and the first of the next are one; False without Kiwi.

    With some words of context, which a line that has been cut in two has. Kiwi forgives spaces that
    are missing, so that both ways may be as likely; the morphemes decide then.
    """
    if not kiwi.is_available():
        return False
    together, likelihood = kiwi.analyse(before + after)
    apart = kiwi.analyse(f"{before} {after}")[1]
    if abs(likelihood - apart) > _EQUAL:
        return likelihood > apart
    border = len(before)
    last = next((word for word in together if word.end == border), None)
    first = next((word for word in together if word.start == border), None)
    if last is None or first is None:
        # A morpheme stands on both sides.
        return True
    if (first.form, first.tag) == ("지", "VX"):
        return True  # as in 늦어지다
    return first.tag.startswith(_BEHIND) or (first.tag == "NR" and last.tag in _NUMERALS)
