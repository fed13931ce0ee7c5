"""A concordance as a table."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pagewords.stats.tables import Rows, cleaner, write_table

_COLUMNS = ("position", "zone", "left", "match", "right", "sentence")


def context_parts(
    kind: str, parts: Iterable[list[dict[str, Any]]], of_members: bool = False
) -> Iterator[str]:
    """The lines of a concordance, which come in parts, as a table of a `kind`.

    `of_members`: the lines of a collection have the number of their member, too.
    """
    return write_table(kind, _rows(cleaner(kind), parts, of_members))


def _rows(
    clean: Callable[[str], str], parts: Iterable[list[dict[str, Any]]], of_members: bool
) -> Iterator[Rows]:
    more = ("member",) if of_members else ()
    for number, items in enumerate(parts):
        rows: Rows = [[*_COLUMNS, *more]] if number == 0 else []
        yield rows + [[*_row(clean, item), *(item[name] for name in more)] for item in items]


def _row(clean: Callable[[str], str], item: dict[str, Any]) -> list[object]:
    # A place is read in a line, in CSV too.
    before, after = item["sentence"]
    cells = (item["left"], item["match"], item["right"], before + item["match"] + after)
    return [item["position"], item["zone"], *(clean(" ".join(cell.split())) for cell in cells)]
