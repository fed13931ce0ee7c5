"""Loads analysers before the first text comes."""

from collections.abc import Iterable

from pagewords.words.analysis import analyse

#: A sentence for each analyser of its own; others warm up their word lists only.
_SAMPLES = {
    "ko": "한국어 문장입니다.",
    "ja": "日本語の文です。",
    "zh": "中文句子。",
    "th": "ประโยคภาษาไทย",
}


def preload(languages: Iterable[str]) -> None:
    """Load what the languages (BCP 47) need, and the language detector; takes seconds at most."""
    for language in languages:
        sample = _SAMPLES.get(language, "The words of a sentence.")
        analyse(sample)
        analyse(sample, language)
