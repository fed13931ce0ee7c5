"""Files: dropped on the page, chosen, or linked; each with its chart and how it was read."""

import base64
from collections.abc import Callable

import pytest
from local_site import Site
from playwright.sync_api import Page, expect

Count = Callable[[str], None]
#: A document of several pages in which the commonest words are known.
PROSE = "<h1>Rivers</h1>" + "<p>The river winds through the valley and the river rests.</p>" * 90
DROP = """([bytes, name]) => {
  const file = new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name);
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  const event = (kind) => new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true });
  const taken = !document.body.dispatchEvent(event("dragover"));
  document.body.dispatchEvent(event("drop"));
  return taken;
}"""


@pytest.fixture
def pdf(page: Page) -> bytes:
    page.set_content(PROSE)
    return page.pdf(format="A5")


def drop(page: Page, body: bytes, name: str) -> None:
    assert page.evaluate(DROP, [base64.b64encode(body).decode(), name])


def chart(page: Page) -> list[tuple[str, str]]:
    expect(page.get_by_role("table")).to_be_visible()
    words = page.get_by_role("table").get_by_role("rowheader").all_inner_texts()
    return [*zip(words, page.locator(".chart .count").all_inner_texts(), strict=True)]


def test_a_dropped_pdf_and_its_link_have_the_same_chart(
    page: Page, site: Site, count: Count, base_url: str, pdf: bytes
) -> None:
    page.goto(base_url)
    expect(page.get_by_role("button", name="choose a file")).to_be_visible()
    drop(page, pdf, "rivers.pdf")
    expect(page.get_by_role("heading", name="rivers.pdf")).to_be_visible()
    facts = page.locator("#facts")
    expect(facts).to_contain_text("your file · read from PDF · English")
    dropped = chart(page)
    assert dropped[0] == ("river", "181")
    site.files["/rivers.pdf"] = ("application/octet-stream", pdf)
    count(f"{site.origin}/rivers.pdf")
    expect(facts).to_contain_text("127.0.0.1")
    expect(facts).to_contain_text("read from PDF")
    assert chart(page) == dropped


def test_a_file_can_be_chosen_and_read_in_korean(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.get_by_role("button", name="한국어").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="파일 고르기").click()
    body = "# 강\n\n강은 흐르고 강은 쉰다.\n".encode()
    chooser.value.set_files({"name": "강.md", "mimeType": "text/markdown", "buffer": body})
    expect(page.locator("#facts")).to_contain_text("내 파일 · 마크다운에서 읽음")
    assert chart(page)[0] == ("강", "3")


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("nothing.pdf", b"", "The file is empty."),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG files are not read."),
        (
            "cut.pdf",
            b"%PDF-1.7\n1 0 obj",
            "This file cannot be read: it may be damaged",
        ),
        (
            "noise.docx",
            bytes(range(256)),
            "This file cannot be read: it may be damaged",
        ),
        ("blank.txt", b"... --- ...", "There are no words in what you sent."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    page: Page, base_url: str, name: str, body: bytes, message: str
) -> None:
    page.goto(base_url)
    expect(page.get_by_role("button", name="choose a file")).to_be_visible()
    drop(page, body, name)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(message)
    expect(alert).not_to_contain_text("page")
    if body.startswith((b"%PDF", b"\x89PNG")):
        expect(alert).to_contain_text("Open it, copy its text, and paste the text instead")
        # Whoever opens its link later reads the same.
        page.reload()
        expect(alert).to_contain_text(message)
