"""Five folds by site: what each page is said to be by nets that have not seen its site."""

import zlib
from collections.abc import Sequence

from pagewords.page.main_text import Model, choose
from pagewords.page.names import Names
from train import nets, words
from train.page import Array, Page

FOLDS = 5


def split(pages: Sequence[Page]) -> None:
    """Give each page its fold; a site's pages are in one."""
    for page in pages:
        page.fold = zlib.crc32(page.truth.group.encode()) % FOLDS


class Folds:
    """Pages, with copies of some that have no names, looked at out of fold."""

    def __init__(self, pages: Sequence[Page], copies: Sequence[Page], seeds: Sequence[int]) -> None:
        self.pages, self.copies, self._seeds = pages, copies, seeds

    def run(self) -> dict[str, list[bool]]:
        """The kept blocks of each page."""
        everything = [*self.pages, *self.copies]
        for fold in range(FOLDS):
            names = Names(words.fit([page for page in self.pages if page.fold != fold]))
            for page in self.pages:
                if page.fold == fold:
                    page.look(names)
        for page in self.copies:
            page.look(Names({}), blind=True)
        self._look(everything, lambda page: page.x, lambda page, p: page.look_again(p))
        said: dict[str, list[bool]] = {}

        def keep(page: Page, likely: Array) -> None:
            if page not in self.copies:
                said[page.truth.name] = choose(likely, page.features.weights).main

        self._look(everything, lambda page: page.x2, keep)
        return said

    def _look(self, pages, of, then) -> None:  # type: ignore[no-untyped-def]
        for fold in range(FOLDS):
            net = nets.fit(
                *nets.rows([page for page in pages if page.fold != fold], of), self._seeds
            )
            for page in pages:
                if page.fold == fold:
                    then(page, net(of(page)))

    def final(self) -> Model:
        """The nets of all pages, after `run`."""
        everything = [*self.pages, *self.copies]
        return Model(
            Names(words.fit(self.pages)),
            nets.fit(*nets.rows(everything, lambda page: page.x), self._seeds),
            nets.fit(*nets.rows(everything, lambda page: page.x2), self._seeds),
        )
