"""The real stack, as `make run` starts it, on a free port: for tests, measurements and pictures."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from browser import installed

START_WITHIN = 60.0


class Stack:
    """A running Pagewords: its address and what it has said."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self._log = folder / "log.txt"
        settings = {"PORT": "0", "PAGEWORDS_DATA": str(folder / "data"), **environ}
        with self._log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pagewords.serving.run"],
                env={**os.environ, **settings},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.url = self._address()

    def _address(self) -> str:
        until = time.monotonic() + START_WITHIN
        pause = threading.Event()
        while time.monotonic() < until and self.process.poll() is None:
            for line in self.said().splitlines():
                if line.startswith("Pagewords is at "):
                    return line.split()[3]
            pause.wait(0.05)
        raise AssertionError(f"the stack did not start:\n{self.said()}")

    def said(self) -> str:
        """What it has printed so far."""
        return self._log.read_text()

    def end(self) -> None:
        """End it as Ctrl-C would."""
        self.process.terminate()
        self.process.wait(40)


def launch_options() -> dict[str, object]:
    """How Chromium is started: the installed one, where there is one, and asking nobody."""
    arguments = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    program = installed()
    return {"args": arguments} | ({"executable_path": program} if program else {})
