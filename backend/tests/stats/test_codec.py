"""The stored form: it comes back as it was, under any Python, and nothing else is read."""

import random
import resource
import time
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import brotli
import pytest

from pagewords.stats import build_index, count_totals, decode, encode, list_words
from pagewords.stats.codec import FORMAT, SIZE_LIMIT, TooLargeError
from pagewords.stats.collocation import score_phrases
from pagewords.stats.keyness import keyness_state
from pagewords.text import CLASSES, Spelling

from .samples import Analysis, Document, analyse, document, index

PROSE = (
    "#Counting the words of a page",
    "The words of a page are counted as a reader counts them. Words that don't matter are hidden.",
    "A reader's state-of-the-art list, in 2024, of 1,000 words: Node.js, C++ and café.",
    ">for word in words: print(word)",
    "-Home News About",
)
#: An index as Python 3.11.7 stored it. To write it again, after a change of the format:
#: python -c "from tests.stats import test_codec as t; t.STORED.write_bytes(t.stored())"
STORED = Path(__file__).with_name("stored-index.bin")
#: The same, as it was stored before words were looked up in lists of everyday language.
STORED_WITHOUT_EVERYDAY = Path(__file__).with_name("stored-index-without-everyday.bin")
#: And as it was stored before words had classes.
STORED_WITHOUT_CLASSES = Path(__file__).with_name("stored-index-without-classes.bin")
STORED_TEXT = (*PROSE, "Node.js’ state-of-the-art 東京です “café” ﬁn İstanbul 𐐀𐐨", "수 있다")


def rarities(language: str, spellings: Sequence[Spelling]) -> "tuple[array[int], array[int]]":
    """Longer words are rarer, and words of seven letters are in no list."""
    columns = ([one.key for one in spellings], [one.lemma for one in spellings])
    words, lemmas = (array("I", [50 * (len(word) % 7) for word in words]) for words in columns)
    return words, lemmas


def stored() -> bytes:
    page = index(*STORED_TEXT, score=score_phrases, rarities=rarities)
    page.spellings = [
        one._replace(word_class=(*CLASSES, None)[at % 7]) for at, one in enumerate(page.spellings)
    ]
    page.classes = CLASSES
    return encode(page)


def test_an_index_comes_back_as_it_was():
    page = index(*PROSE, score=score_phrases, rarities=rarities)
    assert page.scores
    assert page.everyday
    assert decode(encode(page)) == page


def test_the_document_comes_back_to_be_counted_again():
    given = document(*PROSE)
    stored = decode(encode(build_index(given, analyse(given.page_text)))).document()
    assert stored.page_text == given.page_text
    assert stored.blocks == given.blocks
    assert stored.zones == given.zones
    again = build_index(stored, analyse(stored.page_text, "de"))
    assert again.language == "de"


def test_what_another_python_stored_is_read():
    found = STORED.read_bytes()
    assert decode(found) == decode(stored())
    # It is still the format that is written.
    assert brotli.decompress(encode(decode(found))[7:]) == brotli.decompress(found[7:])


def test_an_index_from_before_everyday_language_is_read_without_it():
    page, now = decode(STORED_WITHOUT_EVERYDAY.read_bytes()), decode(stored())
    assert page.everyday is None
    assert replace(now, everyday=None) == page
    assert keyness_state(page) == "not_counted"
    with pytest.raises(ValueError, match="no everyday frequencies"):
        list_words(page, sort="keyness")
    assert decode(encode(page)) == page


def test_an_index_from_before_words_had_classes_is_read_without_them():
    page = decode(STORED_WITHOUT_CLASSES.read_bytes())
    assert page == index(*STORED_TEXT, score=score_phrases)
    assert page.classes == ()
    assert [item["class"] for item in list_words(page, stop_words="show").items] == [None] * 10
    assert decode(encode(page)) == page


@pytest.mark.parametrize("language", ["ko", "ja"])
def test_one_form_may_be_several_words(language):
    text = "수 수 수\n수수"
    terms = [
        (0, 1, "수", "수", "수", "수", False, "noun"),
        (2, 3, "수", "수", "수", "수", True),
        (4, 5, "수", "숫다", "숫다", "숫다", False),
        (6, 7, "수", "수", "수", "수", True),
        (7, 8, "수", "수", "수", "수", False),
    ]
    given = Document(text, ((0, 5, True, False), (6, 8, False, False)))
    page = build_index(given, Analysis(terms, language, [0, 6], True, [0, 2, 4, 6]))
    again = decode(encode(page))
    assert again == page
    assert count_totals(again)["approximate"]
    assert count_totals(again)["main"]["eojeol"] == 3


