"""Which rows of a list its reader hides: stop words, and words and phrases of the reader's own."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from pagewords.stats.grouping import fold
from pagewords.stats.ngrams import BREAK, NGram

Counted = list[tuple[NGram, int]]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that no row may begin or end with, and the phrases that the reader hides: by each place
    in a phrase, the words that may stand there, with a bit for each phrase that has them there."""

    words: set[int]
    phrases: list[dict[int, int]]

    def shown(self, counted: Counted) -> Counted:
        """The rows that are not hidden."""
        words, phrases = self.words, self.phrases
        rest = [row for row in counted if row[0][0] not in words and row[0][-1] not in words]
        if not phrases:
            return rest
        first = phrases[0]
        return [row for row in rest if row[0][0] not in first or not self._has_phrase(row[0])]

    def has(self, gram: NGram) -> bool:
        """Whether a word or phrase is hidden."""
        return gram[0] in self.words or gram[-1] in self.words or self._has_phrase(gram)

    def _has_phrase(self, gram: NGram) -> bool:
        if not self.phrases:
            return False
        common = -1
        for group, phrases in zip(gram, self.phrases, strict=True):
            common &= phrases.get(group, 0)
        return common != 0


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
    # So two hundred phrases take no longer than one.
    phrases: list[dict[int, int]] = [{} for _ in range(unit)] if split else []
    for number, parts in enumerate(split):
        for part, there in zip(parts, phrases, strict=True):
            for group in called[part]:
                there[group] = there.get(group, 0) | 1 << number
    return Hidden(hidden, phrases)
