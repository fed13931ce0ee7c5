"""Korean line ends: what the analyser is given of the lines, and how long it takes."""

import time
import tracemalloc

import pytest

from pagewords.files import decide_line_ends
from pagewords.files.line_ends import MOST_ASKED, NEAR
from pagewords.files.model import LINE_END, Paragraph
from pagewords.words import is_one_korean_word

#: A line of a PDF with no space in it.
LINE = "대한민국" * 10
#: CPU seconds.
SECONDS = 8.0


def asked(lines: list[str]) -> list[tuple[str, str]]:
    """What is asked of the line ends of a paragraph, of which all are within a word."""
    found: list[tuple[str, str]] = []

    def is_one_word(before: str, after: str) -> bool:
        found.append((before, after))
        return True

    [paragraph] = decide_line_ends([Paragraph(LINE_END.join(lines))], is_one_word)
    assert paragraph.text.startswith("".join(lines[:100]))
    return found


def test_the_analyser_is_given_a_few_words_of_both_lines() -> None:
    assert asked(["가을 하늘은 높고 푸르", "고 바람이 분다"]) == [("하늘은 높고 푸르", "고 바람이")]


def test_long_words_before_the_last_are_not_given() -> None:
    [(before, after)] = asked([f"{LINE} 높고 푸르", f"고 {LINE}"])
    assert (before, after) == ("높고 푸르", "고")


def test_lines_without_spaces_are_given_by_their_ends_and_not_for_ever() -> None:
    given = asked([LINE] * 4_000)
    assert max(max(map(len, pair)) for pair in given) == NEAR
    assert sum(len(before) + len(after) for before, after in given) <= MOST_ASKED


def test_a_text_without_line_ends_is_not_taken_apart() -> None:
    text = Paragraph("a b " * 100_000)
    tracemalloc.start()
    try:
        assert decide_line_ends([text], is_one_korean_word) == [text]
        assert tracemalloc.get_traced_memory()[1] < len(text.text)
    finally:
        tracemalloc.stop()


@pytest.mark.alone
def test_lines_without_spaces_are_decided_soon() -> None:
    is_one_korean_word("한국", "어")  # loads Kiwi
    started = time.process_time()
    decide_line_ends([Paragraph(LINE_END.join([LINE] * 200))], is_one_korean_word)
    assert time.process_time() - started < SECONDS
