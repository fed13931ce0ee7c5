"""Pages that a program draws: their words come out, and none of them reaches an address."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from browser_processes import gone_within, parent, processes_below, within
from drawn_pages import APPS, GREEDY, PROSE, SHOW, app, tries
from local_site import Site
from playwright.sync_api import Page, expect
from stack import Stack

from pagewords import draw
from pagewords.draw.sandbox import CHROMIUM_TRIAL
from pagewords.fetch import Policy
from pagewords.fetch.resource import Resources
from pagewords.page import read_page

pytestmark = [
    pytest.mark.skipif(bool(draw.why_not()), reason=draw.why_not() or "it can"),
    pytest.mark.timeout(240),
]
#: Seconds.
LIMITS = draw.Limits(seconds=25.0)
TIGHT = draw.Limits(seconds=5.0, memory_bytes=700_000_000)
#: As in its container: no network, and not root, as whom Chromium's sandbox does not start.
PARTED = ("unshare", "--user", "--map-user=10001", "--map-group=10001", "--net")
#: And all of its processes end with the first, as in its container.
WHOLE = (*PARTED, "--pid", "--fork", "--kill-child", "--mount-proc")
AS_ROOT = ("unshare", "--user", "--map-root-user", "--net")
#: It tries Chromium first.
SERVICE_WITHIN = CHROMIUM_TRIAL + 20
SERVICE = (sys.executable, "-m", "pagewords.draw.service")
#: A worker, for a process of its own.
WORKER = """
from pagewords import draw

draw.Browser().draw(draw.Fetched("http://words.example/", "text/html", b"<p>words"), print)
"""
JSON = f'{{"text": "{PROSE}"}}'
ANSWERS = {
    "/prose.txt": ("text/plain; charset=utf-8", PROSE),
    "/slow.txt": ("text/plain; charset=utf-8", PROSE),
    "/prose.json": ("application/json", JSON),
    "/prose.js": ("text/javascript; charset=utf-8", f"export const text = '{PROSE}'"),
    "/prose-classic.js": (
        "text/javascript; charset=utf-8",
        f"document.querySelector('#root').innerHTML = '<p>{PROSE}</p>'",
    ),
    "/part": ("text/plain; charset=utf-8", PROSE),
    "/sw.js": ("text/javascript", "fetch('/prose.txt')"),
}


class Canary:
    """A TCP and a UDP port of loopback, and who has come to them."""

    def __init__(self) -> None:
        self.contacts: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind(("127.0.0.1", 0))
        self.tcp = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self.udp = f"127.0.0.1:{self._datagrams.getsockname()[1]}"
        for listen in (self._accept, self._receive):
            threading.Thread(target=listen, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.contacts.append("tcp")
            connection.close()

    def _receive(self) -> None:
        while True:
            try:
                self._datagrams.recv(9)
            except OSError:
                return
            self.contacts.append("udp")

    def close(self) -> None:
        for one in (self._listener, self._datagrams):
            one.close()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    canary = Canary()
    yield canary
    canary.close()


@pytest.fixture(scope="module")
def held() -> threading.Event:
    """It is set when a page asks for what is not answered."""
    return threading.Event()


@pytest.fixture(scope="module")
def pages(canary: Canary) -> dict[str, str]:
    """The pages of the site by path."""
    pages = {f"/app/{name}": html for name, html in APPS.items()}
    pages |= {f"/try/{name}": html for name, html in tries(canary.tcp, canary.udp).items()}
    return pages | {f"/greedy/{name}": html for name, html in GREEDY.items()}


@pytest.fixture(scope="module")
def origin(canary: Canary, held: threading.Event, pages: dict[str, str]) -> Iterator[str]:
    """A site of drawn pages."""
    ended = threading.Event()
    there = f"http://{canary.tcp}/"
    moved = {"/moved": "/prose.txt", "/to-canary": there, "/to-file": "file:///etc/passwd"}
    #: Headers that have a browser ask for more, now or later.
    hints = {
        "Link": f"<{there}>; rel=preconnect, <{there}x.js>; rel=preload; as=script",
        "Refresh": f"0;url={there}",
        "Reporting-Endpoints": f'default="{there}"',
        "Report-To": f'{{"group":"default","max_age":99,"endpoints":[{{"url":"{there}"}}]}}',
        "NEL": '{"report_to":"default","max_age":99,"success_fraction":1}',
        "Content-Security-Policy-Report-Only": f"default-src 'none'; report-uri {there}",
        "Speculation-Rules": f'"{there}rules.json"',
        "Alt-Svc": f'h3="{canary.udp}"',
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/hold/x":
                held.set()
                ended.wait(20)
            if path == "/slow.txt":
                ended.wait(3.5)
            self.send_response(302 if path in moved else 200)
            if path in moved:
                self.send_header("Location", moved[path])
            if path == "/hints":
                for name, text in hints.items():
                    self.send_header(name, text)
            kind, text = ANSWERS.get(path, ("text/html; charset=utf-8", pages.get(path, "")))
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    ended.set()
    server.shutdown()
    server.server_close()


class Other:
    """A site at another host, whose text the page at `/other` shows; `allows` is its answer's
    Access-Control-Allow-Origin."""

    def __init__(self) -> None:
        self.allows = ""
        self.connections = 0
        other = self

        class Server(ThreadingHTTPServer):
            def verify_request(self, *_: object) -> bool:
                other.connections += 1
                return True

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; charset=utf-8")
                if other.allows:
                    self.send_header("Access-Control-Allow-Origin", other.allows)
                self.end_headers()
                self.wfile.write(PROSE.encode())

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = f"http://localhost:{self.server.server_port}"


@pytest.fixture
def other(pages: dict[str, str]) -> Iterator[Other]:
    other = Other()
    pages["/other"] = app(
        f"{SHOW} show('Here'); show(await (await fetch('{other.origin}/')).text())"
    )
    yield other
    other.server.shutdown()
    other.server.server_close()


@pytest.fixture(scope="module")
def browser_of_worker() -> Iterator[draw.Browser]:
    browser = draw.Browser()
    yield browser
    browser.end()


def serving(parted: tuple[str, ...], path: Path) -> "subprocess.Popen[bytes]":
    """Start the service, and again, as compose does, where the machine was too busy."""
    for _ in range(2):
        process = subprocess.Popen([*parted, *SERVICE, str(path)])
        within(SERVICE_WITHIN, lambda: process.poll() is not None or not draw.why_not(str(path)))  # noqa: B023
        if process.poll() is None:
            return process
    raise AssertionError("the service does not start")


@pytest.fixture
def service(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The service of the containers at `tmp_path / "socket"`, without a network as there."""
    path = tmp_path / "socket"
    process = serving(PARTED, path)
    yield process
    left = processes_below(process.pid)
    process.terminate()
    assert process.wait(10) == 0
    gone_within(10, left)


