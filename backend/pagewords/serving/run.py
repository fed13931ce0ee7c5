"""Everything on one machine: `python -m pagewords.serving.run`.

Starts an embedded Valkey (unless REDIS_URL names a server), migrates the database, starts workers
and the API with the page, restarts what dies, and stops everything on Ctrl-C or SIGTERM. With the
argument `api` it starts no workers: they run elsewhere, as `python -m pagewords.worker`.
"""

import errno
import fcntl
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from pagewords import config, logs
from pagewords.config import DEFAULT_PORT, Settings, SettingsError
from pagewords.serving import valkey
from pagewords.serving.processes import Service, die_with_parent, lan_address, listen

log = logging.getLogger("pagewords.serving.run")

TICK = 0.05
#: Seconds that children have to stop before they are killed, and to start.
STOP_WITHIN, START_WITHIN = 25.0, 60.0
#: How many ports are tried from the default one on, which macOS uses itself.
MORE_PORTS = 50


class Machine:
    """All services of one machine, over one data folder."""

    def __init__(self, settings: Settings, *, workers: bool = True) -> None:
        self._settings = settings
        self._workers = workers
        self._environ = dict(os.environ)
        self._services: list[Service] = []
        self._stopping = False

    def run(self) -> int:
        """Run until a signal to stop; raises `SettingsError` if something cannot be started."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        data = _open_data(self._settings.data, alone=self._workers)
        try:
            with _bind(self._settings) as listening:
                self._start(listening)
                self._announce(listening)
                while not self._stopping:
                    self._tend()
                    time.sleep(TICK)
        finally:
            self._end()
            data.close()
        return 0

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _tend(self) -> None:
        for service in self._services:
            service.tend(time.monotonic())

    def _start(self, listening: socket.socket) -> None:
        if self._settings.redis_url is None:
            self._start_valkey()
        elif not valkey.answers(self._settings.redis_url):
            # Its name may have a part of the password, so it is not shown.
            _warn(
                "The server of REDIS_URL does not answer, or refuses the password. "
                "Jobs are accepted, and wait until it does."
            )
        if not self._stopping and _spawn(["pagewords.serving.migrate"], self._environ).wait() != 0:
            raise SettingsError("Stopped: the database could not be brought up to date.")
        if self._workers:
            self._services.append(
                Service("worker", lambda: _spawn(["pagewords.worker"], self._environ))
            )
        self._services.append(Service("api", lambda: _spawn_api(self._environ, listening)))
        self._tend()

    def _start_valkey(self) -> None:
        path = valkey.socket_folder(self._settings.data) / "valkey.sock"
        self._environ["REDIS_URL"] = url = f"unix://{path}"
        store = self._settings.data
        self._services.append(
            Service("valkey", lambda: _spawn_program(valkey.command(path, store), self._environ))
        )
        self._wait_for("the embedded Valkey", lambda: valkey.answers(url))

    def _wait_for(self, name: str, ready: Callable[[], bool]) -> None:
        until = time.monotonic() + START_WITHIN
        while not self._stopping and not ready():
            if time.monotonic() > until:
                raise SettingsError(f"Stopped: {name} did not start within {START_WITHIN:.0f} s.")
            self._tend()
            time.sleep(TICK)

    def _announce(self, listening: socket.socket) -> None:
        host, port = listening.getsockname()[:2]
        local = f"http://{_in_url(host)}:{port}"
        self._wait_for("the API", lambda: _is_ready(local))
        if self._stopping:
            return
        if self._settings.port is None and port != DEFAULT_PORT:
            _say(f"Port {DEFAULT_PORT} is taken, so this is port {port}.")
        _say(f"Pagewords is at {local}  (Ctrl-C ends it)")
        if host in ("0.0.0.0", "::") and (address := lan_address()):  # noqa: S104 - asked for
            _say(f"On this network: http://{address}:{port}")

    def _end(self) -> None:
        until = time.monotonic() + STOP_WITHIN
        # The API first, so that no more jobs are accepted; Valkey last, so that none is lost.
        for service in reversed(self._services):
            service.end(until)


def _say(line: str) -> None:
    print(line, flush=True)


def _warn(sentence: str) -> None:
    print(f"pagewords: {sentence}", file=sys.stderr, flush=True)


def _in_url(host: str) -> str:
    """The host part of a URL by which this machine reaches itself."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"[{host}]" if ":" in host else host


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/api/health", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _open_data(folder: Path, *, alone: bool) -> IO[str]:
    """Make and lock the data folder; raises `SettingsError` if that fails."""
    try:
        # It has pasted texts, so nobody else may read what this process and its children make.
        os.umask(0o077)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for made_before in folder.glob("pagewords.db*"):
            made_before.chmod(0o600)
        lock = (folder / "lock").open("w")
    except OSError as error:
        raise SettingsError(
            f"The data folder {folder} cannot be written ({error.strerror}). "
            "Set PAGEWORDS_DATA to a folder that can."
        ) from None
    try:
        fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        raise SettingsError(
            f"Another Pagewords runs on the data folder {folder}. "
            "End it, or set PAGEWORDS_DATA to another folder."
        ) from None
    return lock


def _bind(settings: Settings) -> socket.socket:
    """Listen where the settings say; raises `SettingsError` if that fails."""
    host, port = settings.host, settings.port
    ports: Sequence[int] = (
        [port] if port is not None else range(DEFAULT_PORT, DEFAULT_PORT + MORE_PORTS)
    )
    for number in ports:
        try:
            return listen(host, number)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and port is None:
                continue
            reason = "it is in use" if error.errno == errno.EADDRINUSE else error.strerror or error
            raise SettingsError(
                f"Cannot listen on {host} port {number}: {reason}. Set PORT or HOST."
            ) from None
    raise SettingsError(f"The ports {ports[0]} to {ports[-1]} are all in use. Set PORT.")


def _spawn(module: Sequence[str], environ: dict[str, str]) -> "subprocess.Popen[bytes]":
    return _spawn_program([sys.executable, "-m", *module], environ)


def _spawn_api(environ: dict[str, str], listening: socket.socket) -> "subprocess.Popen[bytes]":
    """The API on a socket that outlives it: while it restarts, clients wait."""
    descriptor = listening.fileno()
    options = ["-m", "pagewords.serving.api", "--fd", str(descriptor)]
    return _spawn_program([sys.executable, *options], environ, descriptor)


def _spawn_program(
    command: Sequence[str], environ: dict[str, str], *descriptors: int
) -> "subprocess.Popen[bytes]":
    """Start a child that dies with this process and that Ctrl-C reaches only through it."""
    parent = os.getpid()
    return subprocess.Popen(  # noqa: S603 - our own programs
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        pass_fds=descriptors,
        start_new_session=True,
        preexec_fn=lambda: die_with_parent(parent),
    )


def main() -> int:
    """Serve; prints one sentence and returns 1 if something cannot be started."""
    try:
        settings = config.from_environment()
        logs.set_up(settings.log_level)
        for sentence in config.unknown(os.environ):
            _warn(sentence)
        everything = sys.argv[1:] != ["api"]
        if not everything and settings.redis_url is None:
            raise SettingsError("Set REDIS_URL: an API of its own needs a Redis to send jobs to.")
        return Machine(settings, workers=everything).run()
    except SettingsError as error:
        _warn(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main())
