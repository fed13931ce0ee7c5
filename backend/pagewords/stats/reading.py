"""How long a text takes to read, by language."""

from collections.abc import Mapping

#: Words a minute in silent reading of texts of the same content: Trauzettel-Klosinski and Dietz,
#: "Standardized assessment of reading performance: the new International Reading Speed Texts
#: IReST", Investigative Ophthalmology & Visual Science 53 (2012), 5452-5461.
WORDS_A_MINUTE = {
    "ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188,
    "nl": 202, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166,
}  # fmt: skip
#: The mean of the study's seventeen languages, for those that it does not have.
MEAN_WORDS, MEAN_CHARACTERS = 184, 863
#: Characters a minute where words are not written apart: the study's for Chinese and Japanese, the
#: mean of its languages for the others, whose letters are sounds as in most of those.
CHARACTERS_A_MINUTE = {
    "zh": 255, "ja": 357,
    "th": MEAN_CHARACTERS, "lo": MEAN_CHARACTERS, "km": MEAN_CHARACTERS, "my": MEAN_CHARACTERS,
}  # fmt: skip
#: Eojeol a minute: the study has no Korean; this is between its Finnish and Turkish, which glue
#: grammar to their words as Korean does.
EOJEOL_A_MINUTE = 164


def reading_seconds(language: str, found: Mapping[str, int]) -> int:
    """The seconds that reading a text takes, of which `found` has the other totals."""
    if language in CHARACTERS_A_MINUTE:
        amount, speed = found["characters_without_spaces"], CHARACTERS_A_MINUTE[language]
    elif "eojeol" in found:
        amount, speed = found["eojeol"], EOJEOL_A_MINUTE
    else:
        amount, speed = found["words"], WORDS_A_MINUTE.get(language, MEAN_WORDS)
    return round(60 * amount / speed)
