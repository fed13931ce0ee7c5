"""The task that RQ runs: claim a job, do its work, store how it ended."""

import logging
import time
import uuid

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from pagewords.fetch import FetchError
from pagewords.files import FileError
from pagewords.jobs import acceptance, lifecycle, makers, reaper, recent_use, stages
from pagewords.jobs.broker import message_id
from pagewords.jobs.failure import JobError
from pagewords.jobs.pipeline import make_result
from pagewords.logs import current_key
from pagewords.metrics.instruments import JOB_SECONDS
from pagewords.models import Job, Result, db, now
from pagewords.page import PageError
from pagewords.services import services_of

log = logging.getLogger(__name__)

#: Seconds for which a worker tries to store a result while the database is down.
SAVE_FOR = 20.0
SAVE_EVERY = 0.5


class AlreadyHandled(Exception):  # noqa: N818 - it ends a message, not the program
    """The attempt ended without a result; that is logged and stored already."""


def run(key: str, attempt: int) -> None:
    """Work on the job whose turn it is. A message may name no other function.

    `key` and `attempt` are those of the job for which the message was sent: there is a message for
    each queued job, and it does not matter which of them a worker takes. Raises `AlreadyHandled` if
    the job failed, so that RQ's record says so too.
    """
    token = current_key.set(key)
    try:
        job = lifecycle.claim_next()
        if job is None:
            log.debug("nothing_queued")
            return
        current_key.set(str(job.key))
        log.info("job_claimed", extra={"attempt": job.attempt})
        message = message_id(uuid.UUID(key), attempt)
        with stages.busy(job.key, job.attempt, message, job.client or ""):
            _Attempt(job, job.attempt).run()
    finally:
        db.session.remove()
        current_key.reset(token)


class _Attempt:
    """One attempt at one job."""

    def __init__(self, job: Job, attempt: int) -> None:
        services = services_of()
        self._job = job
        self._key = job.key
        self._client = job.client or ""
        self._attempt = attempt
        self._settings = services.settings
        self._broker, self._rates = services.broker, services.rates
        self._stages = stages.Stages(services.broker, job.key, attempt)
        self._accepted_at = job.created_at
        self._started = time.monotonic()

    def run(self) -> None:
        try:
            result = make_result(self._job, self._settings, self._stages)
            self._stages.enter("saving")
            saved = self._save(result)
        except lifecycle.MemberRemovedError:
            log.info("member_removed")
            reaper.make_way(self._broker, self._key, self._attempt)
            return
        except (JobError, FetchError, FileError, PageError) as error:
            reasons = [getattr(error, name, None) for name in ("status", "seen", "format")]
            lifecycle.fail(self._key, self._attempt, error.code, str(error), *reasons)
            log.info("job_failed", extra={"code": error.code, "seconds": self._seconds()})
            raise AlreadyHandled(error.code) from error
        except Exception:
            log.exception("attempt_interrupted", extra={"stage": self._stages.current})
            db.session.rollback()
            reaper.requeue(self._broker, self._key, self._attempt, self._settings.attempts)
            raise
        finally:
            self._stages.end()
            recent_use.note(self._client, self._stages.taken)
        if saved:
            makers.remember(self._key, self._client, acceptance.REUSE_FOR)
            most = self._settings.client_stored_bytes
            self._rates.count_stored(self._client, most, _size(result))
            JOB_SECONDS.observe((now() - self._accepted_at) / 1000)
            fetched = self._stages.fetched_bytes
            log.info("job_finished", extra={"seconds": self._seconds(), "bytes": fetched})
        else:
            log.warning("attempt_superseded", extra={"attempt": self._attempt})

    def _seconds(self) -> float:
        return round(time.monotonic() - self._started, 3)

    def _save(self, result: Result) -> bool:
        """Store the result, retrying while the database is down; False if another attempt has
        taken over."""
        give_up = time.monotonic() + SAVE_FOR
        names = [column.name for column in Result.__table__.columns]
        columns = {name: getattr(result, name) for name in names}
        fetched, members = self._stages.fetched_bytes, self._stages.members
        while True:
            try:
                stored = Result(**columns)
                return lifecycle.finish(self._key, self._attempt, stored, fetched, members)
            except (OperationalError, InterfaceError) as error:
                db.session.rollback()
                if time.monotonic() > give_up:
                    raise JobError("not_saved", "The result could not be stored.") from error
                time.sleep(SAVE_EVERY)
            except DBAPIError as error:
                db.session.rollback()
                raise JobError("not_saved", "The result could not be stored.") from error


def _size(result: Result) -> int:
    """About as many bytes as a result takes in the database."""
    rest = (result.url, result.final_url, result.title, result.entries, result.words)
    return len(result.index) + sum(len(str(one)) for one in rest)
