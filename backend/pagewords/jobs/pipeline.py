"""The work of a job: fetch → read → count. It makes a result; storing it is the task's."""

from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from pagewords import files
from pagewords.config import Settings
from pagewords.fetch import Limits, Page, Policy, fetch_page
from pagewords.jobs.stages import Stages
from pagewords.metrics.instruments import FETCHED_BYTES
from pagewords.models import Job, Result, Upload, db, now
from pagewords.page import decode, read_page, read_parts, read_text
from pagewords.stats import DocumentLike, build_index, count_totals, encode, list_words
from pagewords.stats import decode as decode_index
from pagewords.stats.collocation import score_phrases
from pagewords.words import analyse, is_one_korean_word

TOP_WORDS = 10
#: Words beyond which a result takes too long to list; the Bible has 800,000.
WORD_LIMIT = 1_000_000
#: Kinds of files that are text in an encoding of their own.
_TEXT_FILES = frozenset(("csv", "markdown", "subtitles"))


class JobError(Exception):
    """A job cannot have a result, for a reason that has a code."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


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


def make_result(job: Job, settings: Settings, stages: Stages, deadline: float) -> Result:
    """Do the work of a job until `deadline`, a time of `time.monotonic()`.

    Raises `JobError`, `FetchError`, `FileError` or `PageError`, each with a code, if there is no
    result.
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
        source=source.source,
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
    if job.url is not None:
        return _load_url(job, job.url, settings, stages, deadline)
    stages.enter("reading")
    if (upload := db.session.get(Upload, job.key)) is not None:
        return _read(Body(upload.content, None, upload.name), stages, deadline)
    document = read_text(job.text or "", job.title or "")
    return Source(document, document.title, "text", None, None, None, now())


def _load_url(job: Job, url: str, settings: Settings, stages: Stages, deadline: float) -> Source:
    def load(address: str, scheme_assumed: bool) -> Source:
        page = _fetch(address, scheme_assumed, settings, stages, deadline)
        body = Body(page.body, page.content_type, page.final_url, page.final_url)
        return replace(_read(body, stages, deadline), url=url)

    source = load(url, job.scheme_assumed)
    frame = getattr(source.document, "frame", None)
    if frame is not None:
        source = load(frame, False)
    document = source.document
    if not document.page_text.strip() and getattr(document, "needs_javascript", False):
        raise JobError("needs_javascript", "A program in the browser draws this page.")
    return source


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes to read, with what is said of them; `place` is a file's name or a URL."""

    content: bytes
    content_type: str | None
    place: str
    url: str | None = None

    @property
    def name(self) -> str:
        """The file's name, or the last part of the URL's path."""
        path = urlsplit(self.place).path if self.url else self.place
        return unquote(path).replace("\\", "/").rstrip("/").rpartition("/")[2]


def _read(body: Body, stages: Stages, deadline: float) -> Source:
    """Read a page or a file: its bytes tell what it is."""
    kind = files.kind_of(body.content, body.content_type, body.name)
    if kind == files.PAGE:
        page = read_page(body.content, body.content_type, body.url)
        title = page.title or ("" if body.url else body.name)
        sure = page.main_confidence
        return Source(page, title, "page", page.language, None, body.url, now(), sure)
    content = body.content
    if kind in _TEXT_FILES:
        content = decode(content, body.content_type)[0].encode()
    text = files.read_file(kind, content, deadline, stages.on_page)
    parts = files.decide_line_ends(text.paragraphs, is_one_korean_word)
    document = read_parts(parts, text.title or body.name)
    return Source(document, document.title, text.source, None, None, body.url, now())


def _load_stored(job: Job, stages: Stages) -> Source:
    stages.enter("reading")
    stored = db.session.get(Result, job.source)
    if stored is None:
        raise JobError("no_words", "The text of that result is no longer kept.")
    return Source(
        document=decode_index(stored.index).document(),
        title=stored.title,
        source=stored.source,
        declared_language=None,
        url=stored.url,
        final_url=stored.final_url,
        fetched_at=stored.fetched_at,
        main_confidence=stored.main_confidence,
    )


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
            file_bytes=settings.file_bytes,
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
