"""Pages of many shapes, small enough to read: what must be in the main text and what must not."""

from collections.abc import Iterator
from typing import NamedTuple

NAVIGATION = (
    "<nav><ul>" + "".join(f"<li><a href=/{n}>Section {n}</a>" for n in range(20)) + "</ul></nav>"
)
FOOTER = "<footer><p>Imprint</p><p>All rights of everything reserved for ever by us.</p></footer>"
SENTENCES = [
    "The ferry over the lower river has been drawn by a rope since the bridge was swept away.",
    "A farmer from the left bank pays for his crossing with eggs, which the ferryman sells on.",
    "In spring, when the snow melts, nobody crosses for weeks, and the school is closed as well.",
    "The council has asked three engineers for a plan; two of them never came to see the place.",
    "Older people say that the first bridge was built of oak by monks, and held four centuries.",
    "What remains of its piers can be seen in dry summers, when children climb on them and fish.",
    "A new bridge would cost more than the valley earns in ten years, as the mayor never forgets.",
    "So the rope is changed every autumn, and the ferryman's daughter has learned how to splice.",
]
PARAGRAPHS = [f"<p>{text}</p>" for text in SENTENCES]
KOREAN = [
    "정부는 14일 청년 주거 지원 대책을 발표했다.",
    "새 대책에 따르면 만 34세 이하 무주택 청년은 월 20만원까지 임대료를 지원받는다.",
    "국토교통부 관계자는 “청년들의 부담을 덜어 주기 위한 조치”라고 설명했다.",
    "신청은 다음 달 1일부터 전국 주민센터와 온라인에서 받는다.",
    "야당은 재원이 없다며 비판했다.",
    "월세는 7% 올랐다.",
]
VERSES = [
    "첫 번째 줄은 이렇게 짧아요", "그래도 글은 글이지요", "바람이 불고 비가 내려도",
    "강물은 바다로 흘러가네", "산 너머 고향 마을에는", "오늘도 저녁 연기가 오르고",
    "아이들 웃음소리 들려오면", "나는 다시 걷기 시작한다",
]  # fmt: skip
TEASERS = "".join(
    f"<p><a href=/{n}>Another story, number {n}, that catches the eye of those who read</a></p>"
    for n in range(12)
)
KOREAN_TEASERS = "".join(
    f"<p><a href=/{n}>오늘의 다른 소식 {n}번째 기사의 제목, 눈길을 끄는 이야기</a></p>"
    for n in range(12)
)


class Shape(NamedTuple):
    """A page: its body, the lines that must be in its main text, and what must not be in it."""

    name: str
    body: str
    inside: list[str]
    outside: list[str]


def page(inner: str) -> str:
    """A page with a menu and a footer."""
    return f"<html><body><header>{NAVIGATION}</header>{inner}{FOOTER}</body></html>"


def shapes() -> Iterator[Shape]:
    """All of them."""
    yield from _containers()
    yield from _lines()
    yield from _around()
    yield from _inside()
    yield from _short()


def _containers() -> Iterator[Shape]:
    other = ["Section 3", "reserved for ever", "Another story"]
    for container in (
        "<article>{}</article>", "<main>{}</main>", "<div class=entry-content>{}</div>",
        "<div class=x9f3a>{}</div>", "<section><div>{}</div></section>", "{}",
        "<table><tr><td width=160>Menu<td>{}</table>",
        "<div id=content><div class=p>{}</div></div>",
    ):  # fmt: skip
        body = container.format("".join(PARAGRAPHS))
        yield Shape(f"in {container}", page(body + TEASERS), SENTENCES, other)
    for container in (
        "<div class='entry-content part'>{}</div>",
        "<div class=answer><div class=post-body>{}</div></div>",
        "<section><div class=content>{}</div></section>",
    ):
        parts = [PARAGRAPHS[:2], PARAGRAPHS[2:5], PARAGRAPHS[5:]]
        body = "".join(container.format("".join(part)) for part in parts)
        yield Shape(f"in several {container}", page(body), SENTENCES, other)


def _lines() -> Iterator[Shape]:
    other = ["Section 3", "reserved for ever", "Another story", "오늘의 다른 소식"]
    for container in ("<div class=entry-content>{}</div>", "<article>{}</article>"):
        for between in ("<br>", "<br><br>"):
            body = container.format(between.join(SENTENCES))
            yield Shape(f"{between} in {container}", page(body + TEASERS), SENTENCES, other)
        for item in (
            "<div>{}</div>",
            "<p><span>{}</span></p>",
            "<section><span>{}</span></section>",
        ):
            body = container.format("".join(map(item.format, SENTENCES)))
            yield Shape(f"{item} in {container}", page(body), SENTENCES, other)
            body = container.format("".join(map(item.format, VERSES)))
            yield Shape(f"verses, {item}", page(body + KOREAN_TEASERS), VERSES, other)
        body = container.format("".join(f"<p>{text}</p>" for text in KOREAN))
        yield Shape(f"Korean in {container}", page(body + KOREAN_TEASERS), KOREAN, other)
        mixed = "".join(
            f"<p>{text}</p>" if number % 2 else f"<div>{text}</div>"
            for number, text in enumerate(KOREAN)
        )
        yield Shape(f"mixed in {container}", page(container.format(mixed)), KOREAN, other)
    ends = ["At last.", *SENTENCES, "So it goes.", "Good night."]
    yield Shape("short ends", page(f"<article><p>{'<br>'.join(ends)}</p></article>"), ends, other)
    verses = "\n".join(VERSES)
    yield Shape("verses in pre", page(f"<main><pre>{verses}</pre></main>"), VERSES, other)


