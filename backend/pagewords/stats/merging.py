"""Merges the indexes of several pages into one, which is read like that of any page.

What is counted in it is the sum of what is counted in the pages: each keeps its main text, and
nothing adjoins across the border of two pages.
"""

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from pagewords.stats.agreement import Name, agree
from pagewords.stats.build import Rarities, look_up
from pagewords.stats.index import Index
from pagewords.stats.scopes import selected
from pagewords.text import Block, Spelling, Zone

if TYPE_CHECKING:
    from pagewords.stats.scoring import Scorer

#: The language of pages in several languages (ISO 639-2).
SEVERAL = "mul"


def merge(
    pages: Sequence[Index | None],
    score: "Scorer | None" = None,
    rarities: Rarities | None = None,
) -> Index:
    """The index of several pages one after the other; `parts` of it says where each begins.

    None stands for a page without an index: its part is empty. There must be at least one page.
    `score` works out which words belong together, and `rarities` how rare each is elsewhere, as in
    `build_index`.
    """
    there = [page for page in pages if page is not None]
    # A new line stands between two pages.
    lengths = [0 if page is None else len(page.text) + 1 for page in pages]
    parts = [*accumulate(lengths[:-1], initial=0)]
    placed = [(page, part) for page, part in zip(pages, parts, strict=True) if page is not None]
    spellings, ids = _number([*there])
    languages = {page.language for page in there}
    merged = Index(
        text="\n".join(page.text for page in there),
        language=languages.pop() if len(languages) == 1 else SEVERAL,
        approximate=any(page.approximate for page in there),
        main_found=any(page.main_found for page in there),
        blocks=tuple(block for page, offset in placed for block in _blocks(page, offset)),
        zones=tuple(
            Zone(zone.start + offset, zone.end + offset, zone.zone)
            for page, offset in placed
            for zone in page.zones
        ),
        spellings=spellings,
        ids=ids,
        starts=_moved([(page.starts, offset) for page, offset in placed]),
        ends=_moved([(page.ends, offset) for page, offset in placed]),
        sentences=_sentences(there),
        has_eojeol=all(page.has_eojeol for page in there),
        classes=tuple(dict.fromkeys(name for page in there for name in page.classes)),
        parts=tuple(parts),
    )
    if score is not None:
        from pagewords.stats.scoring import score_index

        score_index(merged, score)
    if rarities is not None:
        look_up(merged, rarities)
    return merged


def _number(pages: Sequence[Index]) -> "tuple[list[Spelling], array[int]]":
    """The spellings of all pages in the order of their first occurrence, and their numbers."""
    numbers: dict[Spelling, int] = {}
    ids = array("I")
    agreed = agree(pages)
    for page in pages:
        here = [numbers.setdefault(_agreed(one, agreed), len(numbers)) for one in page.spellings]
        ids.extend(map(here.__getitem__, page.ids))
    return [*numbers], ids


def _agreed(one: Spelling, agreed: dict[Name, Name]) -> Spelling:
    """A spelling under the lemma that the pages agree on."""
    to = agreed.get((one.lemma, one.stop_word))
    return one if to is None else one._replace(lemma=to[0])


def _moved(columns: "list[tuple[array[int], int]]") -> "array[int]":
    moved = array("I")
    for column, offset in columns:
        moved.extend([place + offset for place in column])
    return moved


def _sentences(pages: Sequence[Index]) -> "array[int]":
    """The first occurrences of sentences."""
    found = array("I")
    before = 0
    for page in pages:
        found.extend([first + before for first in page.sentences])
        before += len(page.ids)
    return found


def _blocks(page: Index, offset: int) -> list[Block]:
    """The blocks of a page with the flags by which they count there: where no block is main text,
    all are; in a main text of nothing but code, the code counts."""
    has_main = any(block.main for block in page.blocks)
    leaves_code = selected(page, "main", "out") != selected(page, "main", "in")
    return [
        Block(
            block.start + offset,
            block.end + offset,
            main := block.main or not has_main,
            block.code and not (main and not leaves_code),
        )
        for block in page.blocks
    ]
