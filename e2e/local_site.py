"""A local site with pages of our own, among them those that go wrong."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES = Path(__file__).parent / "site"
HTML = "text/html; charset=utf-8"
#: Seconds after which a page that holds its answer back gives up holding it.
HOLD = 30.0


class Site:
    """Serves the folder `site`, and pages that behave in a certain way.

    `/hold/<name>` answers when the test calls `release`; `/status/<n>` answers with a status.
    """

    def __init__(self) -> None:
        self._released = threading.Event()
        self.extra: dict[str, str] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def release(self) -> None:
        """Let held pages answer."""
        self._released.set()

    def hold(self) -> None:
        """Hold pages back from now on."""
        self._released.clear()

    def close(self) -> None:
        """Stop serving."""
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path.partition("?")[0]
        if path.startswith("/hold/"):
            self._released.wait(HOLD)
            path = path.removeprefix("/hold")
        if path.startswith("/status/"):
            _send(request, int(path.rsplit("/", 1)[1]), HTML, b"<p>An error page of some words</p>")
        elif path == "/file.pdf":
            _send(request, 200, "application/pdf", b"%PDF-1.7")
        elif path == "/loop":
            request.send_response(302)
            request.send_header("Location", "/loop")
            request.send_header("Content-Length", "0")
            request.end_headers()
        elif path in self.extra:
            _send(request, 200, HTML, self.extra[path].encode())
        elif (file := PAGES / path.strip("/")).is_file():
            kind = "text/plain; charset=utf-8" if file.suffix == ".txt" else HTML
            _send(request, 200, kind, file.read_bytes())
        else:
            _send(request, 404, HTML, b"<p>Not here</p>")


def _send(request: BaseHTTPRequestHandler, status: int, kind: str, body: bytes) -> None:
    request.send_response(status)
    request.send_header("Content-Type", kind)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
