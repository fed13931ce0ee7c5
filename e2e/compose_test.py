"""The program in containers, from an empty start to an upgrade: `make compose-test`.

Brings the services of docker-compose.yml up under a name of their own, with random passwords and a
free port; drives the page through nginx in a real browser; then, while clients submit links all
the time: scales the workers to three, kills one (-9) in the middle of a job, restarts Redis, takes
the database away for 15 s and upgrades. A trigger in the database counts how often each job ends.
Prints the figures, takes everything down; status 1 says that a promise was broken.
"""

import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import requests
from containers import SITE, Broken, Services
from playwright.sync_api import expect, sync_playwright
from stack import launch_options

from pagewords.serving.security import HEADERS, OF_DOCUMENTS

T = TypeVar("T")

#: Clients of the load and the seconds between two submissions of each.
CLIENTS, PAUSE = 2, 0.25
#: Worker processes of three containers, each with as many as it starts by itself.
ALL_WORKERS = 3 * 2
#: Seconds that the database is away.
AWAY = 15.0
#: Seconds that a start, and that the jobs after the last fault, may take.
START_WITHIN, END_WITHIN = 180.0, 180.0
#: The share of requests that the network may not bring, as while names of containers change.
FEW = 0.01
#: Counts in the database how often a job ends, whoever ends it.
TRIGGER = """
CREATE TABLE ends (key uuid);
CREATE FUNCTION count_end() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN INSERT INTO ends VALUES (NEW.key); RETURN NULL; END';
CREATE TRIGGER count_end AFTER UPDATE ON jobs FOR EACH ROW
  WHEN (NEW.status IN ('finished', 'failed') AND NEW.status <> OLD.status)
  EXECUTE FUNCTION count_end();
"""


