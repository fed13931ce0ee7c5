"""Lines of a PDF's paragraph are joined as their script and their hyphens ask."""

import time

import pytest

from pagewords.files.layout import HYPHEN, Line, join


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("a net", "work", "a net work"),
        (f"a net{HYPHEN}", "work", "a network"),
        (f"der Spiegel{HYPHEN}", "Server", "der Spiegel-Server"),
        (f"NET{HYPHEN}", "WORK", "NETWORK"),
        ("サーバ", "に", "サーバに"),
        ("サーバー", "に", "サーバーに"),
        ("名前・", "住所", "名前・住所"),
    ],
)
def test_two_lines_are_joined(first: str, second: str, joined: str) -> None:
    lines = [
        Line(text, left=0, right=100, bottom=bottom, top=bottom + 10, size=10)
        for text, bottom in ((first, 100), (second, 88))
    ]
    assert [paragraph.text for paragraph in join([lines])] == [joined]


@pytest.mark.alone
@pytest.mark.parametrize("words", ["word " * 7 + "word", "대한민국" * 10])
def test_a_paragraph_of_many_lines_is_joined_soon(words: str) -> None:
    page = [
        Line(words, left=50, right=450, bottom=780 - 12 * number, top=790 - 12 * number, size=10)
        for number in range(50)
    ]
    started = time.process_time()
    assert len([*join([page] * 60)]) == 1
    assert time.process_time() - started < 2.0
