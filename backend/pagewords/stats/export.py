"""Lists as CSV (RFC 4180) and TSV, with cells that no spreadsheet runs as formulas."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pagewords.text import ZONES

#: What a spreadsheet may take for the start of a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠")


_COLUMNS = ("rank", "word", "count", "share", "stop_word", "class", "forms", *ZONES)
_LAST = ("likelihood",)

Items = list[dict[str, Any]]


def to_csv(items: Items, *, bom: bool = True) -> str:
    """A list as comma-separated values; with a byte order mark, by which Excel knows UTF-8."""
    return "".join(csv_parts([items], bom=bom))


def to_tsv(items: Items) -> str:
    """A list as tab-separated values, whose cells hold neither tabs nor line ends."""
    return "".join(tsv_parts([items]))


def csv_parts(parts: Iterable[Items], *, bom: bool = True) -> Iterator[str]:
    """As `to_csv`, of a list that comes in parts."""
    yield from _write(parts, "\ufeff" if bom else "", ",", "\r\n")


def tsv_parts(parts: Iterable[Items]) -> Iterator[str]:
    """As `to_tsv`, of a list that comes in parts."""
    yield from _write(parts, "", "\t", "\n")


def _write(parts: Iterable[Items], head: str, delimiter: str, end: str) -> Iterator[str]:
    clean = _on_a_line if delimiter == "\t" else harmless
    for number, items in enumerate(parts):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
        last = _LAST if items and "likelihood" in items[0] else ()
        if number == 0:
            writer.writerow([*_COLUMNS, *last])
        writer.writerows([_row(item, clean, last) for item in items])
        yield head + out.getvalue()
        head = ""


def _row(item: dict[str, Any], clean: Callable[[str], str], last: Sequence[str]) -> list[object]:
    forms = " ".join([f"{form['form']} ({form['count']})" for form in item["forms"]])
    zones = item["zones"]
    return [
        item["rank"],
        clean(item["word"]),
        item["count"],
        item["share"],
        str(item["stop_word"]).lower(),
        item["class"] or "",
        clean(forms),
        *[zones.get(zone, 0) for zone in ZONES],
        *[item[name] for name in last],
    ]


def _on_a_line(cell: str) -> str:
    return " ".join(harmless(cell).split())


def harmless(cell: str) -> str:
    """Prefix a cell that a spreadsheet might run as a formula with an apostrophe."""
    if cell[:1].isalnum():
        return cell
    return "'" + cell if cell.lstrip(" ").startswith(_FORMULA) else cell