@dataclass
class Load:
    """Clients that submit links all the time, and what they are answered."""

    url: str
    keys: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    #: What was neither accepted nor a declared 503, and after how many seconds.
    strange: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def submit(self, path: str) -> str | None:
        """Submit a link; its key, where it was accepted."""
        started = time.monotonic()
        body = {"url": f"{SITE}/{path}", "fresh": True}
        try:
            answer = requests.post(f"{self.url}/api/jobs", json=body, timeout=30)
        except requests.RequestException as error:
            self.answers[type(error).__name__] += 1
            self.strange.append(f"after {time.monotonic() - started:.1f} s {error!r}")
            return None
        took = time.monotonic() - started
        self.seconds.append(took)
        declared = answer.status_code != 503 or "Retry-After" in answer.headers
        self.answers[str(answer.status_code) if declared else "503 without Retry-After"] += 1
        # 200: the job had ended before the answer was written, as while the database is away.
        accepted = answer.status_code in (200, 202)
        if not (accepted or answer.status_code == 503) or not declared:
            said = f"{answer.status_code} {dict(answer.headers)} {answer.text[:500]}"
            self.strange.append(f"after {took:.1f} s {said}")
        if not accepted:
            return None
        self.keys.append(key := str(answer.json()["key"]))
        return key

    def job(self, key: str) -> dict[str, object]:
        """A job as the API tells it; an empty one while the API does not answer."""
        try:
            answer = requests.get(f"{self.url}/api/jobs/{key}", timeout=30)
        except requests.RequestException:
            return {}
        return dict(answer.json()) if answer.status_code == 200 else {}

    def ended(self, key: str) -> bool:
        """Whether a job has ended."""
        return self.job(key).get("status") in ("finished", "failed")

    def probe(self) -> float:
        """The seconds until a link is accepted and counted."""
        started = time.monotonic()
        path = f"page/probe-{secrets.token_hex(4)}"
        key = until("a link is accepted", lambda: self.submit(path), START_WITHIN)
        until("a link is counted", lambda: self.ended(key), START_WITHIN)
        return time.monotonic() - started

    def start(self) -> None:
        """Start the clients."""
        self._threads = [threading.Thread(target=self._client, args=(n,)) for n in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def _client(self, number: int) -> None:
        count = 0
        while not self._over.wait(PAUSE):
            count += 1
            self.submit(f"{'slow' if count % 10 == 0 else 'page'}/{number}-{count}")

    def end(self) -> None:
        """End the clients."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    @contextmanager
    def during(self, what: str) -> Iterator[None]:
        """Print what was answered while something went on."""
        before, started = self.answers.copy(), time.monotonic()
        yield
        told = ", ".join(f"{name} {n}" for name, n in sorted((self.answers - before).items()))
        print(f"{what}: {time.monotonic() - started:.1f} s; submissions: {told or 'none'}")


def until(what: str, look: Callable[[], T], seconds: float) -> T:
    """Wait for something that is true; raises `Broken` after the deadline."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not (found := look()):
        if time.monotonic() > deadline:
            raise Broken(f"not within {seconds:.0f} s: {what}")
        pause.wait(0.1)
    return found


def check(holds: bool, what: str) -> None:
    """Raise `Broken` where something does not hold."""
    if not holds:
        raise Broken(what)


def bring_up(services: Services, load: Load) -> None:
    """Build and start; then look at what nginx answers."""
    started = time.monotonic()
    services("build", "migrate", seconds=900)
    built = time.monotonic()
    services("up", "-d", "--no-build", "--wait", seconds=300)
    load.probe()
    took = time.monotonic() - built
    print(f"built in {built - started:.0f} s; the first job ended {took:.1f} s after `up`")
    size = services("exec", "-T", "worker", "du", "-smc", "/opt/venv", "/app").split()[-2]
    print(f"the image holds {size} MB beside those of its base")
    services.sql(TRIGGER)


def look_at_the_containers(services: Services) -> None:
    """Every health check answers; every first process has neither root nor any of its rights."""
    for name, service in services.described.items():
        # One has ended, others are not started with the rest.
        if name == "migrate" or "profiles" in service:
            continue
        health = service.get("healthcheck")
        assert health, f"{name} has no health check"
        kind, *command = health["test"]
        shell = ["sh", "-c", command[0].replace("$$", "$")]
        services("exec", "-T", name, *(shell if kind == "CMD-SHELL" else command))
        status = services("exec", "-T", name, "cat", "/proc/1/status")
        said = dict(line.split(":", 1) for line in status.splitlines())
        check("0" not in said["Uid"].split(), f"{name} runs as root")
        for rights in ("CapEff", "CapPrm", "CapAmb"):
            check(int(said[rights], 16) == 0, f"{name} has rights: {rights}")
        check(said["NoNewPrivs"].strip() == "1", f"{name} may gain rights")
        written = services("exec", "-T", name, "sh", "-c", "touch /etc/passwd 2>&1 || echo refused")
        check(written.endswith("refused\n"), f"{name} can write to its image")
    print("each container: its health check answers; no root, no rights, nothing to write to")


def look_at_the_door(url: str) -> None:
    """What nginx answers: the headers of the API, compressed, and nothing that stands beside."""
    for path in ("/", "/js/main.js", "/api/health", "/metrics"):
        answer = requests.get(url + path, timeout=30)
        for name, value in {**HEADERS, **OF_DOCUMENTS}.items():
            check(answer.headers.get(name) == value, f"{path} has another {name}")
    check(
        requests.get(f"{url}/js/app.js", timeout=30).headers["Content-Encoding"] == "gzip", "gzip"
    )
    for path in ("/metrics", "/nginx.conf", "/package.json", "/tests/", "/js/../package.json"):
        check(requests.get(url + path, timeout=30).status_code == 404, f"{path} is served")
    for path, leads_to in (("/help", "/help/en.html"), ("/index.html", "/"), ("/api/", "/api")):
        answer = requests.get(url + path, timeout=30)
        check(answer.ok and answer.url == url + leads_to, f"{path} does not lead to {leads_to}")
    print("nginx: the API's headers on every answer, gzip, nothing served beside the page")


def drive_the_page(url: str) -> None:
    """Count two pages in a real browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_page(locale="en-US")
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for path in ("page/browser", "korean/browser"):
            page.goto(url)
            box = page.get_by_role("textbox").first
            box.fill(f"{SITE}/{path}")
            started = time.monotonic()
            box.press("Enter")
            expect(page.get_by_role("main").get_by_role("row").nth(5)).to_be_visible(timeout=30_000)
            print(f"browser: {path} from Enter to chart in {time.monotonic() - started:.2f} s")
        browser.close()
    check(not said, f"the browser complains: {said}")


def scale(services: Services, load: Load) -> None:
    """Three containers of workers."""
    _bring_to_three(services, set())


def _bring_to_three(services: Services, before: set[str]) -> None:
    """Have three containers of workers that say that they are alive, and others than before."""
    services("up", "-d", "--no-build", "--no-recreate", "--scale", "worker=3", "worker")

    def all_listen() -> bool:
        alive = _alive(services)
        return len(alive) == ALL_WORKERS and alive != before

    until("all workers listen", all_listen, 120)


def _alive(services: Services) -> set[str]:
    """The names of the workers that are connected to Redis: RQ names their connections."""
    return set(re.findall(r" name=([0-9a-f]{32}) ", services.redis("client", "list")))


def kill_a_worker(services: Services, load: Load) -> None:
    """Kill one of three containers while their workers are at jobs that take a second each."""
    before = _alive(services)
    # Enough for ten seconds: however long it takes to find and kill a container, it is at one.
    paths = (f"slow/kill-{number}" for number in range(10 * ALL_WORKERS))
    keys = [key for path in paths if (key := load.submit(path))]

    def all_at_work() -> bool:
        return sum(load.job(key).get("status") == "started" for key in keys) >= ALL_WORKERS

    until("all workers are at work", all_at_work, 60)
    services.kill("worker")
    until("their jobs ended", lambda: all(load.ended(key) for key in keys), 60)
    again = services.sql("SELECT count(*) FROM jobs WHERE attempt > 1")[0][0]
    check(again != "0", "no job was given back, so no worker died at one")
    print(f"jobs that another worker did again: {again}")
    _bring_to_three(services, before)


def restart_redis(services: Services, load: Load) -> None:
    """Restart Redis; jobs are accepted all the while."""
    services("restart", "redis")
    load.probe()


def take_the_database_away(services: Services, load: Load) -> None:
    """Stop the database for a while."""
    services("stop", "db")
    threading.Event().wait(AWAY)
    services("start", "db")
    print(f"after the database came back a link was counted within {load.probe():.1f} s")


def upgrade(services: Services, load: Load) -> None:
    """Migrate, have the API's next version take over from the old one, then the workers' too."""
    before = load.answers.copy()
    services.make("upgrade", "WORKERS=3")
    during = load.answers - before
    check(during["503"] <= FEW * during.total(), "the upgrade had a gap")
    load.probe()


def account(services: Services, load: Load) -> None:
    """Every accepted job has ended, once."""
    started = time.monotonic()
    left = set(load.keys)
    while left and time.monotonic() - started < END_WITHIN:
        left = {key for key in left if not load.ended(key)}
    print(f"the last job ended {time.monotonic() - started:.1f} s after the last submission")
    ends = dict(services.sql("SELECT key, count(*) FROM ends GROUP BY key"))
    how = "SELECT concat_ws(': ', status, error_code) FROM jobs"
    statuses = Counter(row[0] for row in services.sql(how))
    # The first one ended before the trigger was there.
    never = [key for key in load.keys[1:] if key not in ends]
    twice = [key for key, count in ends.items() if count != "1"]
    again = services.sql("SELECT count(*) FROM jobs WHERE attempt > 1")[0][0]
    print(f"accepted: {len(load.keys)}; in the database: {dict(statuses)}; begun anew: {again}")
    print(f"not ended: {len(left | set(never))}; ended twice: {len(twice)}")
    slowest = max(load.seconds)
    print(f"submissions: {dict(load.answers)}, the slowest answered after {slowest:.1f} s")
    check(not (left or never or twice), "an accepted job was lost or ended twice")
    failed = statuses.total() - statuses["finished"]
    of_the_network = statuses["failed: unreachable"] + statuses["failed: timeout"]
    check(failed == of_the_network, "a job failed for another reason than the network")
    check(failed <= FEW * len(load.keys), "more than a few jobs failed")
    odd = "; ".join(load.strange[:5])
    check(
        not odd, f"{len(load.strange)} answers are neither an acceptance nor a declared 503: {odd}"
    )


def main() -> int:
    # Told to end, it still takes everything down.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    failed = None
    with tempfile.TemporaryDirectory() as folder:
        services = Services(os.environ.get("COMPOSE", "docker compose"), Path(folder))
        load, started = Load(services.url), time.monotonic()
        try:
            bring_up(services, load)
            look_at_the_containers(services)
            look_at_the_door(services.url)
            drive_the_page(services.url)
            load.start()
            for step in (scale, kill_a_worker, restart_redis, take_the_database_away, upgrade):
                with load.during(step.__name__.replace("_", " ")):
                    step(services, load)
            load.end()
            account(services, load)
        except (Broken, AssertionError, subprocess.TimeoutExpired) as error:
            failed = error
            print(services.logs(), file=sys.stderr)
        finally:
            load.end()
            services.down()
        print(f"everything is taken down; {time.monotonic() - started:.0f} s in all")
    print(f"BROKEN: {failed}" if failed else "every accepted job ended, each once")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
