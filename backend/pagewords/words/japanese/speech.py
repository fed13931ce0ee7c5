"""What Sudachi's parts of speech mean here: word class, stop word, and place in longer words."""

from typing import NamedTuple

_GRAMMAR = frozenset(("助詞", "助動詞", "接続詞", "連体詞", "感動詞", "代名詞", "接尾辞", "接頭辞"))
_MARKS = frozenset(("補助記号", "空白"))
#: Parts of speech after which a weak verb is an auxiliary: て, で, any verb or auxiliary.
_BEFORE_WEAK = frozenset(("接続助詞", "動詞", "助動詞", "形容詞"))
#: Word classes by part of speech; the rest are `other`.
_CLASSES = {
    "名詞": "noun",
    "動詞": "verb",
    "形容詞": "adjective",
    "形状詞": "adjective",
    "副詞": "adverb",
}
#: Nouns of other classes.
_FINER_CLASSES = {"固有名詞": "name", "数詞": "other", "助動詞語幹": "other"}
#: Forms of verbs and adjectives that take a suffix.
_STEMS = frozenset(("連用形-一般", "語幹-一般"))


class Speech(NamedTuple):
    """A part of speech.

    `role`: the place that it may have in a longer word: `noun`, `person`, `quality` (an adjectival
    noun), `stem` (of a verb or adjective), `prefix`, `suffix`, `adjectival` (a suffix that makes
    adjectives), `number` (`digits` if it has no letter), `mark` for punctuation, or empty.
    `grammar`: whether it is a function word. `weak`: whether it is one after a verb, by
    `before_weak`; `counted`: after a number. `inflected`: whether its dictionary form is shown.
    """

    word_class: str
    role: str
    grammar: bool
    weak: bool
    counted: bool
    before_weak: bool
    inflected: bool


def speech_of(tags: tuple[str, ...]) -> Speech:
    """Return what the six tags of a part of speech mean."""
    kind, finer, finest, *_, form = tags
    return Speech(
        word_class=_FINER_CLASSES.get(finer) or _CLASSES.get(kind, "other"),
        role=_role(kind, finer, finest, form),
        grammar=kind in _GRAMMAR or finer in ("助動詞語幹", "数詞"),
        weak=finer == "非自立可能",
        counted=finest == "助数詞可能",
        before_weak=kind in _BEFORE_WEAK or finer in _BEFORE_WEAK,
        inflected=kind in ("動詞", "形容詞", "助動詞") or finer in ("形容詞的", "動詞的"),
    )


def _role(kind: str, finer: str, finest: str, form: str) -> str:
    if kind in _MARKS:
        return "mark"
    if finer == "助動詞語幹":
        return ""
    if kind == "名詞":
        names = {"数詞": "number", "副詞可能": "", "人名": "person"}
        return names.get(finer, names.get(finest, "noun"))
    if kind == "接尾辞":
        if finest in ("助数詞", "副詞可能"):
            return ""
        return {"名詞的": "suffix", "形状詞的": "adjectival"}.get(finer, "")
    if kind in ("動詞", "形容詞"):
        return "stem" if form in _STEMS else ""
    return {"接頭辞": "prefix", "形状詞": "quality"}.get(kind, "")
