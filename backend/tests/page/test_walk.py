"""The whole page: what is one word and what is two, what is seen, and the zones."""

import pytest

from pagewords.page import Document, read_page


def read(markup: str) -> Document:
    return read_page(f"<html><body>{markup}</body></html>".encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>foo</p><p>bar</p>", ["foo", "bar"]),
        ("foo</p><p>bar", ["foo", "bar"]),
        ("<p><b>b</b>old</p>", ["bold"]),
        ("<p>a<b> b</b> <i>c</i>\n<u>d</u></p>", ["a b c d"]),
        ("<p>one<br>two<br/>three</p>", ["one", "two", "three"]),
        ("<ul><li>alpha<li>beta</ul>", ["alpha", "beta"]),
        ("<table><tr><td>left<td>right<tr><th>below</table>", ["left", "right", "below"]),
        ("<div>lead<p>par</p>tail</div>", ["lead", "par", "tail"]),
        ("<dl><dt>term<dd>meaning</dl>", ["term", "meaning"]),
        ("<p>new\n  lines\tfold&nbsp;here</p>", ["new lines fold here"]),
        ("<p>super<wbr>long</p>", ["superlong"]),
        ("<p>&lt;script&gt; &amp; co</p>", ["<script> & co"]),
        ("<p>In <button>peat</button> it stays,<button>x</button>or", ["In peat it stays, x or"]),
        ("<button>Send</button><select><option>No</select>", ["Send"]),
        ("<p>one</body></html><p>two</p></html>three <b>four</b>", ["one", "two", "three four"]),
        ("</body></html><html><head><title>t</title></head><body>all", ["all"]),
        ("<p><a href=a>one</a><span><a href=b>two</a></span>", ["one two"]),
        ("<p><a href=a>o</a><a href=a>ne</a> <a href=a>two</a>s<a href=b>a</a>", ["one twosa"]),
        ("<p>o<a name=a></a><a href=b>n</a><a name=c></a>e", ["one"]),
        ("<p>theory<sup>1</sup> by authors.<sup>2,3</sup>", ["theory by authors."]),
        (
            "<p>theory<sup><a href='#n'>1</a></sup> by Lee<a href='#m'><sup>2</sup></a>",
            ["theory by Lee"],
        ),
        (
            "<p>word<sup>[<a href='x#a'>note 1</a>]</sup>, <b>이론</b><sup>1)</sup>은",
            ["word, 이론은"],
        ),
        ("<p>Smith<sup><a href='#a'>a</a></sup> of <i>Java</i><sup>TM</sup>", ["Smith of Java"]),
        ("<p>m<sup>2</sup> (a)<sup>2</sup> 10<sup>6</sup> R<sup>2</sup>", ["m2 (a)2 106 R2"]),
        ("<p>1<sup>st</sup> M<sup>me</sup> <a href='#x'>XIX<sup>e</sup></a>", ["1st Mme XIXe"]),
        ("<p>CO<sub>2</sub> <a href='#x'>km<sup>2</sup></a>", ["CO2 km2"]),
        (
            "<p><span style='display:block'>one</span><b style='Display: FLEX'>two</b>three",
            ["one", "two", "three"],
        ),
        ("<p><i style='display:inline-block'>o</i><span style='display:inline'>n</span>e", ["one"]),
        ("<app-x><x-y>one</x-y><x-y>two</x-y></app-x><app-z>three</app-z>", ["one two three"]),
        ("<p>the <x-tip>word</x-tip>, <x-tip>서울</x-tip>에서", ["the word, 서울에서"]),
        ("<p>now <del>10</del><ins>8</ins> and <s>20</s><b>18</b>,-", ["now 10 8 and 20 18,-"]),
        ("<p>colo<del>u</del>r", ["colour"]),
        (
            "<p><span>EUR 20.99</span><span class=clipped>EUR 20.99 </span>a day",
            ["EUR 20.99 a day"],
        ),
        ("<p><b>ha</b><b>ha</b> <i>very good</i> <i>very good</i>", ["haha very good very good"]),
        ("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>です", ["漢字です"]),
    ],
)
def test_blocks(markup: str, lines: list[str]) -> None:
    assert read(markup).page_text.split("\n") == lines


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>gone()</script>",
        "<style>.gone{}</style>",
        "<noscript>gone</noscript>",
        "<template><p>gone</p></template>",
        "<svg><text>gone</text></svg>",
        "<!-- gone -->",
        "<p hidden>gone</p>",
        '<p style="display:none">gone</p>',
        '<p style="color:red; DISPLAY : none !important">gone</p>',
        "<textarea>gone</textarea>",
        "<iframe src=x>gone</iframe>",
        "<img alt=gone src=x>",
        "<video>gone</video>",
        "<dialog>gone</dialog>",
        "<div popover>gone</div>",
    ],
)
def test_what_a_reader_does_not_see_is_out_and_what_follows_stays(unseen: str) -> None:
    assert read(f"<p>before</p>{unseen}after").page_text == "before\nafter"


