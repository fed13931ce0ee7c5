"""A page's text in blocks, and an index in which the reader has moved blocks in or out of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pagewords.stats.index import Index


def toggle_blocks(index: Index, numbers: Iterable[int]) -> Index:
    """The index of the same page, with the blocks of these numbers moved into its main text, or
    out of it. Where no block is left, the whole page is the main text, as on any page. A phrase
    then has the score that it has on the whole page.

    Raises IndexError for a block that the page does not have.
    """
    changed = frozenset(numbers)
    if not changed:
        return index
    if max(changed) >= len(index.blocks):
        raise IndexError(f"The page has {len(index.blocks)} blocks, numbered from 0.")
    blocks = tuple(
        block._replace(main=block.main ^ (number in changed))
        for number, block in enumerate(index.blocks)
    )
    scores = {key: scores for key, scores in index.scores.items() if key[0] != "main"}
    # What is known of the whole page stays so.
    known = {name: value for name, value in index.known() if "main" not in name}
    return replace(index, blocks=blocks, scores=scores, _cache=known, _lists={})


def list_blocks(index: Index) -> list[dict[str, Any]]:
    """The blocks of a page in order, each with its text, its zone, and whether it is main text."""
    whole = not any(block.main for block in index.blocks)
    return [
        {
            "text": index.text[block.start : block.end],
            "main": block.main or whole,
            "code": block.code,
            "zone": zone,
        }
        for block, zone in zip(index.blocks, _zones(index), strict=True)
    ]


def main_text(index: Index) -> str:
    """The main text, a line a block."""
    return "\n".join(block["text"] for block in list_blocks(index) if block["main"])


def _zones(index: Index) -> Iterator[str]:
    """The zone of each block that holds at least half of it, or body."""
    left = iter(index.zones)
    zone = next(left, None)
    for block in index.blocks:
        found = "body"
        while zone is not None and zone.start < block.end:
            if 2 * (zone.end - zone.start) >= block.end - block.start:
                found = zone.zone
            zone = next(left, None)
        yield found
