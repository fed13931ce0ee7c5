"""The table of every set: how near the main text is on pages that were held out."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from statistics import mean

from train import measures
from train.page import MAIN, OUT, Page

Kept = Mapping[str, Sequence[bool]]


def table(pages: Sequence[Page], kept: Kept) -> dict[str, dict[str, float]]:
    """For each set, and each kind or language of a set, the measures on it.

    `wordF1`, `F1` (of shingles) and `top20` where the truth is a text; `chars` (of runs of four
    characters, where headlines, captions and comments count neither way) where pages are marked;
    `F1` and `right` (pages with all pieces right) where it is pieces. Pages whose truth is empty,
    as that of a page which a program draws, are left aside.
    """
    groups: defaultdict[str, list[Page]] = defaultdict(list)
    for page in pages:
        if page.truth.main is not None and not measures.has_words(page.truth.main):
            continue
        groups[page.truth.set].append(page)
        if page.truth.kind:
            groups[f"{page.truth.set}, {page.truth.kind}"].append(page)
    return {name: _measure(members, kept) for name, members in sorted(groups.items())}


def text_of(
    page: Page, kept: Sequence[bool], leave: Callable[[int], bool] = lambda _: False
) -> str:
    """The kept blocks of a page, a line each."""
    return "\n".join(
        text for number, (text, keep) in enumerate(zip(page.texts, kept, strict=True))
        if keep and not leave(number)
    )  # fmt: skip


def _measure(pages: Sequence[Page], kept: Kept) -> dict[str, float]:
    out: dict[str, float] = {"pages": len(pages)}
    if pages[0].truth.marked:
        scores = [marked_score(page, kept[page.truth.name]) for page in pages]
        return out | {"chars": mean(scores), "under.5": mean(score < 0.5 for score in scores)}
    if pages[0].truth.main is None:
        return out | _pieces(pages, kept)
    texts = [(text_of(page, kept[page.truth.name]), page.right) for page in pages]
    for name, measure in (
        ("wordF1", measures.word_f1), ("F1", measures.shingle_f1), ("top20", measures.top)
    ):  # fmt: skip
        out[name] = mean(measure(*pair) for pair in texts)
    out["under.5"] = mean(measures.word_f1(*pair) < 0.5 for pair in texts)
    return out


def marked_score(page: Page, kept: Sequence[bool]) -> float:
    """F1 of runs of four characters of a marked page."""
    found = text_of(page, kept, lambda number: page.marks[number] not in (MAIN, OUT))
    return measures.character_f1(found, page.right)


def _pieces(pages: Sequence[Page], kept: Kept) -> dict[str, float]:
    had = missed = wrong = 0
    right: list[bool] = []
    for page in pages:
        text = text_of(page, kept[page.truth.name])
        inside, outside = page.truth.pieces
        missing = sum(piece not in text for piece in inside)
        extra = sum(piece in text for piece in outside)
        had += len(inside) - missing
        missed += missing
        wrong += extra
        right.append(missing + extra == 0)
    return {"F1": measures.f1(had, had + wrong, had + missed), "right": mean(right)}


def as_markdown(rows: Mapping[str, Mapping[str, float]]) -> str:
    """The table as Markdown."""
    columns = ("pages", "wordF1", "F1", "top20", "chars", "right", "under.5")
    lines = [f"| set | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for name, row in rows.items():
        cells = [
            "" if column not in row else f"{row[column]:.0f}" if column == "pages"
            else f"{row[column]:.3f}"
            for column in columns
        ]  # fmt: skip
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)
