"""What stands beside a Korean morpheme."""

from functools import lru_cache

from pagewords.words.korean import numbers
from pagewords.words.korean.kiwi import Morpheme, analyse
from pagewords.words.korean.lists import LIGHT_VERBS, compounds

NOUNS = frozenset(("NNG", "NNP", "XR", "SH"))
VERBS = frozenset(("VV", "VA", "VX", "VCN"))
ENDINGS = frozenset(("EP", "EF", "EC", "ETN", "ETM"))
#: Particles that names hold, or seem to (서울의봄, 청년도약), before a noun; and before a verb too.
_INSIDE = frozenset(("JKG", "JX", "JC"))
#: Endings behind which a second verb makes a new one of both.
_JOINING = frozenset((("어", "EC"), ("아", "EC")))
_BEFORE_VERBS = frozenset(("JKO", "JKS", "JKB"))
#: Determiners that point or count; they may stand on a noun where a writer has forgotten the space.
_APART = frozenset("이그저요한두세네석넉서너몇모웬뭔매각동")


def adjoining(words: list[Morpheme], position: int) -> Morpheme | None:
    """Return the next morpheme if nothing stands between."""
    after = words[position + 1] if position + 1 < len(words) else None
    return after if after is not None and after.start == words[position].end else None


def adjoins_noun(words: list[Morpheme], position: int) -> bool:
    """Whether a morpheme stands directly behind a noun."""
    before = words[position - 1] if position else None
    return before is not None and before.tag in NOUNS and before.end == words[position].start


def is_prefix(words: list[Morpheme], position: int) -> bool:
    """Whether a word written on a noun is part of it: 총수출, 첫인상, 출렁다리.

    It is where the list has both, and where it is a determiner, but those that point or count.
    """
    word, noun = words[position], adjoining(words, position)
    if word.tag == "XPN":
        return not numbers.follows(words, position)
    begins = not position or words[position - 1].end < word.start
    if noun is None or not begins:
        return False
    if word.form + noun.form in compounds():
        return True
    return len(word.form) == 1 and word.tag == "MM" and word.form not in _APART


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


def is_auxiliary(words: list[Morpheme], position: int) -> bool:
    """Whether a verb helps the one before: a VX behind an ending, 바라다 behind 기 (오기 바란다).

    With a particle between (오기를 바란다) it is a verb of its own.
    """
    if not position or words[position - 1].tag not in ENDINGS:
        return False
    word, before = words[position], words[position - 1]
    return word.tag == "VX" or (word.form == "바라" and before.form == "기")


def skip_endings(words: list[Morpheme], position: int) -> int:
    """Return the position after the endings attached to the previous morpheme."""
    while position < len(words) and words[position].tag in ENDINGS:
        if words[position].start > words[position - 1].end:
            break
        position += 1
    return position


def nominalised(words: list[Morpheme], position: int) -> int:
    """Return the position after a stem and 기 or ㅁ written on a noun (거리두기, 땅꺼짐), or 0.

    Behind ㅁ a particle or another noun stands; else it may end a sentence (사진 찍음). What there
    is or is not stays a word (하자없음).
    """
    stem, behind = adjoining(words, position), position + 3
    if stem is None or stem.tag not in VERBS or behind > len(words):
        return 0
    ending = words[behind - 1]
    if ending.tag != "ETN" or ending.start > stem.end:
        return 0
    after = words[behind].tag if behind < len(words) else ""
    is_noun = stem.form not in ("있", "없") and (after.startswith("J") or after in NOUNS)
    return behind if ending.form == "기" or is_noun else 0


def named_after_a_sound(words: list[Morpheme], position: int) -> int:
    """Return the position after an adverb or root and 이, a noun (뚜벅이, 쪽쪽이), or 0.

    Kiwi takes the suffix for a particle or another short word. Behind a root it may make an adverb,
    but not before a particle (깜찍이가).
    """
    sound, suffix = words[position], adjoining(words, position)
    if suffix is None or suffix.form != "이" or len(sound.form) == 1:
        return 0
    if sound.tag == "MAG" and suffix.tag != "VCP":
        return position + 2
    after = adjoining(words, position + 1)
    is_noun = after is not None and after.tag.startswith("J")
    return position + 2 if suffix.tag == "XSM" and is_noun else 0


def composed(text: str, words: list[Morpheme], position: int, following: int) -> str:
    """Return the stem of a verb written together with another behind it, or "".

    That may be a second verb (떠먹이다, 파고들다), an auxiliary where Kiwi's dictionary has both as
    one (내놨다), or the suffix behind 음직 (먹음직스럽다). `following`: the position behind its
    endings.
    """
    if following == len(words) or words[following].start > words[following - 1].end:
        return ""
    first, ending, last = words[position], words[following - 1], words[following]
    if ending.form == "음직" and last.form in ("스럽", "하"):
        return first.form + ending.form + last.form
    if following != position + 2:
        return ""
    stem = text[first.start : last.start] + last.form
    joins = (ending.form, ending.tag) in _JOINING
    if joins and last.tag == "VX":
        changes = first.tag == "VA" and last.form == "지"  # 많아지다
        return stem if not changes and _is_in_dictionary(stem) else ""
    makes_one = joins and last.form + "다" not in LIGHT_VERBS
    enters = (ending.form, last.form) == ("고", "들")
    return stem if first.tag == last.tag == "VV" and (makes_one or enters) else ""


@lru_cache(maxsize=4_096)
def _is_in_dictionary(stem: str) -> bool:
    """Whether Kiwi's dictionary has a verb; in a sentence or contracted it may cut it."""
    verb, *_ = analyse(stem + "다")[0]
    return (verb.form, verb.tag) == (stem, "VV")
