"""The browser's process: draws the pages that the worker sends, and asks it for each request.

It is the first process of its namespaces: when it ends, the kernel ends the browser with it; in a
container the service does (`service`). It ends when the worker closes its end of the socket, after
`IDLE` seconds without a page, and when the browser's processes hold more memory than they may.
"""

import asyncio
import os
import shutil
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from typing import Any, BinaryIO

from playwright.async_api import Browser, Error, Playwright, async_playwright

from pagewords.draw import frames, processes, sandbox
from pagewords.draw.drawing import Drawing
from pagewords.draw.model import IDLE

#: Ways around interception; and a process for a page that may come, which takes 50 MB.
_OFF = (
    *("SpeculationRules", "Prerender2", "MediaRouter", "WebTransport", "Translate"),
    "SpareRendererForSitePerProcess",
)
#: The network namespace is the wall; the flags spare the browser what cannot succeed behind it.
FLAGS = [
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--no-pings",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-features=" + ",".join(_OFF),
    # There is no network, which needs no process of its own.
    "--enable-features=NetworkServiceInProcess2",
    "--js-flags=--max-old-space-size=256",
    "--renderer-process-limit=2",
]


#: Seconds between two looks at the memory; and, where it is too much, to tell the worker so.
LOOK_EVERY, TELL = 0.1, 1.0
#: Seconds that the browser's processes have to end.
ENDING = 5.0
_leaving = threading.Lock()


class Link:
    """The socket to the worker: requests go out with a number, and their answers come back."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source = source
        self._sink = sink
        #: Bytes that the processes may hold; 0 while no page is drawn.
        self.most_memory = 0
        self._loop = asyncio.get_running_loop()
        self._waiting: dict[int, asyncio.Future[frames.Message]] = {}
        self._count = 0
        self.pages: asyncio.Queue[frames.Message] = asyncio.Queue()
        for run in (self._read, self._watch):
            threading.Thread(target=run, daemon=True).start()

    def send(self, head: dict[str, Any], body: bytes = b"") -> None:
        """Send a message."""
        self._sink.write(frames.pack(head, body))
        self._sink.flush()

    async def ask(self, head: dict[str, Any], body: bytes | None) -> frames.Message:
        """Have the worker fetch something; the answer has no status if it was refused."""
        self._count += 1
        number = self._count
        answer: asyncio.Future[frames.Message] = self._loop.create_future()
        self._waiting[number] = answer
        self.send({"id": number, "has_body": body is not None, **head}, body or b"")
        try:
            return await answer
        finally:
            del self._waiting[number]

    def _read(self) -> None:
        """Read until the worker closes the socket; then end at once, whatever the page does."""
        with suppress(ValueError, OSError):
            while (message := frames.read(self._source)) is not None:
                self._loop.call_soon_threadsafe(self._take, message)
        leave()

    def _watch(self) -> None:
        """Look at the memory; what holds too much is ended, and the worker told."""
        while not ((most := self.most_memory) and processes.exceeds(os.getpid(), most)):
            time.sleep(LOOK_EVERY)
        self._loop.call_soon_threadsafe(self._give_up)
        time.sleep(TELL)
        leave()

    def _give_up(self) -> None:
        self.send({"error": "memory"})
        leave()

    def _take(self, message: frames.Message) -> None:
        if "id" not in message[0]:
            self.pages.put_nowait(message)
        elif (waiting := self._waiting.get(message[0]["id"])) and not waiting.done():
            waiting.set_result(message)


def leave() -> None:
    """End every process of the namespace, and leave nothing in the file system."""
    # Never released: a second thread waits here until the process has ended.
    _leaving.acquire()
    if os.getpid() == 1:
        until = time.monotonic() + ENDING
        # They write until they have ended, and one may have begun another a moment ago.
        with suppress(ProcessLookupError, ChildProcessError):
            while time.monotonic() < until:
                os.kill(-1, signal.SIGKILL)
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
                time.sleep(0.01)
    shutil.rmtree(os.environ["HOME"], ignore_errors=True)
    os._exit(0)


async def _launch(playwright: Playwright) -> Browser:
    return await playwright.chromium.launch(
        executable_path=sys.argv[1],
        args=FLAGS,
        headless=True,
        chromium_sandbox=sandbox.NO_SANDBOX not in sys.argv,
    )


async def _run(source: BinaryIO, sink: BinaryIO) -> None:
    link = Link(source, sink)
    async with async_playwright() as playwright:
        browser: Browser | None = None
        while True:
            try:
                page, body = await asyncio.wait_for(link.pages.get(), IDLE)
            except TimeoutError:
                leave()
            try:
                if browser is None or not browser.is_connected():
                    browser = await _launch(playwright)
                link.send({"started": True})
                link.most_memory = page["memory"]
                drawing = Drawing(browser, link.ask, page, body)
                url, html = await drawing.run()
                link.send({"html": True, "url": url}, html)
                if drawing.is_stuck:
                    leave()
            except (Error, TimeoutError) as error:
                link.send({"error": str(error).split("\n")[0][:200] or type(error).__name__})
            finally:
                link.most_memory = 0


def main() -> None:
    """Draw until the worker ends. The socket is kept from the browser's processes."""
    link = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        asyncio.run(_run(link.makefile("rb"), link.makefile("wb")))
    finally:
        # The worker has gone, most likely while it was told something.
        leave()


if __name__ == "__main__":
    main()
