"""Where sentences start."""

from itertools import pairwise

import pytest

from pagewords.words import analyse


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One here. Two there! Three?", ["One here. ", "Two there! ", "Three?"]),
        ("Dr. Smith came. He left.", ["Dr. Smith came. ", "He left."]),
        ("It costs 3.5 euros. Cheap.", ["It costs 3.5 euros. ", "Cheap."]),
        ("Wait... What?! Yes.", ["Wait... ", "What?! ", "Yes."]),
        ("She said “go.” Then she went.", ["She said “go.” ", "Then she went."]),
        # A block ends a sentence, even after what is no end within one.
        ("By A. B.\nA new block", ["By A. B.\n", "A new block"]),
        ("no stop\nand on\n\n\nlast", ["no stop\n", "and on\n\n\n", "last"]),
        ("一つ目。二つ目！「三つ目。」四つ目", ["一つ目。", "二つ目！", "「三つ目。」", "四つ目"]),
        # What holds no word is no sentence.
        ("Yes. 1. 2. 3.", ["Yes. 1. 2. 3."]),
    ],
)
def test_sentences_that_contain_a_word(text: str, sentences: list[str]):
    starts = [*analyse(text).sentences, len(text)]
    found = [text[start:end] for start, end in pairwise(starts)]
    assert found == sentences
