"""When a process that has ended is started again, and what its threads keep of memory."""

import subprocess
import sys

import pytest

from pagewords.serving.processes import GOOD_RUN, LONG_RUN, LONGEST_PAUSE, Restarts

KILLED, WELL, FAILED = -9, 0, 1


def pauses(status: int, lasts: float, times: int) -> list[float]:
    """The pause after each of some runs."""
    restarts, moment, found = Restarts(), 100.0, []
    for _ in range(times):
        restarts.started(moment)
        moment += lasts
        restarts.ended(moment, status)
        ended = moment
        while not restarts.is_due(moment):
            moment = round(moment + 0.1, 3)
        found.append(round(moment - ended, 1))
    return found


@pytest.mark.parametrize(
    ("status", "lasts"), [(KILLED, GOOD_RUN + 0.1), (WELL, GOOD_RUN + 0.1), (FAILED, LONG_RUN + 1)]
)
def test_a_process_that_ran_long_restarts_at_once(status: int, lasts: float):
    assert pauses(status, lasts, 5) == [0.0] * 5


@pytest.mark.parametrize(
    ("status", "lasts"), [(KILLED, 0.1), (WELL, 0.1), (FAILED, 0.1), (FAILED, LONG_RUN - 1)]
)
def test_a_process_that_keeps_ending_backs_off(status: int, lasts: float):
    found = pauses(status, lasts, 9)
    assert found[:5] == [0.1, 0.2, 0.4, 0.8, 1.6]
    assert found[-1] == LONGEST_PAUSE


def test_a_long_run_resets_the_backoff():
    restarts = Restarts()
    for moment in range(8):
        restarts.started(moment)
        restarts.ended(moment + 0.1, FAILED)
    restarts.started(20.0)
    restarts.ended(30.0, FAILED)
    assert restarts.is_due(30.0)


#: Sixteen threads, one after the other, each fill a list of texts and forget it.
READS = """
import os, threading
from pagewords.serving.processes import resident_bytes, share_heaps
share_heaps()
bytearray(30_000_000)  # from now on glibc gives less back
turns, done = [threading.Event() for _ in range(17)], threading.Event()
def read(turn):
    first = bytearray(1_000)
    turns[turn].wait()
    found = [bytes(15_000) for _ in range(3_000)]
    del found
    turns[turn + 1].set()
    done.wait()
threads = [threading.Thread(target=read, args=(turn,)) for turn in range(16)]
for one in threads: one.start()
turns[0].set()
turns[16].wait()
print(resident_bytes(os.getpid()))
done.set()
"""


def test_threads_keep_little_of_what_large_reads_took() -> None:
    command = [sys.executable, "-c", READS]
    found = subprocess.run(command, capture_output=True, check=True, timeout=60, text=True)
    assert int(found.stdout) < 250_000_000
