"""The stored form: small, safe to read, and the same again."""

import random
import time

import numpy
import pytest

from pagewords.stats import Index, build_index, list_words, totals
from pagewords.stats.collocation import score_phrases
from pagewords.stats.encoding import compare_spans, guess_columns
from pagewords.stats.guesses import WORD, guess_spans, restore_spans
from pagewords.stats.shapes import Spelling
from pagewords.stats.table import lengthen, shorten

from .samples import Analysis, Document, analyse, document, index

PROSE = (
    "#Counting the words of a page",
    "The words of a page are counted as a reader counts them. Words that don't matter are hidden.",
    "A reader's state-of-the-art list, in 2024, of 1,000 words: Node.js, C++ and café.",
    ">for word in words: print(word)",
    "-Home News About",
)
FIRST = (
    "505731220000002aa6bc6c785e0b4a4d51284e4dd45370ca294d05b1741432f552f514ca134b528b008a49095d"
    "785e658c5d0ac320108457537281de609f3d815729252c76f3538c068d1028bd7b854409cdf732b333cb1800f8"
    "a02537241a1835b24385b42cc16fd34c6b8e7ab29115ce34b9aef7c9bd50af21e564a4d8b17fb3b7f5c98c7989"
    "23eac75361343eecfe2b60a768a51697e69ff6509101218feb2e8bbb2eb470a62946de7e77752352"
)


def test_an_index_comes_back_as_it_was():
    page = index(*PROSE, score=score_phrases)
    assert page.scores
    assert Index.from_bytes(page.to_bytes()) == page


def test_the_document_comes_back_to_be_counted_again():
    given = document(*PROSE)
    stored = Index.from_bytes(build_index(given, analyse(given.page_text)).to_bytes()).document()
    assert stored.page_text == given.page_text
    assert stored.blocks == given.blocks
    assert stored.zones == given.zones
    again = build_index(stored, analyse(stored.page_text, "de"))
    assert again.language == "de"


def test_what_the_first_version_stored_is_read():
    page = index("Red sea. Blue sea, i.e. water")
    # As that version wrote it: sentences in place of how they differ from a guess.
    stored = bytes.fromhex(FIRST)
    assert stored.startswith(b"PW1")
    assert Index.from_bytes(stored) == page


@pytest.mark.parametrize("language", ["ko", "ja"])
def test_one_form_may_be_several_words(language):
    text = "수 수 수\n수수"
    terms = [
        (0, 1, "수", "수", "수", "수", False),
        (2, 3, "수", "수", "수", "수", True),
        (4, 5, "수", "숫다", "숫다", "숫다", False),
        (6, 7, "수", "수", "수", "수", True),
        (7, 8, "수", "수", "수", "수", False),
    ]
    given = Document(text, ((0, 5, True, False), (6, 8, False, False)))
    page = build_index(given, Analysis(terms, language, [0, 6], True, [0, 2, 4, 6]))
    again = Index.from_bytes(page.to_bytes())
    assert again == page
    assert totals(again)["approximate"]
    assert totals(again)["main"]["eojeol"] == 3


def test_blocks_and_zones_need_not_be_lines():
    given = Document(
        "red sea blue",
        ((0, 3, True, False), (4, 12, False, True)),
        ((1, 2, "link"), (4, 12, "code"), (12, 12, "heading")),
        False,
    )
    page = build_index(given, analyse(given.page_text))
    assert Index.from_bytes(page.to_bytes()) == page


def test_a_broken_text_comes_back():
    text = "a\ud800b \0 c\u2028d 😀é"
    page = build_index(
        Document(text, ((0, len(text), True, False),)),
        Analysis([(0, 1, "a", "a", "a", "a", False)]),
    )
    assert Index.from_bytes(page.to_bytes()).text == text


@pytest.mark.parametrize("repeat", [1, 400])
def test_whatever_is_not_a_stored_index_is_refused(repeat):
    stored = index(*PROSE * repeat, score=score_phrases).to_bytes()
    chance = random.Random(7)
    wrong = [b"", b"PW2", b"PW0" + stored[3:], stored[:-1], stored + b"x", b"\x80\x04N."]
    for _ in range(60):
        place = chance.randrange(len(stored))
        changed = stored[place] ^ chance.randrange(1, 256)
        wrong.append(stored[:place] + bytes([changed]) + stored[place + 1 :])
    for one in wrong:
        with pytest.raises(ValueError, match="not a stored index"):
            Index.from_bytes(one)


def test_spans_are_told_by_how_they_differ_from_a_guess():
    text = "Don't e-mail Node.js’ 1,000 (state-of-the-art) 東京です, “café” C++"
    assert [text[start:end] for start, end in guess_spans(WORD, text)] == [
        "Don't",
        "e-mail",
        "Node.js",
        "1",
        "000",
        "state-of-the-art",
        "東京です",
        "café",
        "C",
    ]
    spans = [(0, 5), (13, 20), (47, 49), (49, 51)]
    told = compare_spans(
        guess_columns(WORD, text), (numpy.array(spans)[:, 0], numpy.array(spans)[:, 1])
    )
    assert told.missed == [(47, 49), (49, 51)]
    assert restore_spans(guess_spans(WORD, text), told) == spans
    with pytest.raises(ValueError, match="guesses"):
        restore_spans(guess_spans(WORD, text + " more"), told)


def test_spellings_are_told_by_what_does_not_follow():
    spellings = [
        Spelling("Words", "Words", "words", "word", False),
        Spelling("words", "words", "words", "word", False),
        Spelling("The", "The", "the", "the", True),
        Spelling("the", "the", "the", "the", True),
        Spelling("ﬁn", "fin", "fin", "2 fins", False),
        Spelling("I", "I", "ı", "ı", False),
    ]
    table = shorten(spellings)
    assert table.changes == ["1", "2fin", "3 2 fins", "1ı"]
    assert lengthen([one.form for one in spellings], table) == spellings


def test_real_prose_takes_half_of_its_text():
    chance = random.Random(1)
    words = [f"w{''.join(chance.choices('aeionrst', k=chance.randint(2, 8)))}" for _ in range(800)]
    text = [" ".join(chance.choices(words, range(800, 0, -1), k=80)) + "." for _ in range(40)]
    page = index(*text, score=score_phrases)
    assert len(page.to_bytes()) < 0.6 * len(page.text.encode())


def test_the_work_grows_with_the_text():
    chance = random.Random(3)
    words = ["".join(chance.choices("aeionrstlmdc", k=7)) for _ in range(20_000)]

    def seconds(sentences: int) -> float:
        text = [" ".join(chance.choices(words, k=20)) + "." for _ in range(sentences)]
        given = document(*text)
        analysis = analyse(given.page_text)
        start = time.process_time()
        page = Index.from_bytes(build_index(given, analysis, score_phrases).to_bytes())
        list_words(page)
        list_words(page, unit=2)
        totals(page)
        return time.process_time() - start

    small = min(seconds(300) for _ in range(3))
    assert seconds(6_000) < 45 * small
