"""Ten paragraphs of Korean news and blogs: the first rows are those that a reader would keep.

`korean_paragraphs.txt` has each with those of its first thirty rows that a Korean reader found
right. Rows beside them are wrong, and at most five may be in all.
"""

from collections import Counter
from pathlib import Path

from pagewords.words import terms

ROWS, WRONG = 30, 5
PARAGRAPHS = Path(__file__).with_name("korean_paragraphs.txt").read_text("utf-8").split("\n\n")


def first_rows(text: str) -> list[str]:
    found = [term for term in terms(text, "ko") if not term.stop_word]
    shown = {term.lemma: term.word for term in reversed(found)}
    return [shown[lemma] for lemma, _ in Counter(term.lemma for term in found).most_common(ROWS)]


def test_the_first_rows_of_ten_paragraphs_are_right() -> None:
    wrong, missing = [], []
    for paragraph in PARAGRAPHS:
        text, right = paragraph.strip().split("\n")
        rows = first_rows(text)
        wrong += [row for row in rows if row not in right.split()]
        missing += [word for word in right.split() if word not in rows]
    assert len(PARAGRAPHS) == 10
    assert len(wrong) <= WRONG, wrong
    assert len(missing) <= WRONG, missing
