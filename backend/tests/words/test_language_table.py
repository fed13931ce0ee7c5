"""What the API says of languages follows from what the words know of them."""

from pagewords.api.language_tags import languages
from pagewords.words.lemmas import _ALIASES, _SUPPORTED
from pagewords.words.stop_lists import common_english, stop_words

#: Languages that a segmenter of their own reads.
ANALYSED = {"ja", "ko", "th", "vi", "zh"}


def test_exact_languages_have_stop_words_and_lemmas_or_an_analyser() -> None:
    known = {
        tag
        for tag in languages()
        if stop_words(tag) > common_english(tag)
        and (tag in ANALYSED or _ALIASES.get(tag, tag) in _SUPPORTED)
    }
    assert {tag for tag, language in languages().items() if language.exact} == known
