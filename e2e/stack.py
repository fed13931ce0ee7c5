"""The real stack, as `make run` starts it, on a free port: for tests and benchmarks."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from browser import SHELL, WHOLE, installed, shell

#: Seconds.
START_TIMEOUT = 60.0


class Stack:
    """A running Pagewords: its process, its address and its output."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self._log = folder / "log.txt"
        settings = {"PORT": "0", "PAGEWORDS_DATA": str(folder / "data"), **environ}
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pagewords.serving.run"],
                env={**os.environ, **settings},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.url = self._address()

    def _address(self) -> str:
        deadline = time.monotonic() + START_TIMEOUT
        pause = threading.Event()
        while time.monotonic() < deadline and self.process.poll() is None:
            for line in self.output().splitlines():
                if line.startswith("Pagewords is at "):
                    return line.split()[3]
            pause.wait(0.05)
        raise AssertionError(f"the stack did not start:\n{self.output()}")

    def output(self) -> str:
        """Its standard output and error so far."""
        return self._log.read_text()

    def end(self) -> None:
        """Stop it as a service manager would, and wait."""
        self.process.terminate()
        self.process.wait(40)


#: Of Chromium: no background requests, and in the headless shell the places of letters that other
#: browsers give them, which PDFs keep.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--font-render-hinting=none",
)


def launch_options(*, headless_shell: bool = False) -> dict[str, object]:
    """Launch options of the whole Chromium, or of its headless shell."""
    path = shell() if headless_shell else installed()
    return {
        "args": [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        # Both are said, since those of one browser are laid over those of the other.
        "executable_path": path,
        "channel": None if path else SHELL if headless_shell else WHOLE,
    }
