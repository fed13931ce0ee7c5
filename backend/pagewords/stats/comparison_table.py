"""Comparisons as tables: all rows with both counts and the measures of their difference."""

from collections.abc import Iterable, Iterator
from typing import Any

from pagewords.stats.tables import Rows, cleaner, write_table

_COLUMNS = (
    "part",
    "word",
    "left_count",
    "right_count",
    "left_share",
    "right_share",
    "likelihood",
    "log_ratio",
    "chance",
    "only_in",
)


def comparison_parts(kind: str, parts: Iterable[list[dict[str, Any]]]) -> Iterator[str]:
    """The items of a comparison, which come in parts, as a table of a `kind`."""
    return write_table(kind, _rows(kind, parts))


def _rows(kind: str, parts: Iterable[list[dict[str, Any]]]) -> Iterator[Rows]:
    clean = cleaner(kind)
    for number, items in enumerate(parts):
        rows: Rows = [[*_COLUMNS]] if number == 0 else []
        for item in items:
            text = {"word": clean(item["word"]), "chance": str(item["chance"]).lower()}
            rows.append([(item | text)[name] for name in _COLUMNS])
        yield rows
