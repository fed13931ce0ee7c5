"""Japanese words: Sudachi's longest units (split mode C).

Particles and auxiliaries are words; their part of speech marks them as stop words.
"""

from collections.abc import Iterator
from typing import Any

import regex

from pagewords.words.chunking import chunks
from pagewords.words.once import once
from pagewords.words.stop_lists import word_set
from pagewords.words.term import Annotation, Token

#: Characters. Sudachi accepts at most 49,149 bytes; a character has up to four.
CHUNK = 4_000
_LETTER = regex.compile(r"\p{L}")
#: A bracket before a short reading or name, which Sudachi joins to the word before it.
_GLOSS = regex.compile(r"(?<=[\p{Han}々])[(（](?=[\p{Hiragana}\p{Katakana}ー]{1,4}[)）])")
#: The current era, which the small dictionary lacks, and a known era of the same length.
_ERA, _KNOWN_ERA = "令和", "平成"
_GRAMMAR = frozenset(("助詞", "助動詞", "接続詞", "連体詞", "感動詞", "代名詞", "接尾辞", "接頭辞"))
_SKIPPED = frozenset(("補助記号", "空白"))
#: Parts of speech after which a weak verb is an auxiliary: て, で, any verb or auxiliary.
_BEFORE_WEAK = frozenset(("接続助詞", "動詞", "助動詞", "形容詞"))
#: Light nouns and verbs, by dictionary form.
_LIGHT = word_set("ja-light")


@once
def _tokenizer() -> Any:
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="small").tokenizer(mode=SplitMode.C)


@once
def is_available() -> bool:
    """Whether Sudachi and its dictionary can be loaded here."""
    try:
        _tokenizer().tokenize("日本語")
    except Exception:  # any error: fall back to ICU
        return False
    return True


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Return the words of `text[start:end]`, in order."""
    for left, right in chunks(text, start, end, CHUNK):
        before, part = "", text[left:right]
        shown = _GLOSS.sub("「", part).replace(_ERA, _KNOWN_ERA)
        for morpheme in _tokenizer().tokenize(shown):
            speech = morpheme.part_of_speech()
            if speech[0] not in _SKIPPED and _LETTER.search(morpheme.surface()):
                base = morpheme.dictionary_form()
                if _ERA in part[morpheme.begin() : morpheme.end()]:
                    base = base.replace(_KNOWN_ERA, _ERA)
                known = Annotation(None, base, base in _LIGHT or _is_grammar(speech, before))
                yield left + morpheme.begin(), left + morpheme.end(), known
            before = speech[1] if speech[1] in ("数詞", "接続助詞") else speech[0]


def _is_grammar(speech: tuple[str, ...], before: str) -> bool:
    """Whether a word is a function word, by its part of speech and the previous one."""
    kind, finer, finest = speech[:3]
    if kind in _GRAMMAR or finer in ("助動詞語幹", "数詞"):
        return True
    if finer == "非自立可能":
        return before in _BEFORE_WEAK
    return finest == "助数詞可能" and before == "数詞"