def _around() -> Iterator[Shape]:
    text = "".join(PARAGRAPHS)
    comments = (
        "<div class=comments><h3>2 comments</h3><div class=comment><b>Ann</b><p>How very true this"
        " is, and how well said.</p></div><div class=comment><b>Bo</b><p>My aunt took that ferry"
        " every week, she never liked it.</p></div></div>"
    )
    for behind, outside in (
        (comments, ["How very true", "My aunt"]),
        (f"<div class=related><h3>Related</h3>{TEASERS}</div>", ["Another story"]),
        ("<p class=copyright>Copyright © 2026 The Valley Times</p>", ["Copyright"]),
        ("<div class=tags><a href=/t>ferry</a> <a href=/u>rope</a></div>", []),
        ("<div class=newsletter><p>Get our stories each Sunday.</p></div>", ["each Sunday"]),
        ("<div role=dialog><p>We use cookies, and so do our partners.</p></div>", ["cookies"]),
        ("<aside><h4>About us</h4><p>The Valley Times has been read here since 1911.</p></aside>",
         ["since 1911"]),
    ):  # fmt: skip
        body = page(f"<article><h1>Of ferries</h1>{text}</article>{behind}")
        yield Shape(behind[:30], body, ["Of ferries", *SENTENCES], outside)
    boxed = "<div class=login><h3>Login</h3><ul><li>Forgot your password?<li>Register</ul></div>"
    yield Shape("a form", page(f"<div class=w>{boxed}{text}</div>"), SENTENCES, ["Forgot"])


def _inside() -> Iterator[Shape]:
    items = "<ul><li>Ham</li><li>Eggs</li></ul>"
    headed = "".join(f"<h2>Part {n}</h2>{one}{items}" for n, one in enumerate(PARAGRAPHS))
    lines = [*SENTENCES, *(f"Part {n}" for n in range(len(SENTENCES))), "Ham", "Eggs"]
    for container in ("<article>{}</article>", "<div class=q7><div class=x1>{}</div></div>"):
        yield Shape(f"headings, {container}", page(container.format(headed)), lines, ["Section 3"])
    questions = "".join(
        f"<h3><button>Question {n}?</button></h3>{one}" for n, one in enumerate(PARAGRAPHS)
    )
    yield Shape("questions", page(f"<main>{questions}</main>"), ["Question 3?", *SENTENCES], [])
    facts = "<table class=infobox><tr><th>Length<td>12 miles, as the crow flies</table>"
    notes = "<h2>References</h2><ol class=references><li>Smith (2001). On valleys.</ol>"
    wiki = f"<div id=mw-content-text>{facts}{''.join(PARAGRAPHS)}{notes}</div>"
    yield Shape("a wiki", page(wiki), SENTENCES, ["12 miles", "On valleys"])
    table = "<table><tr><th>Year<th>Crossings<tr><td>2019<td>4,112<tr><td>2020<td>1,087</table>"
    body = f"<article>{''.join(PARAGRAPHS[:4])}{table}{''.join(PARAGRAPHS[4:])}</article>"
    yield Shape("a table", page(body), [*SENTENCES, "4,112"], [])
    example = "<h1>Example Domain</h1><p>This domain is for use in examples in documents.</p>"
    yield Shape("a small page", example, ["This domain is for use in examples in documents."], [])


def _short() -> Iterator[Shape]:
    """Single short lines in the middle of a text, and parts of it that stand apart."""
    other = ["Section 3", "reserved for ever", "Another story", "Rent a boat"]
    short = ["Bring a coat.", "No dogs.", "At noon", "Two oars"]
    lines = [text for pair in zip(SENTENCES, short * 2, strict=True) for text in pair]
    for item in ("<div>{}</div>", "<p>{}</p>", "<p><span>{}</span></p>"):
        for container in ("<article>{}</article>", "<div class=body>{}</div>"):
            body = container.format("".join(map(item.format, lines)))
            yield Shape(f"short {item} in {container}", page(body), lines, other)
    listed = "<ul>" + "".join(f"<li><span>{text}</span></li>" for text in short) + "</ul>"
    song = ["The water takes", "what it brought"]
    verses = "".join(f"<div class=v>{text}</div>" for text in song)
    for name, inside, wanted in (
        ("a list of spans", listed, short),
        ("verses", f"<div class=st>{verses}</div>", song),
        ("a heading in a box", "<div class=h><h3>The rope</h3></div>", ["The rope"]),
    ):
        body = "".join(PARAGRAPHS[:3]) + inside + "".join(PARAGRAPHS[3:])
        yield Shape(name, page(f"<main>{body}</main>{TEASERS}"), [*SENTENCES, *wanted], other)
    for chapter in ("<div class=chapter>{}</div>", "<section>{}</section>"):
        parts = "".join(
            chapter.format(f"<h2>Chapter {number}</h2>{''.join(PARAGRAPHS[number : number + 3])}")
            for number in (0, 3, 5)
        )
        headings = ["Chapter 0", "Chapter 3", "Chapter 5"]
        yield Shape(f"chapters, {chapter}", page(parts + TEASERS), [*SENTENCES, *headings], other)
    hidden = "<style>.off{display:none}</style><p class=off>Rent a boat from us.</p>"
    yield Shape("a rule", page(f"<main>{hidden}{''.join(PARAGRAPHS)}</main>"), SENTENCES, other)
