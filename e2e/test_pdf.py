"""PDFs that Chromium makes of known text are read word by word: recall and precision of words."""

import html
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pagewords import files
from pagewords.page import read_page
from pagewords.words import is_one_korean_word, terms

ROOT = Path(__file__).parents[1]
#: Pages of prose for each language, and the characters that they have together at least.
PROSE = {"ko": "ko-a/*.html", "ja": "ja-zh/ja.*.html"}
FEWEST = 7_000
#: Shorter blocks, and those that no sentence ends, are dates, names, buttons and lists.
SHORTEST, SENTENCE = 60, re.compile(r"[.!?。！？]['\"”’」)]?$")
STYLE = "body { font: 11pt serif; margin: 0 } p { margin: 0 0 0.7em; text-align: justify }"
HEAD = "<span style='font-size: 8px; margin-left: 2cm'>A running head of this document</span>"
FOOT = "<span style='font-size: 8px; margin-left: 2cm'><span class=pageNumber></span></span>"
MARGIN = {"top": "2.2cm", "bottom": "2.2cm", "left": "2cm", "right": "2cm"}
LEAST = 0.99
CASES = [(language, columns) for language in ("en", *PROSE) for columns in (1, 2)]


def prose(language: str) -> list[str]:
    """Paragraphs of a language, none of them twice."""
    found: dict[str, None] = {}
    for lines in english() if language == "en" else pages(PROSE[language]):
        found |= dict.fromkeys(
            line for line in lines if len(line) >= SHORTEST and SENTENCE.search(line)
        )
    assert sum(map(len, found)) > FEWEST
    return [*found]


def pages(pattern: str) -> Iterator[list[str]]:
    for path in sorted((ROOT / "backend" / "train" / "pages").glob(pattern)):
        yield read_page(path.read_bytes(), "text/html").main_text.splitlines()


def english() -> Iterator[list[str]]:
    """The paragraphs of our own documents, without their code and tables."""
    for path in sorted((ROOT / "backend" / "docs").glob("*.md")):
        blocks = path.read_text().split("\n\n")
        yield [
            " ".join(block.split())
            for block in blocks
            if block[:1].isalpha() or block.startswith("**")
        ]


def hyphenated(text: str) -> str:
    """A text whose long words may be cut, as dictionaries cut them: two letters stay behind."""
    place = re.compile(r"(?<=[a-z]{2}[aeiou])(?=[a-z]{3})")
    return re.sub(r"[a-z]{8,}", lambda word: place.sub("\u00ad", word[0]), text)


def make_pdf(page: Page, language: str, paragraphs: list[str], style: str) -> bytes:
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    page.set_content(f"<html lang={language}><style>{STYLE}{style}</style><main>{body}</main>")
    return page.pdf(
        format="A5",
        margin=MARGIN,
        display_header_footer=True,
        header_template=HEAD,
        footer_template=FOOT,
    )


def read(pdf: bytes) -> list[str]:
    assert files.kind_of(pdf) == "pdf"
    text = files.read_file("pdf", pdf, time.monotonic() + 30)
    return [part.text for part in files.decide_line_ends(text.paragraphs, is_one_korean_word)]


def words(paragraphs: list[str], language: str) -> Counter[str]:
    if language == "ja":
        return Counter(term.form for term in terms("\n".join(paragraphs), "ja"))
    return Counter(word for paragraph in paragraphs for word in paragraph.split())


def check(found: list[str], truth: list[str], language: str) -> None:
    ours, theirs = words(found, language), words(truth, language)
    common = (ours & theirs).total()
    recall, precision = common / theirs.total(), common / ours.total()
    print(f"{language}: recall {recall:.4f}, precision {precision:.4f}", theirs.total())
    wrong = f"missing {(theirs - ours).most_common(20)}, new {(ours - theirs).most_common(20)}"
    assert recall >= LEAST, wrong
    assert precision >= LEAST, wrong


@pytest.mark.parametrize(("language", "columns"), CASES)
def test_every_word_of_a_pdf_is_read(page: Page, language: str, columns: int) -> None:
    truth = prose(language)
    found = read(make_pdf(page, language, truth, f"main {{ columns: {columns} }}"))
    check(found, truth, language)
    assert not any("running head" in paragraph for paragraph in found)


@pytest.mark.parametrize("columns", [1, 2])
def test_words_that_are_cut_at_hyphens_are_whole(page: Page, columns: int) -> None:
    truth = prose("en")
    cut = [hyphenated(paragraph) for paragraph in truth]
    pdf = make_pdf(page, "en", cut, f"main {{ columns: {columns}; hyphens: manual }}")
    check(read(pdf), truth, "en")


def test_korean_that_breaks_at_spaces_alone_keeps_them(page: Page) -> None:
    truth = prose("ko")
    found = read(make_pdf(page, "ko", truth, "main { columns: 2; word-break: keep-all }"))
    check(found, truth, "ko")


def test_letters_beyond_the_basic_plane_move_no_line(page: Page) -> None:
    truth = [f"Let 𝑥 and 𝑦 be {'𝑥𝑦' * 20} or less.", *prose("en")[:12]]
    found = read(make_pdf(page, "en", truth, ""))
    assert [*map(len, found)] == [*map(len, truth)]
