"""Lists as CSV (RFC 4180) and TSV, with cells that no spreadsheet runs as formulas."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from pagewords.text import ZONES

_COLUMNS = ("rank", "word", "count", "share", "stop_word", "class", "forms")
#: What a spreadsheet may take for the start of a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(items: Iterable[dict[str, Any]], *, bom: bool = True) -> str:
    """A list as comma-separated values; with a byte order mark, by which Excel knows UTF-8."""
    return ("\ufeff" if bom else "") + _write(items, ",", "\r\n")


def to_tsv(items: Iterable[dict[str, Any]]) -> str:
    """A list as tab-separated values, whose cells hold neither tabs nor line ends."""
    return _write(items, "\t", "\n")


def _write(items: Iterable[dict[str, Any]], delimiter: str, end: str) -> str:
    rows = [_row(item) for item in items]
    if delimiter == "\t":
        rows = [{name: _on_a_line(cell) for name, cell in row.items()} for row in rows]
    columns = list(rows[0]) if rows else [*_COLUMNS, *ZONES]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _row(item: dict[str, Any]) -> dict[str, object]:
    forms = " ".join(f"{form['form']} ({form['count']})" for form in item["forms"])
    row = {**item, "forms": forms}
    zones = row.pop("zones")
    row |= {zone: zones.get(zone, 0) for zone in ZONES}
    return {name: harmless(_plain(cell)) for name, cell in row.items()}


def _plain(cell: object) -> object:
    """A boolean as JSON has it."""
    return str(cell).lower() if isinstance(cell, bool) else cell


def _on_a_line(cell: object) -> object:
    return " ".join(cell.split()) if isinstance(cell, str) else cell


def harmless(cell: object) -> object:
    """Prefix a cell that a spreadsheet might run as a formula with an apostrophe."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA):
        return "'" + cell
    return cell
