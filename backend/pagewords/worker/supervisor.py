"""The supervisor of worker processes.

It imports everything once, then forks one child per worker, so that they share its memory. Children
run jobs with RQ. The supervisor kills a job that runs too long or takes too much memory, renews
leases, and runs the reaper and the retention. docs/jobs.md explains why.
"""

import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask
from prometheus_client import start_http_server
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from pagewords import config, create_app, logs
from pagewords.jobs import drawn, lifecycle, reaper, removal, retention
from pagewords.metrics.exposition import registry
from pagewords.metrics.instruments import WORKERS
from pagewords.models import db
from pagewords.services import services_of
from pagewords.serving.processes import Restarts
from pagewords.worker import sharing
from pagewords.worker.child import STOPS, run_child
from pagewords.worker.limits import overrun
from pagewords.worker.status import Attempt, SharedStatus

log = logging.getLogger("pagewords.worker")

TICK = 0.1
RENEW_EVERY = 2.0
REAP_EVERY = 1.0
#: Seconds that children have to finish their jobs when the supervisor stops.
STOP_WITHIN = 20.0
#: Why a worker that the supervisor has not killed is gone by SIGKILL.
_OUT_OF_MEMORY = "Most likely memory ran out: give it more, or set fewer PAGEWORDS_WORKERS."


@dataclass(slots=True)
class _Child:
    status: SharedStatus = field(default_factory=SharedStatus)
    pid: int = 0
    restarts: Restarts = field(default_factory=Restarts)
    renewed: float = 0.0


