"""A word of a Korean text, or what may become a part of one."""

from typing import NamedTuple

from pagewords.words.term import Annotation

NOUN = Annotation(None, None, False, "noun")
NAME = Annotation(None, None, False, "name")
#: Kinds of elements that are nouns.
NOUNS = frozenset(("noun", "name"))


class Element(NamedTuple):
    """A word or a part of a compound.

    `known` is None for what is no word alone. `kind` says what it may do in a compound:

    - `noun`, `name`, `latin`: stand anywhere;
    - `light`: a stop word that may not end it; `bound`: one that may where the page has a noun so;
    - `modifier`: an adverb or a verb before a noun, which may begin it (검은사막);
    - `of`: 의 or what looks like a particle between nouns, which may stand inside it;
    - `digits`: stand behind a name or before a noun; `counter`: what digits count;
    - `date`: month and day, which names of events begin with;
    - empty: no part of a compound.

    `suffix`: how many characters at the end are a suffix (휴직자).
    """

    start: int
    end: int
    kind: str
    known: Annotation | None
    suffix: int = 0
