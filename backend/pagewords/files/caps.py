"""What a child process may take, and what it says while it reads."""

import json
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

#: Bytes of address space. PDFium and Python take 200 MB of it before they read anything.
MEMORY = 700_000_000
#: Seconds of processor time for a file, or for a page of a PDF, and for all pages together.
PIECE_SECONDS, ALL_SECONDS = 1.5, 12
#: Seconds of all pages for a file of no bytes, and for each million of bytes: a file that takes
#: longer for its size shows the same long text on many pages. The slowest seen takes 2.3 a million.
SMALL_SECONDS, MILLION_SECONDS = 2.0, 5.0
#: Seconds between two reports of the page.
REPORT_EVERY = 0.2
#: Open files: the three streams, and modules while they are imported.
OPEN_FILES = 24
_PR_SET_PDEATHSIG = 1


def cap() -> None:
    """Take from this process what a reader of a file does not need."""
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, ALL_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (limit, limit))
        except (ValueError, OSError):
            # macOS has no cap on address space; the one on time holds there too.
            continue
    restart_clock()
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def restart_clock(seconds: float = PIECE_SECONDS) -> None:
    """Begin the time of a piece; the signal at its end kills the process."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def pages(count: int, size: int) -> Iterator[int]:
    """The numbers of the pages of a file of `size` bytes; some are reported.

    Each has time of its own, and what comes behind them has all that is left: the lines of a long
    book take longer than a page.
    """
    seconds = min(ALL_SECONDS, int(SMALL_SECONDS + MILLION_SECONDS * size / 1_000_000))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, ALL_SECONDS))
    reported = 0.0
    for number in range(count):
        restart_clock()
        if time.monotonic() - reported > REPORT_EVERY:
            reported = time.monotonic()
            say({"page": number + 1, "pages": count})
        yield number
    restart_clock(ALL_SECONDS)


def say(message: dict[str, object]) -> None:
    """Send one message to the worker."""
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n")
    sys.stdout.buffer.flush()