class Supervisor:
    """Starts children, watches them and cleans up after them."""

    def __init__(self, app: Flask, count: int) -> None:
        self._app = app
        self._settings = services_of(app).settings
        self._broker = services_of(app).broker
        self._children = [_Child() for _ in range(count)]
        self._stopping = False
        self._reaped = self._looked = 0.0
        self._retention = retention.Timer()
        self._redis_is_up = True

    def run(self) -> None:
        """Run until SIGTERM or SIGINT; busy children then have `STOP_WITHIN` seconds."""
        for number in STOPS:
            signal.signal(number, self._stop)
        with self._app.app_context():
            self._tick()
            drawn.tell(self._settings)  # it starts a process, for which no worker should wait
            while not self._stopping:
                self._tick()
                time.sleep(TICK)
            self._end()

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _tick(self) -> None:
        moment = time.monotonic()
        for child in self._children:
            self._collect(child)
            if child.pid:
                self._watch(child, moment)
            elif child.restarts.is_due(moment):
                self._start(child)
        if moment - self._looked >= sharing.LOOK_EVERY:
            self._looked = moment
            _try(self._share)
        if moment - self._reaped >= REAP_EVERY:
            self._reaped = moment
            _try(lambda: reaper.reap(self._broker, self._settings.attempts))
            _try(lambda: self._retention.tick(self._settings))
            self._check_redis()
            running = [child for child in self._children if child.pid]
            busy = sum(child.status.read() is not None for child in running)
            WORKERS.labels("busy").set(busy)
            WORKERS.labels("idle").set(len(running) - busy)

    def _check_redis(self) -> None:
        try:
            with self._broker.client() as redis:
                is_up = bool(redis.ping())
        except RedisError:
            is_up = False
        if is_up != self._redis_is_up:
            self._redis_is_up = is_up
            log.warning("redis_available" if is_up else "redis_unavailable")

    def _start(self, child: _Child) -> None:
        db.engine.dispose()
        # What exists now never needs collecting, and its pages stay shared with the children.
        gc.collect()
        gc.freeze()
        child.restarts.started(time.monotonic())
        supervisor = os.getpid()
        # The child must not take a signal to stop with the supervisor's handler.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        child.pid = os.fork()
        if child.pid == 0:
            run_child(self._app, child.status, supervisor)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)

    def _collect(self, child: _Child) -> None:
        """Reap a child that has ended, and requeue the job that it leaves."""
        if not child.pid:
            return
        ended, status = os.waitpid(child.pid, os.WNOHANG)
        if not ended:
            return
        code = os.waitstatus_to_exitcode(status)
        child.restarts.ended(time.monotonic(), code)
        child.pid = 0
        if code == -signal.SIGKILL:
            log.error("worker_killed_from_outside", extra={"reason": _OUT_OF_MEMORY})
        if attempt := child.status.read():
            log.warning("worker_died", extra={"key": attempt.key, "stage": attempt.stage})
            child.status.clear()
            _try(lambda: self._requeue(attempt))

    def _requeue(self, attempt: Attempt) -> None:
        reaper.requeue(self._broker, attempt.key, attempt.attempt, self._settings.attempts)
        self._broker.delete_message(attempt.message)

    def _share(self) -> None:
        """End an attempt of a client that holds too many workers while others wait."""
        busy = [attempt for child in self._children if (attempt := child.status.read())]
        chosen = sharing.who_makes_way(busy) if len(busy) == len(self._children) else None
        for child in self._children:
            if chosen is not None and child.pid and child.status.read() == chosen:
                log.info("attempt_makes_way", extra={"key": chosen.key, "stage": chosen.stage})
                self._interrupt(child)
                reaper.make_way(self._broker, chosen.key, chosen.attempt)
                self._broker.delete_message(chosen.message)

    def _watch(self, child: _Child, moment: float) -> None:
        attempt = child.status.read()
        if attempt is None:
            return
        if (reason := overrun(self._settings, child.pid, attempt, moment)) is not None:
            log.warning("worker_killed", extra={"key": attempt.key, "reason": reason})
            self._interrupt(child)
            _try(lambda: self._fail(attempt, reason))
        elif moment - max(attempt.since, child.renewed) >= RENEW_EVERY:
            child.renewed = moment
            _try(lambda: self._renew(child, attempt))

    def _renew(self, child: _Child, attempt: Attempt) -> None:
        """Renew a lease, or end the attempt of a job that was cancelled."""
        renewed = lifecycle.renew_lease(attempt.key, attempt.attempt)
        if not renewed and removal.is_removed(attempt.key):
            log.info("attempt_cancelled", extra={"key": attempt.key, "stage": attempt.stage})
            self._interrupt(child)
            self._broker.delete_message(attempt.message)

    def _fail(self, attempt: Attempt, reason: str) -> None:
        if attempt.stage == "saving":
            self._requeue(attempt)
        elif attempt.stage == "fetching":
            detail = "The page took too long to answer."
            lifecycle.fail(attempt.key, attempt.attempt, "timeout", detail)
        elif attempt.stage == "rendering":
            detail = "A program in the browser draws this page. It could not be drawn here."
            lifecycle.fail(attempt.key, attempt.attempt, "needs_javascript", detail)
        else:
            what = "memory" if reason == "memory" else "time"
            detail = f"The page takes more {what} to read than a page may take."
            lifecycle.fail(attempt.key, attempt.attempt, "too_complex", detail)
        self._broker.delete_message(attempt.message)

    def _end(self) -> None:
        """Let children finish their jobs, and kill those that do not in time."""
        for child in self._children:
            if child.pid:
                os.kill(child.pid, signal.SIGTERM)
        until = time.monotonic() + STOP_WITHIN
        while any(child.pid for child in self._children) and time.monotonic() < until:
            for child in self._children:
                self._collect(child)
                if child.pid:
                    self._watch(child, time.monotonic())
            time.sleep(TICK)
        for child in self._children:
            if child.pid:
                self._kill(child)
                if attempt := child.status.read():
                    _try(lambda attempt=attempt: self._requeue(attempt))  # type: ignore[misc]

    def _interrupt(self, child: _Child) -> None:
        child.status.clear()
        self._kill(child)

    def _kill(self, child: _Child) -> None:
        os.kill(child.pid, signal.SIGKILL)
        os.waitpid(child.pid, 0)
        child.pid = 0


def _try(step: Callable[[], object]) -> None:
    """Run a step that the next tick, or another supervisor, can do as well."""
    try:
        step()
    except SQLAlchemyError as error:
        log.warning("database_unavailable", extra={"error": type(error).__name__})
    finally:
        db.session.remove()


def main() -> int:
    """Run the workers that the settings ask for."""
    try:
        settings = config.from_environment()
        if settings.redis_url is None:
            raise config.SettingsError("Set REDIS_URL: a worker alone needs a Redis server.")
        if settings.worker_metrics is not None:
            host, port = settings.worker_metrics
            start_http_server(port, host, registry())
    except config.SettingsError as error:
        print(f"pagewords: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"pagewords: Cannot expose metrics: {error.strerror}.", file=sys.stderr)
        return 1
    logs.set_up(settings.log_level)
    Supervisor(create_app(settings), settings.workers).run()
    return 0