@pytest.mark.parametrize(
    "seen",
    [
        '<div hidden id="S:0"><p>seen</p></div><script>$RC("B:0","S:0")</script>',
        '<p hidden="until-found">seen</p>',
        '<div style="overflow:hidden"><p>seen</p></div>',
        '<div><template shadowrootmode="open"><p>seen</p><slot></slot></template></div>',
        "<embed src=x><p>seen",
        "<object data=x></object><p>seen",
        "<p aria-hidden=true>seen</p>",
        "<my-card><p>seen</p></my-card>",
        "<div role=tabpanel hidden><p>seen</p></div>",
        "<div role=region aria-labelledby=q1 hidden><p>seen</p></div>",
        "<dialog open>seen</dialog>",
    ],
)
def test_what_a_reader_sees_is_in_however_it_came_there(seen: str) -> None:
    assert read(f"<p>before</p>{seen}").page_text == "before\nseen"


def test_a_shadow_root_is_read_at_its_element_with_its_slotted_content() -> None:
    shadow = "<div><template shadowrootmode=closed><h2>in</h2><ul><li>it</ul></template>lit</div>"
    assert read(f"<p>a{shadow}b").page_text == "a\nin\nit\nlit\nb"


@pytest.mark.parametrize("tag", ["nav", "aside", "header", "form", "section"])
def test_an_element_that_is_never_closed_loses_nothing(tag: str) -> None:
    document = read(f"<{tag}><ul><li>menu</ul><div><p>one</p></div><p>two</p>")
    assert document.page_text == "menu\none\ntwo"


@pytest.mark.parametrize(
    "edit",
    [
        "<span class='mw-editsection'><span>[</span><a href='/e'>edit</a><span>]</span></span>",
        "<span><a href='/edit/x?section=1'>[edit]</a></span>",
    ],
)
def test_a_wikis_link_to_edit_is_a_block_of_its_own(edit: str) -> None:
    document = read(f"<h2><span>Valleys</span>{edit}</h2><p>text")
    assert document.page_text == "Valleys\n[edit]\ntext"


def test_prose_in_a_listing_is_no_code() -> None:
    letter = "Dear all,\n\nthe meeting of next week is put off, since the hall is closed.\nYours, A"
    code = "def f(x):\n    return [x] * 2"
    document = read(f"<p>before</p><pre>{letter}</pre><pre>{code}</pre>" + "<p>after" * 9)
    assert [document.page_text[b.start : b.end] for b in document.blocks if b.code] == [
        "def f(x):",
        "return [x] * 2",
    ]


def test_signs_of_a_listing_are_measured_by_words_whatever_the_script() -> None:
    letter = (
        "안녕하세요 여러분,\n\n다음 모임은 10/18 (토)로 미루어졌습니다. 강당이 그날까지 닫혀"
        " 있기 때문입니다.\n장소는 그대로이고, 준비물도 같습니다.\n"
    )
    document = read(f"<p>before</p><pre>{letter}</pre>" + "<p>after" * 9)
    assert not any(block.code for block in document.blocks)


@pytest.mark.parametrize(
    "lines",
    [
        [
            "git add .      # 바뀐 파일을 모두 담습니다",
            "git commit     # 기록을 남깁니다",
            "git push       # 서버에 올립니다",
        ],
        ["make docs      # 설명서를 만듭니다.", "make all       # 나머지를 모두 만듭니다."],
        [
            "# 依存パッケージをインストールします",
            "npm install",
            "# 開発サーバーを起動します",
            "npm run dev",
            "# 本番用にビルドします",
            "npm run build",
        ],
        ["//计数器从零开始。", "let n = 0", "//每次点击按钮时，计数器加一。", "n += 1"],
        ["제목: 첫 번째 글", "분류: 일상, 여행", "본문_길이: 1000", "본문_차례: 있음"],
    ],
)
def test_comments_and_names_in_any_script_leave_a_listing_code(lines: list[str]) -> None:
    listing = "\n".join(lines)
    document = read(f"<p>before</p><pre>{listing}</pre>" + "<p>after" * 9)
    code = [block.code for block in document.blocks]
    assert code == [False] + [True] * len(lines) + [False] * 9


