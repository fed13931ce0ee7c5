"""Draws built applications and compares their first ten words: `python bench/drawn.py FOLDER`.

FOLDER has `apps.json`, an object of `{"path", "language", "text"}` by name, and a folder of that
name for each, as the framework's own tool built it: with the text, wherever its program fetches it
from. Each is served at an origin of its own, as a file server does that answers unknown paths with
`index.html`; a POST is answered like a GET, and what is below `/hold/` never ends. The words that
are right are those of the text, pasted. Prints a row each: whether the first ten words are right,
and the seconds of drawing and of the whole job; then the median once the browser is warm, the most
memory of the browser's processes (PSS), and what they left. Exits with 1 if fewer than 28 of 30 are
right. It needs Linux and `make browser`.
"""

import json
import statistics
import sys
import tempfile
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import requests
from local import Program, pss

WITHIN, HOLD, END_WITHIN = 90.0, 60.0, 5.0
RIGHT = 28 / 30
_MODULES = {".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json"}


def serve(folder: Path) -> ThreadingHTTPServer:
    """Serve a built application on loopback."""

    class Handler(SimpleHTTPRequestHandler):
        extensions_map = SimpleHTTPRequestHandler.extensions_map | _MODULES

        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def do_GET(self) -> None:
            if self.path.startswith("/hold/"):
                time.sleep(HOLD)
            elif not (folder / self.path.partition("?")[0].strip("/")).exists():
                self.path = "/index.html"
            super().do_GET()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Memory:
    """The most memory (KiB, PSS) that a program's browsers held while it was watched."""

    def __init__(self, program: Program) -> None:
        self.most = 0
        self._program = program
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            self.most = max(self.most, sum(map(pss, browsers(self._program))))
            time.sleep(0.2)


def browsers(program: Program) -> list[int]:
    """The ids of the processes that draw, Chromium's included."""
    names = ("pagewords.draw.", "playwright", "chrom")
    return sorted({pid for name in names for pid in program.processes(name)})


def after(seconds: float, pids: list[int]) -> list[int]:
    """Those of some processes that are still there after so many seconds."""
    until = time.monotonic() + seconds
    while pids and time.monotonic() < until:
        time.sleep(0.1)
        pids = [pid for pid in pids if Path(f"/proc/{pid}").exists()]
    return pids


def count(program: Program, submission: dict[str, str]) -> tuple[list[str], float, float, str]:
    """The first ten words, the seconds in all and of drawing, and the source or the error."""
    begun, drawn, last = time.monotonic(), 0.0, ""
    job = requests.post(f"{program.url}/api/jobs", json=submission, timeout=30).json()
    while job["status"] not in ("finished", "failed") and time.monotonic() - begun < WITHIN:
        time.sleep(0.02)
        moment = time.monotonic()
        job = requests.get(f"{program.url}/api/jobs/{job['key']}", timeout=30).json()
        drawn += (time.monotonic() - moment + 0.02) * (last == "rendering")
        last = job["stage"]
    seconds = time.monotonic() - begun
    if job["status"] != "finished":
        return [], seconds, drawn, (job["error"] or {"code": job["status"]})["code"]
    result = requests.get(f"{program.url}/api/results/{job['key']}", timeout=30).json()
    return [word["word"] for word in result["words"]], seconds, drawn, result["source"]


def main(folder: Path) -> int:
    apps = json.loads((folder / "apps.json").read_text())
    servers = {name: serve(folder / name) for name in apps}
    origins = {name: f"http://127.0.0.1:{server.server_port}" for name, server in servers.items()}
    right, first, times = 0, 0, []
    with tempfile.TemporaryDirectory() as data:
        program = Program(
            Path(data),
            PAGEWORDS_TRUSTED_SITES=",".join(origins.values()),
            PAGEWORDS_WORKERS="1",
            PAGEWORDS_HOST_RATE="10000",
        )
        memory = Memory(program)
        try:
            for name, app in apps.items():
                language = {"language": app["language"]}
                words, *_ = count(program, {"text": app["text"]} | language)
                found, whole, drawing, source = count(
                    program, {"url": origins[name] + app["path"]} | language
                )
                right += found == words
                times.append(whole)
                first = first or len(browsers(program))
                note = "" if found == words else f"  {found} for {words}"
                print(
                    f"{name:28} {'right' if found == words else 'wrong':6}"
                    f" {drawing:6.2f} {whole:6.2f}  {source}{note}",
                    flush=True,
                )
            held = browsers(program)
        finally:
            program.end()
            left = after(END_WITHIN, held)
    print(f"{right} of {len(apps)} right; {statistics.median(times[1:]):.2f} s at the median, warm")
    print(f"{memory.most * 1024 / 1e6:.0f} MB at most; processes: {first} after the first page,")
    print(f"{len(held)} after the last, {len(left)} after the end")
    return 0 if right >= RIGHT * len(apps) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
