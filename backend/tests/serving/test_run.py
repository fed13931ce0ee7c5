"""Everything on one machine: it starts, ends, comes back, and says what is wrong."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..conftest import wait_for

WITHIN = 40.0


class Served:
    """A running `pagewords.serving.run`."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.log = folder / "log.txt"
        base = {"PATH": os.environ["PATH"], "PORT": "0", "PAGEWORDS_DATA": str(folder / "data")}
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pagewords.serving.run"],
                env={**base, "PAGEWORDS_WORKERS": "1", **environ},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def address(self) -> str:
        line = wait_for(
            lambda: next((one for one in self.said().splitlines() if "is at" in one), None),
            "the start",
            WITHIN,
        )
        return str(line.split()[3])

    def said(self) -> str:
        return self.log.read_text()

    def children(self) -> set[int]:
        """The processes below this one."""
        pairs = [
            (int(stat.parent.name), _parent(stat)) for stat in Path("/proc").glob("[0-9]*/stat")
        ]
        below, found = {self.process.pid}, set[int]()
        for _ in range(4):
            found |= {pid for pid, parent in pairs if parent in below}
            below |= found
        return found

    def stop(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)
        self.process.wait(WITHIN)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[list[Served]]:
    started: list[Served] = []
    yield started
    for one in started:
        one.process.kill()
        one.process.wait(WITHIN)


def _parent(stat: Path) -> int:
    try:
        return int(stat.read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}/stat").exists() and not _is_zombie(pid)}


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def call(url: str, body: object = None) -> dict[str, object]:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Prefer": "wait=10"}
    with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=20) as answer:
        found: dict[str, object] = json.load(answer)
        return found


@pytest.mark.timeout(150)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_behind_and_the_data_is_found_again(
    tmp_path: Path, served: list[Served], number: int
) -> None:
    served.append(Served(tmp_path))
    address = served[-1].address()
    job = call(f"{address}/api/jobs", {"text": "words that stay"})
    assert job["status"] == "finished"
    pids = served[-1].children()
    assert len(pids) >= 4
    # Others on this machine read no pasted texts.
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "log.txt"]
    assert {path.name for path in files} >= {"pagewords.db", "lock"}
    assert not [path for path in files if path.stat().st_mode & 0o077]
    served[-1].stop(number)
    wait_for(lambda: not alive(pids), "the end of every process")
    served.append(Served(tmp_path))
    result = call(f"{served[-1].address()}/api/results/{job['key']}")
    assert result["key"] == job["key"]


@pytest.mark.timeout(120)
def test_a_killed_process_is_restarted(tmp_path: Path, served: list[Served]) -> None:
    served.append(Served(tmp_path))
    address = served[-1].address()
    before = served[-1].children()
    for pid in before:
        os.kill(pid, signal.SIGKILL)

    def works() -> bool:
        try:
            return call(f"{address}/api/jobs", {"text": "words again"})["status"] == "finished"
        except OSError:
            return False

    wait_for(works, "a job after everything was killed", WITHIN)
    assert not before & served[-1].children()
    said = [line for line in served[-1].said().splitlines() if "Pagewords is at" not in line]
    assert said
    assert [line for line in said if not line.startswith("time=")] == []


def test_valkey_is_closed_to_others(tmp_path: Path, served: list[Served]) -> None:
    served.append(Served(tmp_path))
    served[-1].address()
    folder = tmp_path / "data" / "run"
    if not folder.exists():
        command = next(
            Path(f"/proc/{pid}/cmdline").read_text()
            for pid in served[-1].children()
            if "valkey-server" in Path(f"/proc/{pid}/cmdline").read_text()
        )
        folder = Path(command.split("--unixsocket\0")[1].split("\0")[0]).parent
    assert folder.stat().st_mode & 0o777 == 0o700
    # Pasted texts are in the database.
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def told(tmp_path: Path, **environ: str) -> str:
    """What a start that cannot be says; its status is 1."""
    one = Served(tmp_path, **environ)
    assert one.process.wait(WITHIN) == 1
    lines = one.said().strip().splitlines()
    assert len(lines) == 1, one.said()
    return lines[0]


def test_a_failed_start_says_why(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"port {port}: it is in use" in told(tmp_path, PORT=port)
    assert "PORT must be" in told(tmp_path, PORT="eighty")
    (tmp_path / "file").write_text("")
    assert "cannot be written" in told(tmp_path, PAGEWORDS_DATA=str(tmp_path / "file" / "data"))


@pytest.mark.timeout(120)
def test_two_starts_on_one_data_folder(tmp_path: Path, served: list[Served]) -> None:
    served.append(Served(tmp_path))
    served[-1].address()
    (tmp_path / "other").mkdir()
    data = str(tmp_path / "data")
    assert "Another Pagewords runs" in told(tmp_path / "other", PAGEWORDS_DATA=data)


@pytest.mark.timeout(120)
def test_a_redis_that_is_away_is_told_in_a_sentence(tmp_path: Path, served: list[Served]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    served.append(Served(tmp_path, REDIS_URL=f"redis://:a-secret@127.0.0.1:{port}/0"))
    served[-1].address()
    wait_for(lambda: "redis_unavailable" in served[-1].said(), "the sentence", WITHIN)
    said = served[-1].said()
    assert said.count("redis_unavailable") == 1
    assert "The server of REDIS_URL does not answer" in said
    assert "Traceback" not in said
    assert "a-secret" not in said
