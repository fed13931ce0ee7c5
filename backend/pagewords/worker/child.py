"""A worker process, from the fork to its end."""

import gc
import logging
import os
import signal
from typing import NoReturn

from flask import Flask
from redis.exceptions import RedisError

from pagewords.jobs import stages
from pagewords.services import services_of
from pagewords.serving.processes import die_with_parent
from pagewords.worker.rq_worker import max_rss, work
from pagewords.worker.status import SharedStatus

log = logging.getLogger("pagewords.worker")

#: The signals that ask to stop.
STOPS = (signal.SIGTERM, signal.SIGINT)


def run_child(app: Flask, status: SharedStatus, supervisor: int) -> NoReturn:
    """Be a worker; never returns."""
    exit_code = 1
    try:
        die_with_parent(supervisor)
        stages.use_status(status)
        gc.disable()
        for number in STOPS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        work(app, max_rss=max_rss(services_of(app).settings.workers))
        exit_code = 0
    except RedisError as error:
        log.info("worker_lost_redis", extra={"error": type(error).__name__})
    except BaseException:
        log.exception("worker_failed")
    finally:
        os._exit(exit_code)
