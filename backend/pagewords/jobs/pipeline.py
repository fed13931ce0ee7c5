"""The work of a job: fetch → read → count. It makes a result; storing it is the task's."""

from dataclasses import dataclass

from pagewords.config import Settings
from pagewords.fetch import Limits, Page, Policy, fetch_page
from pagewords.jobs.failure import JobError
from pagewords.jobs.link import read_link
from pagewords.jobs.stages import Stages
from pagewords.metrics.instruments import FETCHED_BYTES
from pagewords.models import Job, Result, db, now
from pagewords.page import read_text
from pagewords.stats import DocumentLike, build_index, count_totals, decode, encode, list_words
from pagewords.stats.collocation import score_phrases
from pagewords.words import analyse

TOP_WORDS = 10
#: Words beyond which a result takes too long to list; the Bible has 800,000.
WORD_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A text to count and where it comes from. Times in ms since 1970."""

    document: DocumentLike
    title: str
    declared_language: str | None
    url: str | None
    final_url: str | None
    fetched_at: int
    main_confidence: float = 1.0


def make_result(job: Job, settings: Settings, stages: Stages, deadline: float) -> Result:
    """Do the work of a job until `deadline`, a time of `time.monotonic()`.

    Raises `JobError`, `FetchError` or `PageError`, each with a code, if there is no result.
    """
    try:
        return _count(job, stages, _load_source(job, settings, stages, deadline))
    except (MemoryError, RecursionError):
        # Another attempt would end the same way.
        raise JobError("too_complex", "The page is too complex to read.") from None


def _count(job: Job, stages: Stages, source: Source) -> Result:
    stages.enter("counting")
    analysis = analyse(source.document.page_text, job.language, source.declared_language)
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
        main_confidence=source.main_confidence,
        totals=count_totals(index),
        words=list_words(index, limit=TOP_WORDS).items,
        index=encode(index),
    )


def _load_source(job: Job, settings: Settings, stages: Stages, deadline: float) -> Source:
    if job.source is not None:
        return _load_stored(job, stages)
    if job.url is None:
        stages.enter("reading")
        document = read_text(job.text or "", job.title or "")
        return Source(document, document.title, None, None, None, now())

    def fetch(url: str, scheme_assumed: bool) -> Page:
        return _fetch(url, scheme_assumed, job.reader or "", settings, stages, deadline)

    page, document = read_link(job.url, job.scheme_assumed, fetch)
    return Source(
        document, document.title, document.language, job.url, page.final_url, now(),
        document.main_confidence,
    )  # fmt: skip


def _load_stored(job: Job, stages: Stages) -> Source:
    stages.enter("reading")
    stored = db.session.get(Result, job.source)
    if stored is None:
        raise JobError("no_words", "The text of that result is no longer kept.")
    document = decode(stored.index).document()
    return Source(
        document, stored.title, None, stored.url, stored.final_url, stored.fetched_at,
        stored.main_confidence,
    )  # fmt: skip


def _fetch(
    url: str, scheme_assumed: bool, reader: str, settings: Settings, stages: Stages, deadline: float
) -> Page:
    stages.enter("fetching")
    page = fetch_page(
        url,
        policy=Policy(settings.trusted_sites, settings.contact, reader),
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
