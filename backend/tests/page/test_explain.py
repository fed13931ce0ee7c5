"""Why a block was kept can be said."""

from pagewords.page.main_text.explain import explain

from .shapes import PARAGRAPHS, page


def test_each_block_and_the_features_of_one() -> None:
    body = page(f"<article>{''.join(PARAGRAPHS)}</article>").encode()
    head, *blocks = explain(body)
    assert 0.9 <= float(head.removeprefix("expected F1 ")) <= 1
    kept = [line for line in blocks if " main " in line]
    assert len(blocks) > len(kept) >= len(PARAGRAPHS)
    number = int(kept[0].split()[0])
    _, block, *features = explain(body, number)
    assert block == kept[0]
    parts = [abs(float(line.split()[0])) for line in features]
    assert parts == sorted(parts, reverse=True)
    assert len({line.split()[2] for line in features}) == len(features) > 20


def test_a_page_without_text() -> None:
    assert [*explain(b"<body></body>")] == ["No text."]