Draw = Callable[..., draw.Drawn]


@pytest.fixture
def drawn(origin: str, browser_of_worker: draw.Browser) -> Draw:
    """Draws a page of the site by its path."""

    def run(
        path: str,
        limits: draw.Limits = LIMITS,
        browser: draw.Browser = browser_of_worker,
        others: tuple[str, ...] = (),
    ) -> draw.Drawn:
        policy, until = Policy(frozenset({origin, *others})), time.monotonic() + 60
        resources = Resources("127.0.0.1", policy, until, 15_000_000)

        def fetch(asked: draw.Request) -> draw.Answer | None:
            found = resources.fetch(asked.method, asked.url, asked.headers, asked.body)
            return found and draw.Answer(found.url, found.status, found.headers, found.body)

        first = resources.fetch("GET", origin + path, {}, None)
        assert first is not None
        page = draw.Fetched(first.url, first.headers["content-type"], first.body)
        return browser.draw(page, fetch, limits)

    return run


def text_of(page: draw.Drawn) -> str:
    return read_page(page.html, "text/html; charset=utf-8", page.url).page_text


@pytest.mark.parametrize("name", APPS)
def test_the_words_of_a_drawn_page_come_out(drawn: Draw, name: str) -> None:
    assert PROSE.strip() in " ".join(text_of(drawn(f"/app/{name}")).split())


@pytest.mark.parametrize("name", tries("", ""))
def test_nothing_is_reached(drawn: Draw, canary: Canary, name: str) -> None:
    text = text_of(drawn(f"/try/{name}"))
    assert "hundred and twelve steps" in text
    assert "root:" not in text
    assert canary.contacts == []


def test_the_canary_tells_who_comes() -> None:
    canary = Canary()
    for kind, address in ((socket.SOCK_STREAM, canary.tcp), (socket.SOCK_DGRAM, canary.udp)):
        host, _, port = address.partition(":")
        with socket.socket(socket.AF_INET, kind) as one:
            one.connect((host, int(port)))
            if kind == socket.SOCK_DGRAM:
                one.send(b"x")
    within(5, lambda: sorted(canary.contacts) == ["tcp", "udp"])
    canary.close()


@pytest.mark.parametrize(
    ("allows", "is_allowed", "connections"), [("*", True, 1), ("", True, 1), ("*", False, 0)]
)
def test_another_host_answers_where_both_the_policy_and_it_allow_it(
    drawn: Draw, other: Other, allows: str, is_allowed: bool, connections: int
) -> None:
    other.allows = allows
    page = drawn("/other", others=(other.origin,) if is_allowed else ())
    text = text_of(page)
    assert "Here" in text
    assert ("hundred and twelve steps" in text) == (allows == "*" and is_allowed)
    assert other.connections == connections


def test_the_browser_has_no_network(drawn: Draw) -> None:
    drawn("/app/fetch")
    here = Path("/proc/self/ns/net").readlink()
    processes = processes_below(os.getpid())
    assert len(processes) > 3
    for pid in processes:
        with suppress(FileNotFoundError):  # it has ended meanwhile
            assert Path(f"/proc/{pid}/ns/net").readlink() != here
    first = processes[0]
    lines = Path(f"/proc/{first}/net/dev").read_text().splitlines()[2:]
    assert [line.split(":")[0].strip() for line in lines] == ["lo"]
    assert Path(f"/proc/{first}/net/route").read_text().count("\n") <= 1


