"""RQ's worker, which runs our task and nothing else."""

import gc
import logging
import os
from typing import Any

from flask import Flask
from rq.job import Job as RqJob
from rq.queue import Queue
from rq.serializers import JSONSerializer
from rq.worker import SimpleWorker

from pagewords.jobs import task
from pagewords.jobs.broker import QUEUE, TASK, connect
from pagewords.services import services_of
from pagewords.serving.processes import resident_bytes
from pagewords.worker.analysers import Analysers

log = logging.getLogger(__name__)

#: Jobs between two runs of the garbage collector, which is off during jobs.
COLLECT_EVERY = 20
#: Bytes of resident memory that a child may keep between two jobs, at least and at most. The word
#: lists of several languages fill it, and a new child has to load them again.
MIN_RSS, MAX_RSS = 700_000_000, 1_300_000_000


class PageWorker(SimpleWorker):
    """RQ's worker without a fork for each job."""

    #: Seconds: the longest pause between two attempts to reach Redis.
    max_connection_wait_time = 2.0
    #: Bytes of resident memory above which the worker ends between two jobs; None for no limit.
    max_rss: int | None = None
    #: What tells which analysers could be loaded.
    analysers: Analysers | None = None
    _jobs_done = 0

    def execute_job(self, job: RqJob, queue: Queue) -> None:
        """Run a message that calls our task; delete any other.

        A message can name any function, callback or web hook. Without this check whoever writes to
        Redis chooses what runs here.
        """
        if not calls_our_task(job):
            log.error("message_rejected")
            self.connection.lrem(queue.intermediate_queue_key, 1, job.id)
            job.delete()
            return
        super().execute_job(job, queue)
        if self.analysers is not None:
            self.analysers.tell()
        self._jobs_done += 1
        if self._jobs_done % COLLECT_EVERY == 0:
            gc.collect()
        if self.max_rss is not None and resident_bytes(os.getpid()) > self.max_rss:
            self._stop_requested = True

    def handle_exception(self, job: RqJob, *exc_info: Any) -> None:
        """Log an error that the task has not handled."""
        if not isinstance(exc_info[1], task.AlreadyHandled):
            log.error("message_failed", exc_info=exc_info, extra={"key": job.args[0]})


def calls_our_task(job: RqJob) -> bool:
    """Whether a message calls our task with a key and an attempt, and does nothing else."""
    try:
        if job.func_name != TASK or job.instance is not None or job.kwargs:
            return False
        key, attempt = job.args
        callbacks = (job._success_callback_name, job._failure_callback_name)
        extras = (*callbacks, job._stopped_callback_name, job.webhooks, job.retries_left)
        return isinstance(key, str) and type(attempt) is int and not any(extras)
    except Exception:  # what cannot be read is not ours
        return False


def max_rss(workers: int) -> int:
    """The bytes that each worker may keep between two jobs: together a third of the machine's
    memory, within `MIN_RSS` and `MAX_RSS` each."""
    proportion = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (3 * workers)
    return min(max(proportion, MIN_RSS), MAX_RSS)


def work(app: Flask, *, burst: bool = False, max_rss: int | None = None) -> None:
    """Work until told to stop or until `max_rss` bytes; with `burst`, until the queue is empty."""
    settings = services_of(app).settings
    assert settings.redis_url is not None
    with app.app_context():
        worker = PageWorker(
            [QUEUE],
            connection=connect(settings.redis_url, timeout=None),
            serializer=JSONSerializer,
            default_result_ttl=settings.result_ttl,
            log_job_description=False,
        )
        worker.max_rss = max_rss
        worker.analysers = Analysers(services_of(app).broker)
        worker.analysers.tell()
        worker.work(burst=burst, logging_level="ERROR")
