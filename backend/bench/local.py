"""The program as `make run` starts it, and a local site, for the benchmarks of the whole program.

The site answers `/page/<n>` at once and `/slow/<n>` after a second, with a different text for each
n; the program of `/drawn/<n>` fetches `/page/<n>` and draws it. Reads processes from /proc, so it
needs Linux. `python local.py HOST PORT` serves only the site.
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

START_WITHIN = 60.0
SLOW = 1.0
_SYLLABLES = ("ri", "mo", "va", "ter", "lan", "so", "ke", "dun")
_PARTICLES = ("이", "을", "에서", "은")
_KOREAN = ("강", "산", "마을", "바람", "하늘", "사람", "나무", "바다")


def page(number: str, *, korean: bool = False) -> bytes:
    """Return an article of about 8 KB whose words depend on `number`."""
    chance = random.Random(number)
    if korean:
        words = [chance.choice(_KOREAN) + chance.choice(_PARTICLES) for _ in range(300)]
    else:
        words = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(300)]
    sentences = [" ".join(chance.choices(words, k=12)).capitalize() + "." for _ in range(80)]
    text = "".join(f"<p>{' '.join(sentences[at : at + 8])}</p>" for at in range(0, 80, 8))
    language = "ko" if korean else "en"
    return (
        f"<!doctype html><html lang={language}><title>Page {number}</title>"
        f"<article><h1>Page {number}</h1>{text}</article></html>"
    ).encode()


DRAWN = b"""<!doctype html><html lang=en><title>A drawn page</title><div id=root></div><script>
fetch(location.pathname.replace("drawn", "page")).then((answer) => answer.text()).then((text) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  document.querySelector("#root").append(page.querySelector("article"));
});</script>"""


def pss(pid: int) -> int:
    """Return the memory of a process in KiB, shared pages divided by their users; 0 if it ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


class Site:
    """A site, by default on loopback, that counts its requests."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                kind, _, number = self.path.strip("/").partition("/")
                if kind == "slow":
                    time.sleep(SLOW)
                body = DRAWN if kind == "drawn" else page(number, korean=kind == "korean")
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                # A worker that is killed hangs up.
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        self._server = ThreadingHTTPServer((host, port), Handler)
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


class Program:
    """A running `pagewords.serving.run` with its own data folder."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self._log = folder / "log.txt"
        self.data = folder / "data"
        # Nothing that the caller has set, but where its tools are.
        base = {"PATH": os.environ["PATH"], "PORT": "0", "PAGEWORDS_DATA": str(self.data)}
        with self._log.open("w") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pagewords.serving.run"],
                env=base | environ,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.url = self._address()

    def _address(self) -> str:
        until = time.monotonic() + START_WITHIN
        while time.monotonic() < until and self._process.poll() is None:
            for line in self.said().splitlines():
                if line.startswith("Pagewords is at "):
                    return line.split()[3]
            time.sleep(0.05)
        raise SystemExit(f"Pagewords did not start:\n{self.said()}")

    def said(self) -> str:
        """Return its output so far."""
        return self._log.read_text()

    def processes(self, name: str = "") -> list[int]:
        """Return the ids of its processes whose command contains `name`, parents first."""
        children: dict[int, list[int]] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            if (fields := _status(folder)) and fields[0] != "Z":
                children.setdefault(int(fields[1]), []).append(int(folder.name))
        return [pid for pid in _below(self._process.pid, children) if name in _command(pid)]

    def cpu(self, name: str) -> float:
        """Return the CPU seconds of these processes, ended children included."""
        fields = [_status(Path(f"/proc/{pid}")) for pid in self.processes(name)]
        return sum(sum(map(int, one[11:15])) for one in fields) / os.sysconf("SC_CLK_TCK")

    @contextlib.contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Kill (SIGKILL) the processes whose command contains `name`; prevent their restart."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            for pid in self.processes(name):
                os.kill(pid, signal.SIGKILL)
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """Stop it as Ctrl-C does."""
        self._process.terminate()
        self._process.wait(40)


def _below(pid: int, children: dict[int, list[int]]) -> Iterator[int]:
    for child in sorted(children.get(pid, ())):
        yield child
        yield from _below(child, children)


def _status(folder: Path) -> list[str]:
    """Return the fields of a process's stat after its name: state, parent…"""
    try:
        return (folder / "stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return []


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


if __name__ == "__main__":
    Site(sys.argv[1], int(sys.argv[2]))
    signal.pause()
