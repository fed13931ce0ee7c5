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


def page(inner: str) -> Document:
    body = f"<html><body><header>{NAVIGATION}</header>{inner}{FOOTER}</body></html>"
    return read_page(body.encode(), "text/html; charset=utf-8")


PARAGRAPHS = [f"<p>{text}</p>" for text in SENTENCES]


@pytest.mark.parametrize(
    "container",
    [
        "<div class='entry-content part'>{}</div>",
        "<div class=answer><div class=post-body>{}</div></div>",
        "<section><div class=content>{}</div></section>",
    ],
)
def test_an_article_in_several_containers_is_read_whole(container: str) -> None:
    parts = [PARAGRAPHS[:2], PARAGRAPHS[2:5], PARAGRAPHS[5:]]
    document = page("".join(container.format("".join(part)) for part in parts))
    assert document.main_text == "\n".join(SENTENCES)


def test_one_article_among_teasers_of_others_is_not_joined_with_them() -> None:
    teasers = "".join(
        f"<div class='page-content teaser'><a href=/{n}>Teaser {n} of another article</a></div>"
        for n in range(3)
    )
    document = page(f"<div class=page-content>{''.join(PARAGRAPHS)}</div>{teasers}")
    assert document.main_text == "\n".join(SENTENCES)


def test_links_and_the_imprint_behind_an_article_are_left_out() -> None:
    more = "".join(f"<li><a href=/{n}>Another story, number {n}, to read</a>" for n in range(6))
    ending = f"<h3>Last words</h3><ul>{more}</ul><p>Copyright © 2026 The Valley Times</p>"
    document = article("".join(PARAGRAPHS) + ending)
    assert document.main_text == "\n".join([*SENTENCES, "Last words"])
    assert "Another story" in document.page_text


def test_a_page_that_is_a_list_of_links_keeps_them() -> None:
    links = "".join(
        f"<li><a href=/{n}>Title of the page with the number {n}</a>" for n in range(40)
    )
    assert article(f"{PARAGRAPHS[0]}<ul>{links}</ul>").main_text.count("Title of the page") == 40


def test_a_paragraph_that_comes_again_hides_none_between() -> None:
    repeated = "<p>Read on below for all that the valley has to tell.</p>"
    joined = [f"<p>{text}<br>Short end {n}</p>" for n, text in enumerate(SENTENCES)]
    document = article(repeated.join(joined))
    assert document.main_text.count("Short end") == len(SENTENCES)
    assert document.main_text.count("Read on below") == len(SENTENCES) - 1


def test_a_heading_that_unfolds_what_it_heads_is_read() -> None:
    items = [f"<h3><button>Question {n}?</button></h3>{p}" for n, p in enumerate(PARAGRAPHS)]
    assert article("".join(items)).main_text.count("Question") == len(PARAGRAPHS)


def test_a_dialog_about_cookies_is_no_part_of_an_article() -> None:
    dialog = f"<div role=dialog aria-modal=true><p>{'We use cookies, and partners. ' * 4}</p></div>"
    document = page(f"{dialog}<div class=x>{''.join(PARAGRAPHS)}</div>")
    assert document.main_text == "\n".join(SENTENCES)
    whole = page(f"<div role=dialog>{''.join(PARAGRAPHS)}</div>")
    assert whole.main_text == "\n".join(SENTENCES)


@pytest.mark.parametrize("feed", ["\f", "\v", "\x1f", "&#12;", "&#x0C;"])
def test_white_space_that_xml_has_not_does_not_lose_the_article(feed: str) -> None:
    links = "".join(f"<div><a href=/{n}>Another story, number {n}</a></div>" for n in range(400))
    text = "".join(f"<p>{text}</p>" for text in SENTENCES)
    document = page(f"{links}<article>{text}</article><div>{links} a{feed}tail</div>")
    assert document.main_text == "\n".join(SENTENCES)
    assert "\na tail\n" in document.page_text


def test_a_page_too_small_for_menus_is_read_whole() -> None:
    text = "This domain is for use in illustrative examples in documents."
    document = read_page(f"<h1>Example Domain</h1><p>{text}</p>".encode(), "text/html")
    assert document.main_text == f"Example Domain\n{text}"


