"""Draw a page whose text a program makes: the browser asks, the guarded fetch answers."""

import functools
import logging
import time

from pagewords import draw
from pagewords.config import Settings
from pagewords.fetch import FetchError, Page, Policy
from pagewords.fetch.resource import Resources
from pagewords.fetch.url import MAX_URL_LENGTH, origin_of, read_target
from pagewords.jobs.failure import JobError
from pagewords.jobs.rates import Addresses
from pagewords.jobs.stages import Stages
from pagewords.models import Job

log = logging.getLogger(__name__)


@functools.cache
def _browser(service: str) -> draw.Browser:
    """The browser of this worker; it starts with its first page."""
    return draw.Browser(service)


def why_not(settings: Settings) -> str:
    """Why no page is drawn, as a sentence; empty if pages are drawn."""
    if not settings.draw_seconds:
        return "PAGEWORDS_DRAW_SECONDS is 0."
    return draw.why_not(settings.draw_service)


def tell(settings: Settings) -> None:
    """Log whether pages are drawn, and why not."""
    reason = why_not(settings)
    log.info("drawing_off" if reason else "drawing_on", extra={"reason": reason})


def _undrawn(reason: str) -> JobError:
    return JobError("needs_javascript", f"A program in the browser draws this page. {reason}")


def _resources(page: Page, language: str, settings: Settings, addresses: Addresses) -> Resources:
    """What fetches for a page while it is drawn."""
    # A page may be of a trusted site; what others draw must not reach such a site.
    site = read_target(page.final_url)
    place = (site.scheme, site.host, site.port)
    is_trusted = Policy(settings.trusted_sites).trusts(*place)
    trusted = frozenset({origin_of(*place)} if is_trusted else ())
    policy = Policy(trusted, settings.contact, language)
    deadline = time.monotonic() + draw.longest(settings.draw_seconds)
    return Resources(site.host, policy, deadline, settings.draw_bytes, on_address=addresses.count)


def drawn(page: Page, job: Job, settings: Settings, stages: Stages, addresses: Addresses) -> Page:
    """The page as a browser draws it; raises `JobError` `needs_javascript` if that fails, and
    `FetchError` `rate_limited` if its site's addresses have been asked for too many pages."""
    if reason := why_not(settings):
        raise _undrawn(reason)
    stages.enter("rendering")
    language = job.reader or "en"
    resources = _resources(page, language, settings, addresses)

    def fetch(asked: draw.Request) -> draw.Answer | None:
        found = resources.fetch(asked.method, asked.url, asked.headers, asked.body)
        if found is None:
            return None
        return draw.Answer(found.url, found.status, found.headers, found.body)

    limits = draw.Limits(settings.draw_seconds, settings.draw_requests, settings.draw_memory_bytes)
    fetched = draw.Fetched(page.final_url, page.content_type or "text/html", page.body, language)
    try:
        found = _browser(settings.draw_service).draw(fetched, fetch, limits)
    except draw.DrawError as error:
        log.info("not_drawn", extra={"reason": str(error)})
        raise _undrawn("It could not be drawn here.") from error
    finally:
        resources.close()
        stages.enter("reading")
    if resources.was_limited:
        # What it lacks may be its text, and it would be counted for all who ask in this minute.
        raise FetchError("rate_limited")
    # A page may give itself any address.
    is_link = found.url.startswith(("http://", "https://")) and len(found.url) <= MAX_URL_LENGTH
    return Page(
        url=page.url,
        final_url=found.url if is_link else page.final_url,
        status=page.status,
        content_type="text/html; charset=utf-8",
        body=found.html,
        wire_bytes=page.wire_bytes,
        source="drawn",
    )