@pytest.mark.parametrize(
    "note",
    [
        "会议改在10/18 (六) 举行，因为礼堂那天要关闭一整天，谁也进不去。地点不变，请大家带上材料。",
        "次の会合は10/18 (土) に延期しました。講堂が閉まっているためです。場所も持ち物も同じです。",
    ],
)
def test_notes_with_dates_in_dense_scripts_are_no_code(note: str) -> None:
    document = read(f"<p>before</p><pre>{note}</pre>" + "<p>after" * 9)
    assert not any(block.code for block in document.blocks)


def test_what_is_hidden_inside_a_word_leaves_the_word_whole() -> None:
    assert read("<p>fo<span hidden>x</span>o<script>y</script>bar</p>").page_text == "foobar"


def test_blocks_and_zones_are_ordered_spans_of_the_text() -> None:
    document = read(
        "<h1>A <a href=x>linked</a> title</h1>"
        "<p>Some <a href=x>link\nhere</a>, some <code>x = 1</code>.</p>"
        "<pre>def f():\n\n    return <b>1</b></pre>"
    )
    text = document.page_text
    assert text == "A linked title\nSome link here, some x = 1.\ndef f():\nreturn 1"
    assert [(text[zone.start : zone.end], zone.zone) for zone in document.zones] == [
        ("A", "heading"),
        ("linked", "heading"),
        ("title", "heading"),
        ("link here", "link"),
        ("x = 1", "code"),
        ("def f():", "code"),
        ("return 1", "code"),
    ]
    assert [text[block.start : block.end] for block in document.blocks] == text.split("\n")
    assert [block.code for block in document.blocks] == [False, False, True, True]


def test_program_code_is_no_main_text_but_inline_code_is() -> None:
    prose = "The function <code>join</code> puts words together, which takes a list of them. " * 4
    document = read(
        f"<article><p>{prose}</p><pre>import os\nreturn w</pre><p>{prose}</p></article>"
    )
    assert "import os" in document.page_text
    assert "import os" not in document.main_text
    assert document.main_text.count("join puts words together") == 8


def test_a_page_that_is_one_listing_is_prose() -> None:
    for line in ("A letter to the list about nothing.", "letter[n] = list[0] + {n: about};"):
        document = read("<pre>" + f"{line}\n" * 20 + "</pre>")
        assert not any(block.code for block in document.blocks)
        assert document.main_text.count("letter") == 20


@pytest.mark.parametrize(
    "markup",
    [
        "<!doctype html><title>T</title><article><h1>Over</h1><p>the hills</p></article>",
        "<meta charset=utf-8><title>T</title><main><h1>Over</h1><p>the hills</p></main>",
        "<html><head><title>T</title><header>Over</header><section>the hills</section>",
    ],
)
def test_a_page_may_leave_out_the_tag_of_its_body(markup: str) -> None:
    assert read(markup).page_text == "Over\nthe hills"


def test_text_nested_a_thousand_levels_deep_is_not_lost() -> None:
    document = read("<p>top</p>" + "<div>" * 1_000 + "deep" + "</div>" * 1_000 + "<p>after</p>")
    assert document.page_text == "top\ndeep\nafter"


def test_xhtml_elements_that_close_themselves() -> None:
    body = (
        b'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        b'<head><title/><script src="x"/></head><body><p>seen</p>'
        b'<a name="x"/><p>too</p></body></html>'
    )
    document = read_page(body, "application/xhtml+xml")
    assert document.page_text == "seen\ntoo"
    assert document.zones == ()


def test_a_body_that_a_script_would_show_is_read() -> None:
    body = b"<body style='display:none'><p>words to read</p><p hidden>not these</p></body>"
    assert read_page(body, "text/html").page_text == "words to read"


def test_links_without_text_make_no_empty_blocks() -> None:
    body = b"<p>one</p><a href=/a><img></a><a href=/b><img></a><p>two</p>"
    assert read_page(body, "text/html").page_text == "one\ntwo"
