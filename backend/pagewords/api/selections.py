"""Which words a query selects, checked against what a result has."""

from collections.abc import Sequence
from typing import Any

from pagewords.errors import invalid_field
from pagewords.stats import Index
from pagewords.stats.keyness import KNOWN, NO_LIST, keyness_state


def own_words(query: dict[str, Any]) -> dict[str, Any]:
    """A query with the reader's own words taken apart, which are parted by commas."""
    return query | {name: _split(query[name]) for name in ("hide", "keep")}


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(","))))


def check_class(word_class: str | None, known: Sequence[str], results: str = "this result") -> None:
    """Reject a class that is not among those of the results' languages."""
    if word_class is None or word_class in known:
        return
    said = f"are of the classes {', '.join(known)}" if known else "have no classes"
    invalid_field("class", f"The words of {results} {said}.")


def check_sort(sort: str, index: Index) -> None:
    """Reject keyness where nothing is known of everyday language."""
    if sort != "keyness" or (state := keyness_state(index)) == KNOWN:
        return
    if state == NO_LIST:
        invalid_field("sort", "There is no list of everyday words in the language of this result.")
    detail = (
        "This result was counted before words were compared with everyday language; run it again."
    )
    invalid_field("sort", detail)
