"""The job: the one place that chains fetch → read → count → store."""

import logging
import time
import uuid
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from pagewords.fetch import FetchError, Limits, Page, Policy, fetch_page
from pagewords.jobs import lifecycle, reaper
from pagewords.jobs.broker import Progress
from pagewords.logs import current_key
from pagewords.metrics.tally import FETCHED, STAGE, TOOK
from pagewords.models import Job, Result, db, now
from pagewords.page import PageError, read_page, read_text
from pagewords.services import Parts, parts
from pagewords.stats import DocumentLike, Index, build_index, list_words, totals
from pagewords.stats.collocation import score_phrases
from pagewords.words import analyse
from pagewords.worker.status import Slot, current_slot

log = logging.getLogger(__name__)

#: Seconds between two reports of bytes.
BYTES_EVERY = 0.25
#: Seconds for which the worker tries to save a result while the database is away.
SAVE_FOR = 20.0
SAVE_EVERY = 0.5
TOP_WORDS = 10
#: Words beyond which the lists of a result take too long to be made: the Bible has 800,000.
MOST_WORDS = 1_000_000


class Told(Exception):  # noqa: N818 - it ends a message, not the program
    """An attempt has ended without a result, and has been logged and stored."""


class JobFailed(Told):
    """The job has ended without a result, for a reason that has a code."""

    def __init__(self, code: str, detail: str, http_status: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.http_status = http_status


@dataclass(frozen=True, slots=True)
class Source:
    """A text to count, with what is known of where it comes from. Times in ms since 1970."""

    document: DocumentLike
    title: str
    declared: str | None
    url: str | None
    final_url: str | None
    fetched_at: int


def run(key: str, attempt: int) -> None:
    """Do one attempt at a job; this is the only function that a message may name.

    Raises `JobFailed` where the job ended without a result, so that RQ's record says so too.
    """
    token = current_key.set(key)
    try:
        job = lifecycle.claim(uuid.UUID(key), attempt)
        if job is None:
            log.info("message of an attempt that is over", extra={"attempt": attempt})
            return
        with current_slot().busy(job.key, attempt) as slot:
            _Attempt(job, attempt, parts(), slot).run()
    finally:
        db.session.remove()
        parts().tally.send_soon()
        current_key.reset(token)


class _Attempt:
    """One attempt at one job."""

    def __init__(self, job: Job, attempt: int, shared: Parts, slot: Slot) -> None:
        self._job = job
        self._key = job.key
        self._attempt = attempt
        self._settings = shared.settings
        self._messenger = shared.messenger
        self._tally = shared.tally
        self._accepted_at = job.created_at
        self._slot = slot
        self._started = time.monotonic()
        self._deadline = self._started + shared.settings.attempt_seconds
        self._stage = ""
        self._entered = self._started
        self._bytes: int | None = None
        self._told = 0.0

    def run(self) -> None:
        try:
            result = self._counted()
            self._enter("saving")
            saved = self._save(result)
        except (JobFailed, FetchError, PageError) as error:
            failure = _failure(error)
            lifecycle.fail(
                self._key, self._attempt, failure.code, failure.detail, failure.http_status
            )
            log.info("failed", extra={"code": failure.code, "seconds": self._seconds()})
            raise failure from error
        except Exception:
            log.exception("broke off", extra={"attempt": self._attempt, "stage": self._stage})
            db.session.rollback()
            reaper.give_back(self._messenger, self._key, self._attempt, self._settings.attempts)
            raise
        finally:
            self._note_stage()
        if saved:
            self._tally.observe(TOOK, (now() - self._accepted_at) / 1000)
            log.info("finished", extra={"seconds": self._seconds(), "bytes": self._bytes})
        else:
            log.warning("another attempt has taken over", extra={"attempt": self._attempt})

    def _counted(self) -> Result:
        try:
            return self._work()
        except (MemoryError, RecursionError):
            # It would end so again.
            raise JobFailed("too_complex", "The page is too complex to be read.") from None

    def _seconds(self) -> float:
        return round(time.monotonic() - self._started, 3)

    def _enter(self, stage: str) -> None:
        self._note_stage()
        self._stage = stage
        self._slot.enter(stage)
        self._tell()

    def _note_stage(self) -> None:
        """Count what the stage that ends here took."""
        moment = time.monotonic()
        if self._stage:
            self._tally.observe(STAGE, moment - self._entered, self._stage)
        self._entered = moment

    def _tell(self) -> None:
        self._told = time.monotonic()
        self._messenger.report(self._key, Progress(self._attempt, self._stage, self._bytes))

    def _work(self) -> Result:
        source = self._source()
        self._enter("counting")
        analysis = analyse(source.document.page_text, self._job.language, source.declared)
        if not analysis.ids:
            raise JobFailed("no_words", "The page has no words.")
        if len(analysis.ids) > MOST_WORDS:
            raise JobFailed("too_complex", f"The page has more than {MOST_WORDS} words.")
        index = build_index(source.document, analysis, score_phrases)
        return Result(
            key=self._key,
            url=source.url,
            final_url=source.final_url,
            title=source.title,
            language=analysis.language,
            approximate=analysis.approximate,
            fetched_at=source.fetched_at,
            totals=totals(index),
            words=list_words(index, limit=TOP_WORDS).items,
            index=index.to_bytes(),
        )

    def _source(self) -> Source:
        if self._job.source is not None:
            return self._stored()
        if self._job.url is not None:
            return self._fetched(self._job.url)
        self._enter("reading")
        document = read_text(self._job.text or "", self._job.title or "")
        return Source(document, document.title, None, None, None, now())

    def _stored(self) -> Source:
        self._enter("reading")
        stored = db.session.get(Result, self._job.source)
        if stored is None:
            raise JobFailed("no_words", "The text of that result is no longer kept.")
        document = Index.from_bytes(stored.index).document()
        return Source(document, stored.title, None, stored.url, stored.final_url, stored.fetched_at)

    def _fetched(self, url: str) -> Source:
        page = self._fetch(url, self._job.scheme_assumed)
        document = read_page(page.body, page.content_type, page.final_url)
        if document.frame is not None:
            page = self._fetch(document.frame, False)
            document = read_page(page.body, page.content_type, page.final_url)
        if not document.page_text.strip() and document.needs_javascript:
            raise JobFailed("needs_javascript", "A program in the browser draws this page.")
        return Source(document, document.title, document.language, url, page.final_url, now())

    def _fetch(self, url: str, scheme_assumed: bool) -> Page:
        self._enter("fetching")
        settings = self._settings
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
            deadline=self._deadline,
            on_bytes=self._received,
        )
        self._bytes = page.wire_bytes
        self._tally.observe(FETCHED, page.wire_bytes)
        self._enter("reading")
        return page

    def _received(self, count: int) -> None:
        self._bytes = count
        if time.monotonic() - self._told >= BYTES_EVERY:
            self._tell()

    def _save(self, result: Result) -> bool:
        """Store the result, waiting a while for a database that is away; False where another
        attempt has taken over."""
        give_up = time.monotonic() + SAVE_FOR
        names = [column.name for column in Result.__table__.columns]
        columns = {name: getattr(result, name) for name in names}
        while True:
            try:
                return lifecycle.finish(self._key, self._attempt, Result(**columns), self._bytes)
            except (OperationalError, InterfaceError) as error:
                db.session.rollback()
                if time.monotonic() > give_up:
                    raise JobFailed("not_saved", "The result could not be stored.") from error
                time.sleep(SAVE_EVERY)
            except DBAPIError as error:
                db.session.rollback()
                raise JobFailed("not_saved", "The result could not be stored.") from error


def _failure(error: JobFailed | FetchError | PageError) -> JobFailed:
    if isinstance(error, JobFailed):
        return error
    return JobFailed(error.code, str(error), getattr(error, "status", None))
