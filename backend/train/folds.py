"""Five folds by site: what each page is said to be by nets that have not seen its site."""

import zlib
from collections.abc import Callable, Sequence

from pagewords.page.blocks.names import Names
from pagewords.page.main_text.find import Model, both, decide
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
        self._look(everything, lambda page: page.x, Page.look_again)
        said: dict[str, list[bool]] = {}
        copies = {*map(id, self.copies)}

        def keep(page: Page, likely: Array) -> None:
            if id(page) not in copies:
                said[page.truth.name] = decide(both(page.first, likely), page.features)[0]

        self._look(everything, lambda page: page.x2, keep)
        return said

    def _look(
        self,
        pages: Sequence[Page],
        of: Callable[[Page], Array],
        then: Callable[[Page, Array], None],
    ) -> None:
        """Tell `then` what is said of each page by nets that learned from other sites."""
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
