"""Which rows of a list its reader hides: stop words, and words and phrases of the reader's own."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from pagewords.stats.grouping import fold
from pagewords.stats.ngrams import BREAK, NGram

Counted = list[tuple[NGram, int]]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that no row may begin or end with, and the phrases that the reader hides, by their
    first words; each word of a phrase may be one of several."""

    words: set[int]
    phrases: dict[int, list[list[set[int]]]]

    def shown(self, counted: Counted) -> Counted:
        """The rows that are not hidden."""
        words, phrases = self.words, self.phrases
        rest = [row for row in counted if row[0][0] not in words and row[0][-1] not in words]
        if not phrases:
            return rest
        return [row for row in rest if row[0][0] not in phrases or not self._has_phrase(row[0])]

    def has(self, gram: NGram) -> bool:
        """Whether a word or phrase is hidden."""
        return gram[0] in self.words or gram[-1] in self.words or self._has_phrase(gram)

    def _has_phrase(self, gram: NGram) -> bool:
        return any(
            all(group in called for group, called in zip(gram, phrase, strict=True))
            for phrase in self.phrases.get(gram[0], ())
        )


def hide_words(
    stops: Sequence[bool],
    call: Callable[[Collection[str]], dict[str, set[int]]],
    stop_words: str,
    hide: Iterable[str],
    keep: Iterable[str],
    unit: int,
) -> Hidden:
    """What a reader hides, given which words are stop words, and what `call` finds of each name."""
    kept, unwanted = set(map(fold, keep)), set(map(fold, hide))
    split = [phrase.split() for phrase in sorted(unwanted) if " " in phrase]
    split = [parts for parts in split if len(parts) == unit]
    called = call(kept.union(unwanted, *split))
    hidden = {BREAK}
    if stop_words == "hide":
        hidden.update(number for number, stop in enumerate(stops) if stop)
        hidden.difference_update(*map(called.__getitem__, kept))
    hidden.update(*map(called.__getitem__, unwanted))
    phrases: dict[int, list[list[set[int]]]] = {}
    for parts in split:
        found = [called[part] for part in parts]
        for first in found[0]:
            phrases.setdefault(first, []).append(found)
    return Hidden(hidden, phrases)
