"""The supervisor of worker processes.

It imports everything once, then forks one child per worker, so that they share its memory. Children
run jobs with RQ. The supervisor kills a job that runs too long or takes too much memory, renews
leases, and runs the reaper and the retention. docs/jobs.md explains why.
"""

import gc
import logging
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from pagewords.jobs import drawn, lifecycle, reaper, recent_use, removal, retention
from pagewords.metrics import places
from pagewords.metrics.instruments import WORKERS
from pagewords.models import db
from pagewords.services import services_of
from pagewords.serving.processes import Restarts
from pagewords.worker import sharing
from pagewords.worker.child import STOPS, run_child
from pagewords.worker.limits import failure, overrun, taken
from pagewords.worker.status import Attempt, SharedStatus

log = logging.getLogger("pagewords.worker")

TICK = 0.1
RENEW_EVERY = 1.0
REAP_EVERY = 1.0
#: Seconds that children have to finish their jobs when the supervisor stops.
STOP_WITHIN = 20.0
#: Why a worker that the supervisor has not killed is gone by SIGKILL.
_OUT_OF_MEMORY = "Most likely memory ran out: give it more, or set fewer PAGEWORDS_WORKERS."


@dataclass(slots=True, eq=False)
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
        # Before children start, so that whoever is ended here is followed at once.
        if moment - self._looked >= sharing.LOOK_EVERY:
            self._looked = moment
            _try(self._share)
        for child in self._children:
            if child.pid:
                self._watch(child, moment)
            elif child.restarts.is_due(moment):
                self._start(child)
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
            places.take(self._children.index(child))
            run_child(self._app, child.status, supervisor)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)

    def _collect(self, child: _Child) -> None:
        """Reap a child that has ended, and requeue the job that it leaves."""
        if not child.pid:
            return
        # The time of a core that it has taken can be read until it is reaped.
        if os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            return
        attempt = child.status.read()
        seconds = taken(child.pid, attempt, time.monotonic()) if attempt else 0.0
        code = os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])
        child.restarts.ended(time.monotonic(), code)
        child.pid = 0
        if code == -signal.SIGKILL:
            log.error("worker_killed_from_outside", extra={"reason": _OUT_OF_MEMORY})
        elif code < 0 and -code not in STOPS:
            log.error("worker_crashed", extra={"reason": signal.strsignal(-code) or -code})
        if attempt:
            log.warning("worker_died", extra={"key": attempt.key, "stage": attempt.stage})
            child.status.clear()
            recent_use.note(attempt.client, seconds)
            _try(lambda: self._requeue(attempt))

    def _requeue(self, attempt: Attempt) -> None:
        reaper.requeue(self._broker, attempt.key, attempt.attempt, self._settings.attempts)
        self._broker.delete_message(attempt.message)

    def _share(self) -> None:
        """End the attempts of cancelled jobs; or else one that makes way for another client's."""
        running = sum(child.pid > 0 for child in self._children)
        if self._end_cancelled() or not running or len(busy := self._busy()) < running:
            return
        chosen = sharing.who_makes_way([*busy.values()])
        for child, attempt in busy.items():
            if attempt == chosen and self._end_attempt(child, attempt, "attempt_makes_way"):
                reaper.make_way(self._broker, attempt.key, attempt.attempt)

    def _end_cancelled(self) -> bool:
        busy = self._busy()
        removed = removal.removed_of([one.key for one in busy.values()]) if busy else set()
        for child, attempt in busy.items():
            if attempt.key in removed:
                self._end_attempt(child, attempt, "attempt_cancelled")
        return bool(removed)

    def _busy(self) -> dict[_Child, Attempt]:
        return {child: attempt for child in self._children if (attempt := child.status.read())}

    def _watch(self, child: _Child, moment: float) -> None:
        attempt = child.status.read()
        if attempt is None:
            return
        if (reason := overrun(self._settings, child.pid, attempt, moment)) is not None:
            log.warning("worker_killed", extra={"key": attempt.key, "reason": reason})
            self._interrupt(child, attempt)
            _try(lambda: self._fail(attempt, reason))
        elif moment - max(attempt.since, child.renewed) >= RENEW_EVERY:
            child.renewed = moment
            long = taken(child.pid, attempt, moment) > recent_use.LONG
            _try(lambda: lifecycle.renew_lease(attempt.key, attempt.attempt, long=long))

    def _end_attempt(self, child: _Child, attempt: Attempt, event: str) -> bool:
        """End an attempt whose failure is none; False if the worker is at it no longer."""
        if not child.pid or child.status.read() != attempt:
            return False
        log.info(event, extra={"key": attempt.key, "stage": attempt.stage})
        self._interrupt(child, attempt)
        self._broker.delete_message(attempt.message)
        return True

    def _fail(self, attempt: Attempt, reason: str) -> None:
        if attempt.stage == "saving":
            self._requeue(attempt)
        else:
            lifecycle.fail(attempt.key, attempt.attempt, *failure(attempt.stage, reason))
        self._broker.delete_message(attempt.message)

    def _end(self) -> None:
        """Let children finish their jobs, and kill those that do not in time."""
        for child in self._children:
            if child.pid:
                os.kill(child.pid, signal.SIGTERM)
        until = time.monotonic() + STOP_WITHIN
        while any(child.pid for child in self._children) and time.monotonic() < until:
            _try(self._end_cancelled)
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

    def _interrupt(self, child: _Child, attempt: Attempt) -> None:
        seconds = taken(child.pid, attempt, time.monotonic())
        child.status.clear()
        self._kill(child)
        recent_use.note(attempt.client, seconds)

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
