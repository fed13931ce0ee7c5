"""The work of a job: fetch → read → count, or merge. It makes a result; the task stores it."""

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pagewords import files
from pagewords.config import Settings
from pagewords.fetch import Limits, Page, Policy, fetch_page
from pagewords.jobs.drawn import drawn
from pagewords.jobs.failure import JobError
from pagewords.jobs.file import links_of, name_in, read_file, read_sent
from pagewords.jobs.link import Draw, Fetch, fetch_link, read_link
from pagewords.jobs.merge import merge_members
from pagewords.jobs.rates import Addresses
from pagewords.jobs.stages import Stages
from pagewords.metrics.instruments import FETCHED_BYTES
from pagewords.models import Job, Result, Upload, db, now
from pagewords.page import read_text
from pagewords.services import services_of
from pagewords.stats import (
    MOST_WORDS,
    DocumentLike,
    TooLargeError,
    build_index,
    count_totals,
    decode,
    encode,
    top_words,
)
from pagewords.stats.collocation import score_phrases
from pagewords.words import analyse
from pagewords.words.everyday import everyday
from pagewords.words.korean.kiwi import LONGEST_RUN, has_too_long_run

TOP_WORDS = 10
#: Spaces beyond which a text is not even analysed, which would take hundreds of megabytes.
SPACE_LIMIT = 1_500_000


@dataclass(frozen=True, slots=True)
class Source:
    """A text to count and where it comes from. Times in ms since 1970.

    `source` is what it was read as, such as `page`, `text` or `pdf`.
    """

    document: DocumentLike
    title: str
    source: str
    declared_language: str | None
    url: str | None
    final_url: str | None
    fetched_at: int
    main_confidence: float = 1.0
    #: What a feed or sitemap lists, as a result has it.
    entries: list[dict[str, Any]] | None = None


def make_result(job: Job, settings: Settings, stages: Stages) -> Result:
    """Do the work of a job; all its fetches together have `settings.attempt_seconds`.

    Raises `JobError`, `FetchError`, `FileError` or `PageError`, each with a code, if there is no
    result.
    """
    try:
        if job.kind == "collection":
            return merge_members(job, stages, MOST_WORDS, TOP_WORDS)
        return _count(job, stages, _load_source(job, settings, stages))
    except TooLargeError:
        raise JobError("too_complex", "There is too much text to keep.") from None
    except (MemoryError, RecursionError):
        # Another attempt would end the same way.
        raise JobError("too_complex", "The page is too complex to read.") from None


def _count(job: Job, stages: Stages, source: Source) -> Result:
    stages.enter("counting")
    text = source.document.page_text
    if text.count(" ") + text.count("\n") > SPACE_LIMIT:
        raise JobError("too_complex", f"The page has more than {MOST_WORDS} words.")
    analysis = analyse(text, job.language, source.declared_language)
    if not analysis.ids and has_too_long_run(text):
        detail = f"More than {LONGEST_RUN} Korean syllables follow each other without a space."
        raise JobError("no_spaces", detail)
    if not analysis.ids:
        raise JobError("no_words", "The page has no words.")
    if len(analysis.ids) > MOST_WORDS:
        raise JobError("too_complex", f"The page has more than {MOST_WORDS} words.")
    index = build_index(source.document, analysis, score_phrases, everyday)
    return Result(
        key=job.key,
        url=source.url,
        final_url=source.final_url,
        title=source.title,
        source=source.source,
        language=analysis.language,
        approximate=analysis.approximate,
        fetched_at=source.fetched_at,
        main_confidence=source.main_confidence,
        entries=source.entries,
        totals=count_totals(index),
        words=top_words(index, TOP_WORDS),
        index=encode(index),
    )


def _load_source(job: Job, settings: Settings, stages: Stages) -> Source:
    if job.source is not None:
        return _load_stored(job, stages)
    if job.url is not None:
        return _load_url(job, job.url, settings, stages)
    stages.enter("reading")
    if (upload := db.session.get(Upload, job.key)) is not None:
        deadline = time.monotonic() + settings.cpu_seconds
        sent = read_sent(upload.content, upload.name, deadline, stages.on_page)
        return Source(sent, sent.title, sent.source, sent.language, None, None, now())
    text = read_text(job.text or "", job.title or "")
    return Source(text, text.title, "text", None, None, None, now())


def _load_url(job: Job, url: str, settings: Settings, stages: Stages) -> Source:
    seconds = float(settings.attempt_seconds)
    rates, client = services_of().rates, job.client or ""
    addresses = Addresses(rates, settings.host_rate, client)

    def fetch(address: str, scheme_assumed: bool) -> Page:
        nonlocal seconds
        stages.enter("fetching")
        begun = time.monotonic()
        policy = Policy(settings.trusted_sites, settings.contact, job.reader or "")
        page = fetch_page(
            address,
            policy=policy,
            limits=_limits(settings),
            scheme_assumed=scheme_assumed,
            deadline=begun + seconds,
            on_bytes=stages.on_bytes,
            on_address=addresses.count,
        )
        stages.fetched_bytes = page.wire_bytes
        FETCHED_BYTES.observe(page.wire_bytes)
        stages.enter("reading")
        # Reading a page with a frame takes none of the frame's time.
        seconds -= time.monotonic() - begun
        return page

    page = fetch_link(url, job.scheme_assumed, fetch)

    def draw(page: Page) -> Page:
        asked = Addresses(rates, settings.host_rate, client, of_drawn=True)
        return drawn(page, job, settings, stages, asked)

    return _read_fetched(page, url, fetch, draw, settings, stages)


def _read_fetched(
    page: Page, url: str, fetch: Fetch, draw: Draw, settings: Settings, stages: Stages
) -> Source:
    name = name_in(urlsplit(page.final_url).path)
    entries: tuple[files.Entry, ...] = ()
    kind = files.kind_of(page.body, page.content_type, name)
    if kind == files.PAGE:
        page, document = read_link(page, url, fetch, draw)
    else:
        deadline = time.monotonic() + settings.cpu_seconds
        document, entries = read_file(
            kind, page.body, page.content_type, name, deadline, stages.on_page
        )
    return Source(
        document=document,
        title=document.title,
        source=document.source,
        declared_language=document.language,
        url=url,
        final_url=page.final_url,
        fetched_at=now(),
        main_confidence=document.main_confidence,
        entries=links_of(entries, page.final_url),
    )


def _load_stored(job: Job, stages: Stages) -> Source:
    stages.enter("reading")
    stored = db.session.get(Result, job.source)
    if stored is None:
        raise JobError("no_words", "The text of that result is no longer kept.")
    return Source(
        document=decode(stored.index).document(),
        title=stored.title,
        source=stored.source,
        declared_language=None,
        url=stored.url,
        final_url=stored.final_url,
        fetched_at=stored.fetched_at,
        main_confidence=stored.main_confidence,
        entries=stored.entries,
    )


def _limits(settings: Settings) -> Limits:
    return Limits(
        wire_bytes=settings.wire_bytes,
        decoded_bytes=settings.decoded_bytes,
        file_bytes=settings.file_bytes,
        seconds=settings.attempt_seconds,
        redirects=settings.redirects,
    )
