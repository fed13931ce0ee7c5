"""The steps taken one by one give what trafilatura's whole sequence gives."""

from functools import partial

import pytest
from lxml import etree
from trafilatura import bare_extraction
from trafilatura.settings import Document as Extracted
from trafilatura.settings import Extractor

from pagewords.page.extraction import clear, extract
from pagewords.page.tree import parse
from pagewords.page.walk import walk

SENTENCES = [
    f"Sentence {n} tells of rivers, mountains and the people of valley number {n}, at some length,"
    " so that it is long enough to be taken for a part of an article by anyone."
    for n in range(30)
]
LINKS = "".join(f"<div><a href=/{n}>Another story, number {n}</a></div>" for n in range(200))
COMMENTS = "<div id=comments>" + "".join(f"<p>I say: {text}</p>" for text in SENTENCES) + "</div>"


def paragraphs(sentences: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in sentences)


LONG = f"<article><h1>Of valleys</h1>{paragraphs(SENTENCES)}</article>"
SHORT = f"<article>{paragraphs(SENTENCES[:3])}</article>"
PAGES = {
    "a long article": LONG + LINKS,
    "a short article": SHORT,
    "readers' comments": SHORT + COMMENTS,
    "a short article in a long page": SHORT + f"<div>{paragraphs(SENTENCES)}</div>" + LINKS,
    "an article among teasers": f"<article>{paragraphs(SENTENCES[:3])}"
    f"<div class=teaser>{paragraphs(SENTENCES[3:])}</div></article>",
    "a line and a paragraph": f"{SENTENCES[0][:40]}<br><p>{SENTENCES[1][:40]}</p>",
    "buttons to share": f"{paragraphs(SENTENCES[:2])}<article>"
    f"<div class=elementor-share-buttons><blockquote>{SENTENCES[9]}</blockquote></div></article>",
    "less than an article": f"<p>{SENTENCES[0]}</p>",
    "links alone": LINKS,
    "text without paragraphs": "<br>".join(SENTENCES),
    "lists, tables and quotations": f"<main><ul><li>{'<li>'.join(SENTENCES[:9])}</ul><blockquote>"
    f"{paragraphs(SENTENCES[9:14])}</blockquote><table><tr><td>{SENTENCES[14]}</table></main>",
    "nothing": "<div></div>",
}


def by_the_library(root: etree._Element) -> list[str]:
    clear(root)
    options = Extractor(fast=True, comments=False, output_format="txt")
    extracted = bare_extraction(root, options=options)
    if not isinstance(extracted, Extracted) or extracted.body is None:
        return []
    return ["".join("".join(child.itertext()).split()) for child in extracted.body]


@pytest.mark.parametrize("name", PAGES)
def test_the_steps_give_what_the_sequence_gives(name: str) -> None:
    markup = f"<html><body>{PAGES[name]}</body></html>"
    root, other = parse(markup), parse(markup)
    assert root is not None
    assert other is not None
    size = sum(len(line.text) + 1 for line in walk(root)[0])
    found = "".join(extract(root, size, partial(parse, markup), dense=False))
    assert found == "".join(by_the_library(other))


def test_a_tree_is_made_anew_only_where_little_was_found() -> None:
    made = []

    def again(markup: str) -> etree._Element | None:
        made.append(markup)
        return parse(markup)

    for markup in (PAGES["a long article"], PAGES["a short article"]):
        root = parse(markup)
        assert root is not None
        assert extract(root, 500, partial(again, markup), dense=False)
    assert not made
    root = parse(PAGES["links alone"])
    assert root is not None
    extract(root, 10_000, partial(again, PAGES["links alone"]), dense=False)
    assert made == [PAGES["links alone"]]