@pytest.mark.parametrize("name", GREEDY)
def test_a_greedy_page_ends_and_the_next_one_is_drawn(drawn: Draw, name: str) -> None:
    begun = time.monotonic()
    with suppress(draw.DrawError):
        drawn(f"/greedy/{name}", TIGHT)
    assert time.monotonic() - begun < draw.longest(TIGHT.seconds) + 5
    assert "hundred and twelve steps" in text_of(drawn("/app/fetch"))


def test_nothing_is_left_behind(drawn: Draw, browser_of_worker: draw.Browser) -> None:
    drawn("/app/fetch")
    before = processes_below(os.getpid())
    assert before
    browser_of_worker.end()
    gone_within(10, before)


def test_a_worker_that_is_killed_leaves_no_files_of_its_browser(tmp_path: Path) -> None:
    for files in range(1, 18, 2):
        command = [sys.executable, "-c", WORKER]
        worker = subprocess.Popen(command, env=os.environ | {"TMPDIR": str(tmp_path)})
        try:
            within(30, lambda: sum(len(found[2]) for found in os.walk(tmp_path)) > files)  # noqa: B023
        finally:
            worker.kill()
            worker.wait(10)
        within(20, lambda: not [*tmp_path.iterdir()])


def test_a_browser_that_is_killed_is_replaced(drawn: Draw) -> None:
    drawn("/app/fetch")
    before = processes_below(os.getpid())
    os.kill(before[0], signal.SIGKILL)
    gone_within(10, before)
    assert "hundred and twelve steps" in text_of(drawn("/app/fetch"))


def test_a_browser_that_ends_before_it_begins_a_page_is_replaced(drawn: Draw) -> None:
    drawn("/app/fetch")
    before = processes_below(os.getpid())
    held = [parent(before[0]), *before]
    for pid in held:
        os.kill(pid, signal.SIGSTOP)
    killer = threading.Timer(0.5, lambda: [os.kill(pid, signal.SIGKILL) for pid in held[:2]])
    killer.start()
    assert "hundred and twelve steps" in text_of(drawn("/app/fetch"))
    gone_within(10, before)


def test_the_service_of_the_containers_draws_and_ends_what_it_began(
    drawn: Draw, service: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    path = str(tmp_path / "socket")
    assert draw.why_not(path) == ""
    browser = draw.Browser(path)
    assert "hundred and twelve steps" in text_of(drawn("/app/fetch", browser=browser))
    before = processes_below(service.pid)
    assert len(before) > 3
    os.kill(before[0], signal.SIGKILL)
    gone_within(10, before)
    assert "hundred and twelve steps" in text_of(drawn("/app/shadow", browser=browser))
    # The worker has died: its end of the connection is closed.
    before = processes_below(service.pid)
    browser.end()
    gone_within(10, before)


def test_a_service_that_is_killed_while_it_draws_ends_the_page_and_may_start_again(
    drawn: Draw, tmp_path: Path, held: threading.Event
) -> None:
    path, failed = tmp_path / "socket", []
    browser = draw.Browser(str(path))

    def run() -> None:
        try:
            drawn("/app/hanging", browser=browser)
        except draw.DrawError as error:
            failed.append(error)

    for kill in (True, False):
        process = serving(WHOLE, path)
        if kill:
            held.clear()
            thread = threading.Thread(target=run)
            thread.start()
            assert held.wait(60)
        else:
            assert "hundred and twelve steps" in text_of(drawn("/app/fetch", browser=browser))
        left = processes_below(process.pid)
        assert len(left) > 3
        process.kill()
        process.wait(10)
        gone_within(10, left)
    thread.join(10)
    assert not thread.is_alive()
    assert len(failed) == 1
    browser.end()


def test_a_service_that_does_not_run_is_told(drawn: Draw, tmp_path: Path) -> None:
    path = str(tmp_path / "socket")
    assert "--profile draw" in draw.why_not(path)
    with pytest.raises(draw.DrawError):
        drawn("/app/fetch", browser=draw.Browser(path))


@pytest.mark.skipif(not shutil.which("ip"), reason="ip is not on this machine")
def test_the_service_does_not_start_where_it_has_a_network(tmp_path: Path) -> None:
    way = "ip link set lo up; ip route add 10.9.8.0/24 dev lo; exec"
    command = [*AS_ROOT, "sh", "-c", f'{way} "$@"', "sh", *SERVICE, str(tmp_path / "socket")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    assert "must have no network" in done.stderr


def test_a_drawn_page_is_counted(
    count: Callable[[str], None], page: Page, site: Site, stack: Stack
) -> None:
    count(f"{site.origin}/drawn.html")
    # The browser that draws starts with its first page.
    expect(page.locator("#list")).to_contain_text("lantern", timeout=60_000)
    expect(page.locator("#facts")).to_contain_text("drawn in a browser")
