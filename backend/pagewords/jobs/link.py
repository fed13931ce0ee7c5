"""From a link to a document: fetch it, read it, look into its frames, tell what is before it."""

from collections.abc import Callable

from pagewords import files
from pagewords.fetch import FetchError, Page
from pagewords.jobs.failure import JobError
from pagewords.page import Document, PageError, is_challenge, read_page

#: Fetches a URL; the second argument says whether its scheme was only assumed.
Fetch = Callable[[str, bool], Page]
#: Draws a page that a program draws; raises `JobError` `needs_javascript` where it cannot.
Draw = Callable[[Page], Page]

#: Frames of a page that are fetched, those within frames included.
MOST_FRAMES = 6
#: How much longer than a page's own text that of its frame must be.
TIMES = 2
_SEEN = {
    "challenge": "The site wants to know first that a person reads it.",
    "consent": "A question for consent stands before the page.",
    "login": "The page is for people who have logged in.",
    "paywall": "The rest of the page is for subscribers.",
}


def read_link(page: Page, asked: str, fetch: Fetch, draw: Draw) -> tuple[Page, Document]:
    """The page that a link led to, or the frame that has its text, and what was read.

    `asked` is the link. Raises `FetchError`, `PageError`, and `JobError` for a page behind a wall
    (`blocked`) and for one that a program in the browser draws and `draw` cannot
    (`needs_javascript`).
    """
    document = _read(page, asked)
    if document.wall is None and document.frames:
        page, document = _largest(page, document, fetch)
    if document.wall is None and document.needs_javascript:
        page = draw(page)
        document = _read(page, asked)
    if document.wall is not None:
        raise blocked(document.wall)
    if document.needs_javascript:
        raise JobError("needs_javascript", "A program in the browser draws this page.")
    return page, document


def _read(page: Page, asked: str) -> Document:
    document = read_page(page.body, page.content_type, page.final_url, asked=asked)
    return document if page.source == "page" else document._replace(source=page.source)


def blocked(seen: str) -> JobError:
    """The error of a page behind a wall, with what was seen."""
    return JobError("blocked", _SEEN[seen], seen)


def fetch_link(url: str, scheme_assumed: bool, fetch: Fetch) -> Page:
    """What a link leads to; raises `FetchError`, and `JobError` `blocked` for a challenge."""
    try:
        return fetch(url, scheme_assumed)
    except FetchError as error:
        if error.code == "blocked" or is_challenge(error.body):
            raise blocked("challenge") from None
        raise


def _largest(page: Page, document: Document, fetch: Fetch) -> tuple[Page, Document]:
    """The page itself, or that of its frames which has most text, if it is much more."""
    best, most = (page, document), TIMES * len(document.page_text)
    todo, known = list(document.frames), {page.final_url}
    away: FetchError | None = None
    for _ in range(MOST_FRAMES):
        if not todo:
            break
        url = todo.pop(0)
        if url in known:
            continue
        known.add(url)
        try:
            inner = fetch(url, False)
            if files.kind_of(inner.body, inner.content_type) != files.PAGE:
                continue
            read = read_page(inner.body, inner.content_type, inner.final_url)
        except FetchError as error:
            away = error if error.will_pass else away
            continue
        except (files.FileError, PageError):
            continue
        todo += read.frames
        size = len(read.main_text)
        if size > most and read.wall is None and not read.needs_javascript:
            best, most = (inner, read), size
    if away is not None and best[0] is page:
        # Without its frame the page would be counted for all who ask in this minute.
        raise away
    return best
