"""What stands beside a Korean morpheme."""

from pagewords.words.korean.kiwi import Morpheme

NOUNS = frozenset(("NNG", "NNP", "XR", "SH"))
VERBS = frozenset(("VV", "VA", "VX", "VCN"))
ENDINGS = frozenset(("EP", "EF", "EC", "ETN", "ETM"))
#: Particles that names hold, or seem to (서울의봄, 청년도약), before a noun; and before a verb too.
_INSIDE = frozenset(("JKG", "JX", "JC"))
_BEFORE_VERBS = frozenset(("JKO", "JKS", "JKB"))


def adjoining(words: list[Morpheme], position: int) -> Morpheme | None:
    """Return the next morpheme if nothing stands between."""
    after = words[position + 1] if position + 1 < len(words) else None
    return after if after is not None and after.start == words[position].end else None


def adjoins_noun(words: list[Morpheme], position: int) -> bool:
    """Whether a morpheme stands directly behind a noun."""
    before = words[position - 1] if position else None
    return before is not None and before.tag in NOUNS and before.end == words[position].start


def is_inside_a_name(words: list[Morpheme], position: int, after: Morpheme | None) -> bool:
    """Whether a particle stands between two words without a space, as in titles."""
    tag = words[position].tag
    return (
        after is not None
        and (
            (tag in _INSIDE and after.tag in NOUNS)
            or (tag in _BEFORE_VERBS and after.tag in (*NOUNS, *VERBS))
        )
        and adjoins_noun(words, position)
    )


def skip_endings(words: list[Morpheme], position: int) -> int:
    """Return the position after the endings attached to the previous morpheme."""
    while position < len(words) and words[position].tag in ENDINGS:
        if words[position].start > words[position - 1].end:
            break
        position += 1
    return position


def nominalised(words: list[Morpheme], position: int) -> int:
    """Return the position after a stem and 기 written on a noun (거리두기), or 0."""
    stem = adjoining(words, position)
    ending = adjoining(words, position + 1) if stem is not None and stem.tag in VERBS else None
    return position + 3 if ending is not None and (ending.form, ending.tag) == ("기", "ETN") else 0