def test_where_the_extractor_gives_up_others_are_asked() -> None:
    lines = "<br><br>".join(SENTENCES)
    links = "".join(
        f"<div><a href=/{n}>Read also: story {n}</a> by somebody</div>" for n in range(20)
    )
    document = page(
        f"<div class=wrap><div class=txt>{lines}</div><div class=side>{links}</div></div>"
    )
    assert "Read also" not in document.main_text
    assert SENTENCES[0] in document.main_text


KOREAN = [
    "정부는 14일 청년 주거 지원 대책을 발표했다.",
    "새 대책에 따르면 만 34세 이하 무주택 청년은 월 20만원까지 임대료를 지원받는다.",
    "국토교통부 관계자는 “청년들의 부담을 덜어 주기 위한 조치”라고 설명했다.",
    "신청은 다음 달 1일부터 전국 주민센터와 온라인에서 받는다.",
    "야당은 재원이 없다며 비판했다.",
    "월세는 7% 올랐다.",
]
KOREAN_LINKS = "".join(
    f"<p><a href=/{n}>오늘의 다른 소식 {n}번째 기사의 제목, 눈길을 끄는 이야기</a></p>"
    for n in range(12)
)


def korean(inner: str) -> Document:
    menu = "".join(f"<li><a href=/{n}>메뉴 항목 {n}</a>" for n in range(40))
    body = f"<ul>{menu}</ul><div class=entry-content>{inner}</div><div>{KOREAN_LINKS}</div>"
    return read_page(f"<html lang=ko><body>{body}</body></html>".encode(), "text/html")


def test_a_short_article_in_a_dense_script_is_enough() -> None:
    # As long as it is in English, the extractor would leave it at that.
    document = korean("".join(f"<p>{text}</p>" for text in KOREAN[:5]))
    assert document.main_text == "\n".join(KOREAN[:5])


def test_short_lines_at_both_ends_of_a_paragraph_are_the_articles() -> None:
    lines = [KOREAN[5], *KOREAN[:5], "아직은 그렇다.", "두고 볼 일이다."]
    assert korean("<br><br>".join(lines)).main_text == "\n".join(lines)
    lines = ["At last.", *SENTENCES, "So it goes.", "Good night."]
    assert article(f"<p>{'<br>'.join(lines)}</p>").main_text == "\n".join(lines)


@pytest.mark.parametrize(
    "container",
    [
        "<div class=entry-content>{}</div>",
        "<article>{}</article>",
        "<article><div>{}</div></article>",
        "<div class=entry-content><span>{}</span></div>",
        "<article><strong>In short</strong><br>{}</article>",
    ],
)
def test_an_article_of_one_run_of_text_is_not_passed_over(container: str) -> None:
    teasers = "".join(
        f"<p><a href=/{n}>Another story, number {n}, that catches the eye of those who read</a></p>"
        for n in range(12)
    )
    document = page(f"{container.format('<br><br>'.join(SENTENCES))}<div>{teasers}</div>")
    assert document.main_text.removeprefix("In short\n") == "\n".join(SENTENCES)
    if "<br>" not in container:
        document = page(f"{container.format(' '.join(SENTENCES))}<div>{teasers}</div>")
        assert document.main_text == " ".join(SENTENCES)


def test_an_article_of_short_korean_lines_is_found() -> None:
    lines = [f"{n}번째 줄은 이렇게 짧아요" for n in "첫두세네"] + ["그래도 글은 글이지요"]
    lines += ["바람이 불고 비가 내려도", "강물은 바다로 흘러가네", "산 너머 고향 마을에는"]
    lines += ["오늘도 저녁 연기가 오르고", "아이들 웃음소리 들려오면", "나는 다시 걷기 시작한다"]
    assert korean(f"<p>{'<br>'.join(lines)}</p>").main_text == "\n".join(lines)