def test_blocks_and_zones_may_begin_inside_a_line():
    given = Document(
        "red sea blue",
        ((0, 3, True, False), (4, 12, False, True)),
        ((1, 2, "link"), (4, 12, "code"), (12, 12, "heading")),
        False,
    )
    page = build_index(given, analyse(given.page_text))
    assert decode(encode(page)) == page


def test_a_text_with_lone_surrogates_is_stored():
    text = "a\ud800b \0 c\u2028d 😀é"
    page = build_index(
        Document(text, ((0, len(text), True, False),)),
        Analysis([(0, 1, "a", "a", "a", "a", False)]),
    )
    assert decode(encode(page)).text == text


def test_a_bomb_is_refused_before_it_takes_memory():
    size = 1_000_000_000
    packer = brotli.Compressor(quality=5)
    block = bytes(1_000_000)
    bomb = b"".join(packer.process(block) for _ in range(size // len(block))) + packer.finish()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ValueError, match="not a stored index"):
        decode(FORMAT + bytes(4) + bomb)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 3 * SIZE_LIMIT / 1024


def test_what_could_not_be_read_is_not_stored():
    text = "word " + "." * SIZE_LIMIT
    page = build_index(
        Document(text, ((0, len(text), True, False),)),
        Analysis([(0, 4, "word", "word", "word", "word", False)]),
    )
    with pytest.raises(TooLargeError):
        encode(page)


def columns_of(stored: bytes) -> list[bytes]:
    stream, columns = brotli.decompress(stored[7:]), []
    while stream:
        end = 4 + int.from_bytes(stream[:4], "little")
        columns.append(stream[4:end])
        stream = stream[end:]
    return columns


def stored_of(columns: list[bytes]) -> bytes:
    stream = b"".join(len(column).to_bytes(4, "little") + column for column in columns)
    checksum = zlib.crc32(stream).to_bytes(4, "little")
    return FORMAT + checksum + brotli.compress(stream)


def test_columns_that_do_not_fit_are_refused():
    columns = columns_of(stored())
    assert decode(stored_of(columns)) == decode(stored())
    # Numbers of words, spellings, blocks and rarities: each column has as many as its neighbours.
    for place in (*range(2, 14), 18, 19):
        for wrong in (columns[place][:-4], columns[place] + bytes(4)):
            with pytest.raises(ValueError, match="not a stored index"):
                decode(stored_of([*columns[:place], wrong, *columns[place + 1 :]]))
    for wrong in ([*columns, b""], columns[:-1]):
        with pytest.raises(ValueError, match="not a stored index"):
            decode(stored_of(wrong))


@pytest.mark.parametrize("repeat", [1, 400])
def test_whatever_is_not_a_stored_index_is_refused(repeat):
    stored = encode(index(*PROSE * repeat, score=score_phrases, rarities=rarities))
    chance = random.Random(7)
    wrong = [
        b"",
        FORMAT,
        b"PW\x01" + stored[3:],
        b"PW\x02" + stored[3:],
        b"PW\x04" + stored[3:],
        stored[:-1],
        stored + b"x",
        b"\x80\x04N.",
    ]
    for _ in range(60):
        place = chance.randrange(len(stored))
        changed = stored[place] ^ chance.randrange(1, 256)
        wrong.append(stored[:place] + bytes([changed]) + stored[place + 1 :])
    for one in wrong:
        with pytest.raises(ValueError, match="not a stored index"):
            decode(one)


def test_real_prose_takes_less_than_its_text():
    chance = random.Random(1)
    words = [f"w{''.join(chance.choices('aeionrst', k=chance.randint(2, 8)))}" for _ in range(800)]
    text = [" ".join(chance.choices(words, range(800, 0, -1), k=80)) + "." for _ in range(40)]
    page = index(*text, score=score_phrases)
    assert len(encode(page)) < 0.9 * len(page.text.encode())


@pytest.mark.alone
def test_the_work_grows_with_the_text():
    chance = random.Random(3)
    words = ["".join(chance.choices("aeionrstlmdc", k=7)) for _ in range(20_000)]

    def seconds(sentences: int) -> float:
        text = [" ".join(chance.choices(words, k=20)) + "." for _ in range(sentences)]
        given = document(*text)
        analysis = analyse(given.page_text)
        start = time.process_time()
        page = decode(encode(build_index(given, analysis, score_phrases)))
        list_words(page)
        list_words(page, unit=2)
        count_totals(page)
        return time.process_time() - start

    small = min(seconds(300) for _ in range(3))
    assert seconds(6_000) < 45 * small
