"""What an attempt at a job may take, and why one is ended from outside."""

from pagewords.config import Settings
from pagewords.draw import longest
from pagewords.jobs import task
from pagewords.jobs.stages import WAITS
from pagewords.serving.processes import children_of, cpu_seconds, resident_bytes
from pagewords.worker.status import Attempt

#: Seconds beyond a deadline of the clock after which a worker is killed: a fetch ends by itself.
GRACE = 1.0


def overrun(settings: Settings, pid: int, attempt: Attempt, moment: float) -> str | None:
    """Why a worker must be killed: `timeout`, `cpu` or `memory`; None if it may go on.

    Fetching is limited by the clock, reading and counting by the time of a core that the worker
    takes, so that a busy machine ends no honest job. A limit of the clock over all ends what hangs.
    """
    stage, waited = attempt.stage, moment - attempt.since
    if waited > settings.wall_seconds + GRACE + task.SAVE_FOR * (stage == "saving"):
        return "timeout"
    if stage == "fetching" and moment - attempt.entered > settings.attempt_seconds + GRACE:
        return "timeout"
    drawing = longest(settings.draw_seconds)
    if stage == "rendering" and moment - attempt.entered > drawing + GRACE:
        return "timeout"
    works = stage in ("reading", "counting")
    if works and cpu_seconds(pid) - attempt.cpu > settings.cpu_seconds:
        return "cpu"
    if resident_bytes(pid) - attempt.memory > settings.memory_bytes:
        return "memory"
    return None


def taken(pid: int, attempt: Attempt, moment: float) -> float:
    """The seconds that an attempt has taken so far: by the clock where it waits for a site or a
    browser, else of a core, with those of a reader of files that still runs."""
    if attempt.stage in WAITS:
        return attempt.taken + moment - attempt.entered
    own = cpu_seconds(pid) - attempt.worked
    if attempt.stage == "reading":
        own += sum(map(cpu_seconds, children_of(pid)))
    return attempt.taken + max(own, 0.0)


def failure(stage: str, reason: str) -> tuple[str, str]:
    """The code and the sentence of a job that is ended at a stage for a reason of `overrun`."""
    if stage == "fetching":
        return "timeout", "The page took too long to answer."
    if stage == "rendering":
        detail = "A program in the browser draws this page. It could not be drawn here."
        return "needs_javascript", detail
    what = "memory" if reason == "memory" else "time"
    return "too_complex", f"The page takes more {what} to read than a page may take."
