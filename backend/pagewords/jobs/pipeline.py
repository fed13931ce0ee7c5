"""The work of a job: fetch → read → count. It makes a result; storing it is the task's."""

import time
from dataclasses import dataclass

from pagewords.config import Settings
from pagewords.fetch import Limits, Page, Policy, fetch_page
from pagewords.jobs.stages import Stages
from pagewords.metrics.instruments import FETCHED_BYTES
from pagewords.models import Job, Result, db, now
from pagewords.page import read_page, read_text
from pagewords.stats import DocumentLike, build_index, count_totals, decode, encode, list_words
from pagewords.stats.collocation import score_phrases
from pagewords.words import analyse
from pagewords.words.korean.kiwi import LONGEST_RUN, has_too_long_run

TOP_WORDS = 10
#: Words beyond which a result takes too long to list; the Bible has 800,000.
WORD_LIMIT = 1_000_000


class JobError(Exception):
    """A job cannot have a result, for a reason that has a code."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


@dataclass(frozen=True, slots=True)
class Source:
    """A text to count and where it comes from. Times in ms since 1970."""

    document: DocumentLike
    title: str
    declared_language: str | None
    url: str | None
    final_url: str | None
    fetched_at: int


def make_result(job: Job, settings: Settings, stages: Stages) -> Result:
    """Do the work of a job; all its fetches together have `settings.attempt_seconds`.

    Raises `JobError`, `FetchError` or `PageError`, each with a code, if there is no result.
    """
    try:
        return _count(job, stages, _load_source(job, settings, stages))
    except (MemoryError, RecursionError):
        # Another attempt would end the same way.
        raise JobError("too_complex", "The page is too complex to read.") from None


def _count(job: Job, stages: Stages, source: Source) -> Result:
    stages.enter("counting")
    analysis = analyse(source.document.page_text, job.language, source.declared_language)
    if not analysis.ids and has_too_long_run(source.document.page_text):
        detail = f"More than {LONGEST_RUN} Korean syllables follow each other without a space."
        raise JobError("no_words", detail)
    if not analysis.ids:
        raise JobError("no_words", "The page has no words.")
    if len(analysis.ids) > WORD_LIMIT:
        raise JobError("too_complex", f"The page has more than {WORD_LIMIT} words.")
    index = build_index(source.document, analysis, score_phrases)
    return Result(
        key=job.key,
        url=source.url,
        final_url=source.final_url,
        title=source.title,
        language=analysis.language,
        approximate=analysis.approximate,
        fetched_at=source.fetched_at,
        totals=count_totals(index),
        words=list_words(index, limit=TOP_WORDS).items,
        index=encode(index),
    )


def _load_source(job: Job, settings: Settings, stages: Stages) -> Source:
    if job.source is not None:
        return _load_stored(job, stages)
    if job.url is None:
        stages.enter("reading")
        document = read_text(job.text or "", job.title or "")
        return Source(document, document.title, None, None, None, now())

    seconds = float(settings.attempt_seconds)

    def fetch(url: str, scheme_assumed: bool) -> Page:
        nonlocal seconds
        begun = time.monotonic()
        page = _fetch(url, scheme_assumed, settings, stages, begun + seconds)
        # Reading a page with a frame takes none of the frame's time.
        seconds -= time.monotonic() - begun
        return page

    page = fetch(job.url, job.scheme_assumed)
    document = read_page(page.body, page.content_type, page.final_url)
    if document.frame is not None:
        page = fetch(document.frame, False)
        document = read_page(page.body, page.content_type, page.final_url)
    if not document.page_text.strip() and document.needs_javascript:
        raise JobError("needs_javascript", "A program in the browser draws this page.")
    return Source(document, document.title, document.language, job.url, page.final_url, now())


def _load_stored(job: Job, stages: Stages) -> Source:
    stages.enter("reading")
    stored = db.session.get(Result, job.source)
    if stored is None:
        raise JobError("no_words", "The text of that result is no longer kept.")
    document = decode(stored.index).document()
    return Source(document, stored.title, None, stored.url, stored.final_url, stored.fetched_at)


def _fetch(
    url: str, scheme_assumed: bool, settings: Settings, stages: Stages, deadline: float
) -> Page:
    stages.enter("fetching")
    page = fetch_page(
        url,
        policy=Policy(trusted_sites=settings.trusted_sites, contact=settings.contact),
        limits=Limits(
            wire_bytes=settings.wire_bytes,
            decoded_bytes=settings.decoded_bytes,
            seconds=settings.attempt_seconds,
            redirects=settings.redirects,
        ),
        scheme_assumed=scheme_assumed,
        deadline=deadline,
        on_bytes=stages.on_bytes,
    )
    stages.fetched_bytes = page.wire_bytes
    FETCHED_BYTES.observe(page.wire_bytes)
    stages.enter("reading")
    return page
