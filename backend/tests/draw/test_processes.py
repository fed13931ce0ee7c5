"""What the processes below one hold, where shared memory is counted once, and whether they work."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pagewords.draw import processes

from ..conftest import wait_for

MEGABYTE = 1_000_000
#: Prints a line once it has taken its memory, and waits.
WAIT = "print(flush=True); sys.stdin.read()"
#: Two processes, of which one has 30 MB of its own, and both 50 MB of memory that can be shared.
START = "import mmap, os, sys"
MAP = "shared = mmap.mmap(-1, 50_000_000)"
FORK = "own = b'' if os.fork() else bytes(b'x') * 30_000_000"
FILL = f"shared[:] = bytes(b'x') * 50_000_000; {WAIT}"


@contextmanager
def running(program: str, many: int) -> Iterator[int]:
    """A program of some processes that have taken their memory."""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(many):
            process.stdout.readline()
        yield process.pid
        process.stdin.close()


def held(pid: int) -> int:
    """Megabytes that a process and all below it hold."""
    return next(many for many in range(1_000) if not processes.exceeds(pid, many * MEGABYTE))


def test_memory_that_processes_share_is_counted_once() -> None:
    with running(f"import sys; {WAIT}", 1) as pid:
        interpreter = held(pid)
    with running(";".join((START, MAP, FORK, FILL)), 2) as pid:
        assert 78 <= held(pid) <= 82 + 2 * interpreter


def test_processes_with_shared_memory_of_their_own_are_counted_each() -> None:
    with running(";".join((START, FORK, MAP, FILL)), 2) as pid:
        assert held(pid) >= 130


def test_a_process_that_has_ended_holds_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    # Nobody has asked how it ended: it still has its place in /proc.
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert held(process.pid) == 0
    process.wait()
    assert held(process.pid) == 0


def test_a_page_is_at_work_while_its_program_runs() -> None:
    program = "import sys; print(flush=True); sys.stdin.read(1)\nwhile True: pass"
    for kind, is_page in (("--type=renderer", True), ("--type=gpu-process", False)):
        # The last word is none of Python's, and tells what the process is.
        command = [sys.executable, "-c", program, kind]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            assert process.stdin
            assert process.stdout
            process.stdout.readline()
            wait_for(lambda: processes._state(process.pid) == "S", "it waits")  # noqa: B023
            assert not processes.works(process.pid)
            process.stdin.write(b"x")
            process.stdin.flush()
            wait_for(lambda: processes._state(process.pid) == "R", "it runs")  # noqa: B023
            assert processes.works(process.pid) is is_page
        finally:
            process.kill()
            process.communicate()
