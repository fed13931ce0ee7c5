"""The languages that a client may ask for, and the tags that name them."""

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from pagewords.errors import invalid_field
from pagewords.tags import CANONICAL
from pagewords.text import CLASSED, CLASSES

#: Tags that name no language: it is detected.
DETECTED = ("und", "mul")


class Language(NamedTuple):
    """A language: its tag (BCP 47), its name in English, whether it has an analyser or lists of its
    own for stop words and forms, and the word classes that it knows."""

    tag: str
    name: str
    exact: bool
    classes: tuple[str, ...]


@lru_cache(maxsize=1)
def languages() -> dict[str, Language]:
    """All languages by tag."""
    lines = files("pagewords").joinpath("api", "data", "languages.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in lines.splitlines()]
    return {
        tag: Language(tag, name, "exact" in marks, CLASSES if tag in CLASSED else ())
        for tag, name, *marks in rows
    }


def asked_language(tag: str | None) -> str | None:
    """The tag that a client asks for, in lower case; None if the language is to be detected.

    Raises a 422 `Problem` if no language is known by it.
    """
    # Language tags are case-insensitive: equal ones must give equal jobs.
    lower = (tag or "").lower()
    primary = lower.partition("-")[0]
    if not lower or primary in DETECTED:
        return None
    if CANONICAL.get(primary, primary) not in languages():
        invalid_field(
            "language", f"No language is known by “{primary}”. GET /api/languages lists all."
        )
    return lower