def test_a_single_paragraph_that_is_declared_to_be_the_article_is_it() -> None:
    paragraph = " ".join(SENTENCES[:3])
    header = "<header><p>E-paper service centre, subscriptions, contact, home, article</p></header>"
    menus = "".join(f"<div><a href=/{n}>Section {n}</a></div>" for n in range(200))
    document = page(
        f"<section>{header}</section>{menus}<article><div class=txt itemprop=articleBody>"
        f"<p>{paragraph}</p></div></article><footer><article>{menus}</article></footer>"
    )
    assert document.main_text == paragraph


EDIT = (
    "<span class=mw-editsection><span class=mw-editsection-bracket>[</span>"
    "<a href='/w/index.php?action=edit'>edit</a>"
    "<span class=mw-editsection-bracket>]</span></span>"
)


@pytest.mark.parametrize(
    "heading",
    [
        f"<h2><span class=mw-headline>{{}}</span>{EDIT}</h2>",
        f"<div class='mw-heading mw-heading2'><h2>{{}}</h2>{EDIT}</div>",
        "<h2><span>{}<span><a href='/edit/x?section=1'>[edit]</a></span></span></h2>",
    ],
)
def test_a_wikis_links_to_edit_are_no_part_of_its_headings(heading: str) -> None:
    names = [f"Valley {n}" for n in range(len(SENTENCES))]
    headed = [heading.format(name) + p for name, p in zip(names, PARAGRAPHS, strict=True)]
    name = "mw-content-text" if "mw-" in heading else "x"
    document = page(f"<main id={name}>{''.join(headed)}</main>")
    lines = [line for pair in zip(names, SENTENCES, strict=True) for line in pair]
    assert document.main_text == "\n".join(lines)
    assert document.page_text.count("[edit]") == len(SENTENCES)


def test_facts_and_sources_of_a_wikis_page_are_no_part_of_its_article() -> None:
    facts = "<table class='infobox vcard'><tr><th>Length<td>12 miles, as the crow flies</table>"
    notes = "<h2>References</h2><ol class=references><li>Smith (2001). On valleys.</ol>"
    document = page(f"<div id=mw-content-text>{facts}{''.join(PARAGRAPHS)}{notes}</div>")
    assert document.main_text == "\n".join(SENTENCES)
    assert "12 miles" in document.page_text
    # On other pages such a box belongs to the article.
    other = page(f"<article>{PARAGRAPHS[0]}{facts}{''.join(PARAGRAPHS[1:])}</article>")
    assert "12 miles" in other.main_text


@pytest.mark.parametrize(
    "heading",
    [
        "댓글목록",
        "전체 댓글 6개",
        "댓글 3",
        "3 comments",
        "Comments (2)",
        "コメント(3件)",
        "热门评论",
    ],
)
def test_comments_behind_an_article_are_left_out(heading: str) -> None:
    comments = "<p>How very true this is, and how well said, by all that I know of valleys.</p>" * 2
    document = page(f"<article>{''.join(PARAGRAPHS)}<h3>{heading}</h3>{comments}</article>")
    assert document.main_text == "\n".join(SENTENCES)


def test_a_chapter_on_comments_or_references_is_no_ending() -> None:
    for name in ("댓글", "Comments", "References", "See also", "Lesen Sie auch"):
        parts = f"{''.join(PARAGRAPHS[:5])}<h2>{name}</h2>{''.join(PARAGRAPHS[5:])}"
        document = page(f"<article>{parts}</article>")
        assert document.main_text == "\n".join([*SENTENCES[:5], name, *SENTENCES[5:]])


def test_what_follows_a_section_of_sources_stays() -> None:
    sources = "<h2>References</h2><ul><li>Smith (2001).<li>Jones (1999).</ul>"
    before, behind = "".join(PARAGRAPHS[:5]), "".join(PARAGRAPHS[5:])
    document = page(f"<article>{before}{sources}<h2>Appendix A</h2>{behind}</article>")
    assert document.main_text == "\n".join([*SENTENCES[:5], "Appendix A", *SENTENCES[5:]])


