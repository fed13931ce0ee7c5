"""What the processes below one hold: shared memory is counted, and once."""

import subprocess
import sys

from pagewords.draw import memory

MEGABYTE = 1_000_000
#: Two processes share 50 MB of memory, and one has 30 MB of its own.
PROGRAM = """
import mmap, os, sys
os.fork()
own = bytes(b"x") * 30_000_000 if PARENT == os.getppid() else b""
shared[:] = bytes(b"x") * 50_000_000
print(flush=True)
sys.stdin.read()
"""
SHARED = f"import mmap, os; PARENT = os.getppid(); shared = mmap.mmap(-1, 50_000_000){PROGRAM}"
NOTHING = "import sys\nprint(flush=True)\nsys.stdin.read()\n"


def held(program: str, lines: int) -> int:
    """What a program holds once it has written some lines."""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(lines):
            process.stdout.readline()
        found = memory.held(process.pid)
        process.stdin.close()
    return found


def test_memory_that_processes_share_is_counted_once() -> None:
    # Beside two interpreters.
    grown = held(SHARED, 2) - 2 * held(NOTHING, 1)
    assert 78 * MEGABYTE < grown < 88 * MEGABYTE


def test_a_process_that_has_ended_holds_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert memory.held(process.pid) == 0
