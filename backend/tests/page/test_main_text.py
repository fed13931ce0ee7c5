"""The main text: a selection of whole blocks."""

import pytest

from pagewords.page import Document, read_page

NAVIGATION = (
    "<nav><ul>" + "".join(f"<li><a href=/{n}>Section {n}</a>" for n in range(20)) + "</ul></nav>"
)
FOOTER = "<footer><p>Imprint</p><p>All rights of everything reserved for ever by us.</p></footer>"
SENTENCES = [
    f"Paragraph {n} tells of rivers, mountains and the people of valley number {n}, at some length,"
    " so that it is long enough to be taken for a part of an article by anyone."
    for n in range(8)
]


def article(inner: str) -> Document:
    body = f"<html><body>{NAVIGATION}<article>{inner}</article>{FOOTER}</body></html>"
    return read_page(body.encode(), "text/html; charset=utf-8")


def test_menus_and_footers_are_left_out_and_headings_stay() -> None:
    paragraphs = [f"<p>{text}</p>" for text in SENTENCES]
    document = article(
        "<h1>Of valleys</h1>" + paragraphs[0] + "<h2>Rivers</h2>" + "".join(paragraphs[1:])
    )
    assert document.main_found
    assert "Section 3" in document.page_text
    assert "Section" not in document.main_text
    assert "reserved" not in document.main_text
    lines = document.main_text.split("\n")
    assert [line for line in lines if line.startswith("Paragraph")] == SENTENCES
    assert "Rivers" in lines


def test_source_lines_and_inline_elements_do_not_hide_a_paragraph() -> None:
    # The extractor's text keeps the source's new lines; ours are folded.
    wrapped = [
        text.replace(" ", "\n   ").replace("rivers", "<em>rivers</em>") for text in SENTENCES
    ]
    document = article("".join(f"<p>{text}</p>" for text in wrapped))
    assert document.main_text == "\n".join(SENTENCES)


def test_inline_code_does_not_break_a_paragraph_off() -> None:
    coded = [text.replace("mountains", "<code>apt-get</code>") for text in SENTENCES]
    document = article("".join(f"<div class=para>{text}</div>" for text in coded))
    assert document.main_text.count("apt-get and the people") == len(SENTENCES)


def test_short_items_between_paragraphs_belong_to_the_article() -> None:
    items = "<ul><li>Ham</li><li>Eggs</li></ul>"
    document = article("".join(f"<p>{text}</p>{items}" for text in SENTENCES))
    assert document.main_text.count("\nEggs") == len(SENTENCES)


def test_a_menu_entry_equal_to_a_heading_of_the_article_stays_out() -> None:
    document = article("<h2>Section 3</h2>".join(f"<p>{text}</p>" for text in SENTENCES))
    assert document.main_text.count("Section 3") == len(SENTENCES) - 1
    assert document.page_text.count("Section 3") == len(SENTENCES)


def test_where_no_main_text_is_found_it_is_the_whole_page() -> None:
    document = read_page(b"<p>a</p><p>b c</p>", "text/html")
    assert document.main_text == document.page_text == "a\nb c"
    assert all(block.main for block in document.blocks)


def test_a_korean_article_in_cp949() -> None:
    korean = [
        f"{n}번째 문단은 강과 산과 골짜기에 사는 사람들의 이야기를 꽤 길게 들려줍니다. " * 3
        for n in range(6)
    ]
    paragraphs = "".join(f"<p>{text}</p>" for text in korean)
    body = f"<html lang=ko><body>{NAVIGATION}<div id=content>{paragraphs}</div>"
    document = read_page(body.encode("cp949"), "text/html; charset=euc-kr")
    assert document.main_text == "\n".join(text.strip() for text in korean)
    assert document.charset == "cp949"


@pytest.mark.parametrize("repeats", [2_000])
def test_many_blocks_are_aligned_in_linear_time(repeats: int) -> None:
    document = article("".join(f"<p>{n} {SENTENCES[0]}</p>" for n in range(repeats)))
    assert sum(block.main for block in document.blocks) == repeats
