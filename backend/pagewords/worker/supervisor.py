"""The worker process: `python -m pagewords.worker`.

A parent imports everything once, then forks one child a worker, so that they share its memory. The
children take jobs with RQ; the parent ends from outside what a child cannot end itself, extends the
leases of jobs at work, and runs the reaper and the retention. Why so: see docs/queue.md.
"""

import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

from flask import Flask
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from pagewords import config, create_app, logs
from pagewords.jobs import lifecycle, reaper, retention, task
from pagewords.models import db
from pagewords.services import parts
from pagewords.serving.processes import Restarts, die_with_parent, resident_bytes
from pagewords.worker import liveness
from pagewords.worker.rq_worker import work
from pagewords.worker.status import Note, Slot, use_slot

log = logging.getLogger("pagewords.worker")

TICK = 0.1
EXTEND_EVERY = 2.0
REAP_EVERY = 1.0
#: Seconds beyond a job's own deadline after which its worker is ended from outside.
GRACE = 1.0
#: Seconds that children have to finish their jobs when the worker is told to end.
STOP_WITHIN = 20.0
#: Bytes that a child may hold between two jobs, at least and at most: word lists of several
#: languages fill its memory, and a new child, which starts at once, has to load them again.
FAT_LEAST, FAT_MOST = 700_000_000, 1_300_000_000


@dataclass(slots=True)
class _Child:
    slot: Slot = field(default_factory=Slot)
    pid: int = 0
    restarts: Restarts = field(default_factory=Restarts)
    extended: float = 0.0


class Parent:
    """Starts children, watches them and puts right what they leave behind."""

    def __init__(self, app: Flask, count: int) -> None:
        self._app = app
        self._parts = parts(app)
        self._children = [_Child() for _ in range(count)]
        self._stopping = False
        self._reaped = 0.0
        self._name = liveness.new_name()
        self._retention = retention.Timer()
        self._redis_answers = True

    def run(self) -> None:
        """Run until SIGTERM or SIGINT; jobs at work then have `STOP_WITHIN` seconds."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        with self._app.app_context():
            while not self._stopping:
                self._round()
                time.sleep(TICK)
            self._end()

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _round(self) -> None:
        moment = time.monotonic()
        for child in self._children:
            self._collect(child)
            if child.pid:
                self._watch(child, moment)
            elif child.restarts.is_due(moment):
                self._start(child)
        if moment - self._reaped >= REAP_EVERY:
            self._reaped = moment
            settings = self._parts.settings
            _try(lambda: reaper.reap(self._parts.messenger, settings.attempts))
            _try(lambda: self._retention.tick(settings))
            self._tell()

    def _tell(self) -> None:
        """Say who is alive, and send what was counted."""
        alive = [child for child in self._children if child.pid]
        busy = sum(child.slot.note() is not None for child in alive)
        workers = liveness.Workers(len(alive) - busy, busy)
        answers = liveness.tell(self._parts.messenger, self._name, workers)
        if answers != self._redis_answers:
            self._redis_answers = answers
            if answers:
                log.warning("Redis answers again")
            else:
                log.warning("Redis does not answer: jobs are accepted, and wait until it does")
        self._parts.tally.send()

    def _start(self, child: _Child) -> None:
        db.engine.dispose()
        # What is there already never needs collecting, and its pages stay shared with the children.
        gc.collect()
        gc.freeze()
        child.restarts.started(time.monotonic())
        parent = os.getpid()
        child.pid = os.fork()
        if child.pid == 0:
            _run_child(self._app, child.slot, parent)

    def _collect(self, child: _Child) -> None:
        """Note a child's end, and give back the job that it leaves."""
        if not child.pid:
            return
        ended, status = os.waitpid(child.pid, os.WNOHANG)
        if not ended:
            return
        child.restarts.ended(time.monotonic(), os.waitstatus_to_exitcode(status))
        child.pid = 0
        if note := child.slot.note():
            log.warning("a worker died at its job", extra={"key": note.key, "stage": note.stage})
            child.slot.clear()
            _try(lambda: self._give_back(note))

    def _give_back(self, note: Note) -> None:
        attempts = self._parts.settings.attempts
        reaper.give_back(self._parts.messenger, note.key, note.attempt, attempts)

    def _watch(self, child: _Child, moment: float) -> None:
        note = child.slot.note()
        if note is None:
            return
        if (reason := self._overrun(child.pid, note, moment)) is not None:
            log.warning("a job was ended from outside: %s", reason, extra={"key": note.key})
            child.slot.clear()
            os.kill(child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)
            child.pid = 0
            _try(lambda: self._fail(note))
        elif moment - max(note.since, child.extended) >= EXTEND_EVERY:
            child.extended = moment
            _try(lambda: lifecycle.extend(note.key, note.attempt))

    def _overrun(self, pid: int, note: Note, moment: float) -> str | None:
        settings = self._parts.settings
        limit = settings.attempt_seconds + GRACE
        if note.stage == "saving":
            limit += task.SAVE_FOR
        if moment - note.since > limit:
            return "its time is over"
        if resident_bytes(pid) - note.memory > settings.memory_bytes:
            return "it takes too much memory"
        return None

    def _fail(self, note: Note) -> None:
        if note.stage == "saving":
            self._give_back(note)
        elif note.stage == "fetching":
            lifecycle.fail(note.key, note.attempt, "timeout", "The page took too long to answer.")
        else:
            detail = "The page takes more time or memory to read than a page may take."
            lifecycle.fail(note.key, note.attempt, "too_complex", detail)
        self._parts.messenger.forget(note.key, note.attempt)

    def _end(self) -> None:
        """Let children finish their jobs, and end those that do not in time."""
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
                os.kill(child.pid, signal.SIGKILL)
                os.waitpid(child.pid, 0)
                child.pid = 0
                if note := child.slot.note():
                    _try(lambda note=note: self._give_back(note))  # type: ignore[misc]
        self._parts.tally.send()
        liveness.leave(self._parts.messenger, self._name)


def _run_child(app: Flask, slot: Slot, parent: int) -> NoReturn:
    """Be a worker; never returns."""
    status = 1
    try:
        die_with_parent(parent)
        use_slot(slot)
        parts(app).tally.clear()
        gc.disable()
        # The parent's handlers are not ours.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        work(app, fat=fat(parts(app).settings.workers))
        parts(app).tally.send()
        status = 0
    except RedisError as error:
        # It is started again, and the parent says that Redis is away.
        log.info("a worker ended: %s", type(error).__name__)
    except BaseException:
        log.exception("a worker ended")
    finally:
        os._exit(status)


def fat(workers: int) -> int:
    """The bytes that each of some workers may hold between two jobs: together a third of what the
    machine has, as far as that is within reason."""
    share = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (3 * workers)
    return min(max(share, FAT_LEAST), FAT_MOST)


def _try(step: Callable[[], object]) -> None:
    """Do a step of the parent's that the next round, or another reaper, can do as well."""
    try:
        step()
    except SQLAlchemyError as error:
        log.warning("the database does not answer: %s", type(error).__name__)
    finally:
        db.session.remove()


def main() -> int:
    """Run the workers that the settings ask for."""
    try:
        settings = config.from_environment()
        if settings.redis_url is None:
            raise config.SettingsError(
                "Set REDIS_URL: a worker of its own needs a Redis to listen to."
            )
    except config.SettingsError as error:
        print(f"pagewords: {error}", file=sys.stderr)
        return 1
    logs.set_up(settings.log_level)
    Parent(create_app(settings), settings.workers).run()
    return 0
