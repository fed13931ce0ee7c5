"""Columns of JSON without the names that stand in every row: a third of what they took.

A word's row is `[word, count, share, zones, forms]`, its forms left out where the word itself is
the only one; totals are `[main, page, main_share, main_found, approximate]`, a scope its numbers.
What has its names is read as well: the version before this form wrote it, while an upgrade was
under way.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from pagewords.stats.index import ZONES

_SCOPE = (
    "words",
    "distinct",
    "distinct_grouped",
    "sentences",
    "characters",
    "characters_without_spaces",
    "reading_seconds",
    "eojeol",
)
_REST = ("main_share", "main_found", "approximate")


def shorten_words(rows: list[dict[str, Any]]) -> list[list[Any]]:
    """The first rows of a list of words that hides stop words, without names."""
    return [_shorten_row(row) for row in rows]


def lengthen_words(rows: list[Any]) -> list[dict[str, Any]]:
    """The opposite of `shorten_words`; rows that have their names stay as they are."""
    if any(isinstance(row, dict) for row in rows):
        return rows
    return [_lengthen_row(rank, *row) for rank, row in enumerate(rows, 1)]


def _shorten_row(row: dict[str, Any]) -> list[Any]:
    zones = [row["zones"].get(name, 0) for name in ZONES]
    forms = {form["form"]: form["count"] for form in row["forms"]}
    only = forms == {row["word"]: row["count"]}
    return [row["word"], row["count"], row["share"], zones, *([] if only else [forms])]


def _lengthen_row(
    rank: int,
    word: str,
    count: int,
    share: float,
    zones: list[int],
    forms: dict[str, int] | None = None,
) -> dict[str, Any]:
    return {
        "rank": rank,
        "word": word,
        "count": count,
        "share": share,
        "stop_word": False,
        "forms": [
            {"form": form, "count": times} for form, times in (forms or {word: count}).items()
        ],
        "zones": {name: times for name, times in zip(ZONES, zones, strict=True) if times},
    }


def shorten_totals(totals: dict[str, Any]) -> list[Any]:
    """Totals without names."""
    scopes = [
        [totals[scope][name] for name in _SCOPE if name in totals[scope]]
        for scope in ("main", "page")
    ]
    return [*scopes, *(totals[name] for name in _REST)]


def lengthen_totals(stored: list[Any] | dict[str, Any]) -> dict[str, Any]:
    """The opposite of `shorten_totals`; totals that have their names stay as they are."""
    if isinstance(stored, dict):
        return stored
    main, page, *rest = stored
    # Only Korean has the last number.
    scopes = {
        name: dict(zip(_SCOPE, scope, strict=False))
        for name, scope in (("main", main), ("page", page))
    }
    return scopes | dict(zip(_REST, rest, strict=True))


class _Compact(sa.types.TypeDecorator[Any]):
    impl = sa.JSON
    cache_ok = True
    shorten: Callable[[Any], Any]
    lengthen: Callable[[Any], Any]

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return type(self).shorten(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return type(self).lengthen(value)


class Words(_Compact):
    """The first rows of a list of words."""

    shorten = staticmethod(shorten_words)
    lengthen = staticmethod(lengthen_words)


class Totals(_Compact):
    """A page's totals."""

    shorten = staticmethod(shorten_totals)
    lengthen = staticmethod(lengthen_totals)