def test_a_list_of_articles_that_tells_how_many_comments_each_has_stays_whole() -> None:
    posts = [f"<h2>Post {n}</h2>{text}<p>4 comments</p>" for n, text in enumerate(PARAGRAPHS)]
    document = page(f"<div class=content>{''.join(posts)}</div>")
    assert document.main_text.count("tells of rivers") == len(SENTENCES)


def test_a_notice_of_rights_is_no_imprint_where_the_text_goes_on() -> None:
    items = "".join(f"<li>{n} spoons of meal" for n in range(20))
    credit = "<p>Foto: © Anna Bay</p><h2>You need</h2>"
    document = page(f"<article>{PARAGRAPHS[0]}{credit}<ul>{items}</ul></article>")
    assert "19 spoons of meal" in document.main_text


def test_other_pages_and_sources_behind_an_article_are_left_out() -> None:
    links = "".join(
        f"<p><a href=/{n}>Another story, number {n}, to read</a> by X</p>" for n in "12"
    )
    document = page(f"<article>{''.join(PARAGRAPHS)}<h3>Related articles</h3>{links}</article>")
    assert document.main_text == "\n".join(SENTENCES)
    cited = "".join(f"<li>Smith, J. ({year}). On valleys. Oxford." for year in (1986, 2001, 2019))
    document = page(f"<article>{''.join(PARAGRAPHS)}<h2>참고 문헌</h2><ul>{cited}</ul></article>")
    assert document.main_text == "\n".join(SENTENCES)


def test_a_heading_beside_an_anchor_without_text_stays() -> None:
    headed = [
        f"<div class=heading><h2>Valley {n}</h2><a class=anchor href=#v{n}></a></div>{text}"
        for n, text in enumerate(PARAGRAPHS)
    ]
    document = page(f"<article>{''.join(headed)}</article>")
    assert document.main_text.count("\nValley") == len(PARAGRAPHS) - 1


@pytest.mark.parametrize("wrap", ["{}", "<div class=s1>{}</div>"])
def test_headings_and_lists_stay_where_no_name_tells_of_an_article(wrap: str) -> None:
    items = "<ul><li>ham<li>eggs</ul>"
    headed = "".join(wrap.format(f"<h2>Valley</h2>{text}{items}") for text in PARAGRAPHS)
    teasers = "".join(f"<p><a href=/{n}>Another story, number {n}</a></p>" for n in range(30))
    document = page(f"<div class=q7><div class=x1>{headed}</div></div><div>{teasers}</div>")
    lines = [line for text in SENTENCES for line in ("Valley", text, "ham", "eggs")]
    assert document.main_text == "\n".join(lines)


def test_a_title_that_links_to_a_page_named_edit_stays() -> None:
    title = "<h2><a href=/edit/rivers>On rivers</a></h2>"
    assert "On rivers" in page(f"<main>{title}{''.join(PARAGRAPHS)}</main>").main_text


def test_a_class_of_wikis_around_the_article_hides_nothing() -> None:
    inner = f"<div id=mw-content-text>{''.join(PARAGRAPHS)}</div>"
    for outer in ("<div class='navbox x'>{}</div>", "<table class=infobox><td>{}</table>"):
        assert page(outer.format(inner)).main_text.count("tells of rivers") == len(SENTENCES)
    inside = inner.replace("<p>", "<div class=navbox><p>", 1).replace("</div>", "</div></div>")
    assert page(inside).main_text.count("tells of rivers") == len(SENTENCES)


def test_a_notice_with_empty_lines_beside_the_paragraphs_is_no_article() -> None:
    notice = "<br><br>".join(["All sales are final, as our terms and conditions say."] * 3)
    document = page(f"<div class=x>{''.join(PARAGRAPHS)}</div><div class=y>{notice}</div>")
    assert document.main_text == "\n".join(SENTENCES)


def test_a_form_beside_the_paragraphs_is_no_part_of_a_guessed_article() -> None:
    login = "<div><h3>Login</h3><ul><li>Forgot your password?<li>Register now</ul></div>"
    document = page(f"<div class=w>{login}{''.join(PARAGRAPHS)}</div>")
    assert document.main_text == "\n".join(SENTENCES)
