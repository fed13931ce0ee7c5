"""Lists of words as tables, those of a collection with a column of counts for each page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pagewords.stats.tables import Rows, cleaner, write_table
from pagewords.text import ZONES

_COLUMNS = ("rank", "word", "count", "share", "stop_word", "class", "forms", *ZONES)
#: What a list may be sorted by: a column where it is.
_LAST = ("likelihood", "keyness")
#: How a word is spread over the pages of a collection.
_SPREAD = ("in_members", "dispersion")

Items = list[dict[str, Any]]


def word_parts(kind: str, parts: Iterable[Items], members: Sequence[str] = ()) -> Iterator[str]:
    """A list that comes in parts as a table of a `kind`; `members` are the titles of a collection's
    pages."""
    return write_table(kind, _rows(cleaner(kind), parts, members))


def _rows(
    clean: Callable[[str], str], parts: Iterable[Items], members: Sequence[str]
) -> Iterator[Rows]:
    for number, items in enumerate(parts):
        last = [name for name in _LAST if items and name in items[0]]
        more = [*last, *(_SPREAD if members else ())]
        rows: Rows = []
        if number == 0:
            rows.append([*_COLUMNS, *more, *map(clean, members)])
        for item in items:
            row = _row(item, clean)
            if more:
                row += [item[name] for name in more]
            if members:
                row += item["members"]
            rows.append(row)
        yield rows


def _row(item: dict[str, Any], clean: Callable[[str], str]) -> list[object]:
    forms, zones = item["forms"], item["zones"]
    if len(forms) == 1:
        shown = f"{forms[0]['form']} ({forms[0]['count']})"
    else:
        shown = " ".join([f"{form['form']} ({form['count']})" for form in forms])
    return [
        item["rank"],
        clean(item["word"]),
        item["count"],
        item["share"],
        "true" if item["stop_word"] else "false",
        item["class"] or "",
        clean(shown),
        *[zones.get(zone, 0) for zone in ZONES],
    ]
