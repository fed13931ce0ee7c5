"""Taking messages: RQ's worker, which does our task and nothing else."""

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
from pagewords.services import parts
from pagewords.serving.processes import resident_bytes

log = logging.getLogger(__name__)

#: Jobs between two runs of the garbage collector, which is kept out of the jobs themselves.
COLLECT_EVERY = 20


class PageWorker(SimpleWorker):
    """RQ's worker without a fork for each job, which does our task and nothing else."""

    #: Seconds: the longest pause between two tries to reach a Redis that is away.
    max_connection_wait_time = 2.0
    #: Bytes beyond which the worker ends between two jobs, None for whatever it holds.
    fat: int | None = None
    _jobs_done = 0

    def execute_job(self, job: RqJob, queue: Queue) -> None:
        """Do a message of ours; throw away any other, whoever put it there.

        A message may name any function, call-back or web hook: whoever writes to Redis would
        choose what runs here.
        """
        if not is_ours(job):
            log.error("a message that is not ours was thrown away")
            self.connection.lrem(queue.intermediate_queue_key, 1, job.id)
            job.delete()
            return
        super().execute_job(job, queue)
        self._jobs_done += 1
        if self._jobs_done % COLLECT_EVERY == 0:
            gc.collect()
        if self.fat is not None and resident_bytes(os.getpid()) > self.fat:
            self._stop_requested = True

    def handle_exception(self, job: RqJob, *exc_info: Any) -> None:
        """Log what the task has not told of itself already."""
        if not isinstance(exc_info[1], task.Told):
            log.error("a message failed", exc_info=exc_info, extra={"key": job.args[0]})


def is_ours(job: RqJob) -> bool:
    """Whether a message calls our task with a key and an attempt, and nothing besides."""
    try:
        if job.func_name != TASK or job.instance is not None or job.kwargs:
            return False
        key, attempt = job.args
        callbacks = (job._success_callback_name, job._failure_callback_name)
        extras = (*callbacks, job._stopped_callback_name, job.webhooks, job.retries_left)
        return isinstance(key, str) and type(attempt) is int and not any(extras)
    except Exception:  # whatever it is, it cannot be read, so it is not ours
        return False


def work(app: Flask, *, burst: bool = False, fat: int | None = None) -> None:
    """Take jobs until told to stop or grown `fat`; with `burst`, until the queue is empty."""
    settings = parts(app).settings
    assert settings.redis_url is not None
    with app.app_context():
        worker = PageWorker(
            [QUEUE],
            connection=connect(settings.redis_url, timeout=None),
            serializer=JSONSerializer,
            default_result_ttl=settings.result_ttl,
            log_job_description=False,
        )
        worker.fat = fat
        worker.work(burst=burst, logging_level="ERROR")
