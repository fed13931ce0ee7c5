"""A local web site with test pages, some of which fail."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES = Path(__file__).parent / "site"
HTML = "text/html; charset=utf-8"
#: Seconds after which a held page is answered anyway.
MAX_HOLD = 30.0


class Site:
    """Serves the folder `site`, and the pages of `extra` by path.

    `/hold/<path>` answers once the test calls `release`; `/status/<n>` answers with that status.
    """

    def __init__(self) -> None:
        self._released = threading.Event()
        self.extra: dict[str, str] = {}
        #: By path the type and the bytes of files.
        self.files: dict[str, tuple[str, bytes]] = {}
        #: The paths that were asked for.
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def release(self) -> None:
        """Answer held pages."""
        self._released.set()

    def hold(self) -> None:
        """Hold pages from now on."""
        self._released.clear()

    def close(self) -> None:
        """Stop the server."""
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path.partition("?")[0]
        self.asked.append(path)
        if path.startswith("/hold/"):
            self._released.wait(MAX_HOLD)
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
        elif path in self.files:
            _send(request, 200, *self.files[path])
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
