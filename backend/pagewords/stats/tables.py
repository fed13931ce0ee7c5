"""Tables as CSV (RFC 4180) and TSV, with cells that no spreadsheet runs as formulas."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator

#: What parts cells, ends lines and begins the file: Excel knows UTF-8 by the byte order mark.
_KINDS = {"csv": (",", "\r\n", "\ufeff"), "tsv": ("\t", "\n", "")}
#: What a spreadsheet may take for the start of a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠")

#: Where a cell begins in the middle of one, for spreadsheets of languages with a comma in numbers:
#: they part cells by semicolons.
_INNER = re.compile(f';(?=[ "]*[{re.escape("".join(_FORMULA))}])')

Rows = list[list[object]]


def write_table(kind: str, parts: Iterable[Rows]) -> Iterator[str]:
    """Rows that come in parts, the names of the columns first, as `csv` or `tsv`."""
    delimiter, end, mark = _KINDS[kind]
    for rows in parts:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
        yield mark + out.getvalue()
        mark = ""


def cleaner(kind: str) -> Callable[[str], str]:
    """What makes text fit for a cell: in TSV it holds neither tabs nor line ends."""
    return _on_a_line if kind == "tsv" else _harmless_in_csv


def _harmless_in_csv(cell: str) -> str:
    """As `_harmless`, also where a semicolon in the cell may begin another one."""
    return _harmless(_INNER.sub(";'", cell) if ";" in cell else cell)


def _harmless(cell: str) -> str:
    """Prefix a cell that a spreadsheet might run as a formula with an apostrophe."""
    if cell[:1].isalnum():
        return cell
    return "'" + cell if cell.lstrip(" ").startswith(_FORMULA) else cell


def _on_a_line(cell: str) -> str:
    return " ".join(_harmless(cell).split())
