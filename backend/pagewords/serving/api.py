"""The API's processes: `python -m pagewords.serving.api --bind HOST:PORT`, or `--fd N`.

`--fd` names an inherited listening socket. The parent imports the application once, forks
PAGEWORDS_API_PROCESSES children that share the socket, and restarts those that die.
"""

import argparse
import gc
import logging
import os
import signal
import socket
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from pagewords import config, create_app, logs
from pagewords.metrics import places
from pagewords.serving.processes import Restarts, die_with_parent, listen, share_heaps

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)

TICK = 0.05
#: New objects after which the garbage collector looks at them.
COLLECT_AFTER = 50_000
#: Seconds after which a thread leaves the interpreter to another, a fifth of what is usual.
SWITCH_AFTER = 0.001
_STOPS = (signal.SIGTERM, signal.SIGINT)


@dataclass(slots=True, eq=False)
class _Child:
    pid: int = 0
    restarts: Restarts = field(default_factory=Restarts)


class Processes:
    """Starts children, restarts those that die and passes on the signal to stop."""

    def __init__(self, app: "Flask", listening: socket.socket, settings: config.Settings) -> None:
        self._app = app
        self._listening = listening
        self._threads = settings.api_threads
        self._file_bytes = settings.file_bytes
        self._proxies = settings.proxies
        self._children = [_Child() for _ in range(settings.api_processes)]
        self._stopping = False

    def run(self) -> None:
        """Run until SIGTERM or SIGINT; children then finish their requests in flight."""
        for number in _STOPS:
            signal.signal(number, self._stop)
        while not self._stopping:
            for child in self._children:
                self._tend(child)
            time.sleep(TICK)
        # Once the children have closed it too, nobody is left waiting in its queue.
        self._listening.close()
        for child in self._children:
            if child.pid:
                os.kill(child.pid, signal.SIGTERM)
        for child in self._children:
            if child.pid:
                os.waitpid(child.pid, 0)

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _tend(self, child: _Child) -> None:
        moment = time.monotonic()
        if child.pid:
            ended, status = os.waitpid(child.pid, os.WNOHANG)
            if not ended:
                return
            exit_code = os.waitstatus_to_exitcode(status)
            log.warning("api_died", extra={"status": exit_code})
            child.restarts.ended(moment, exit_code)
            child.pid = 0
        if child.restarts.is_due(moment):
            child.restarts.started(moment)
            parent = os.getpid()
            # The child must not take a signal to stop with the handler of its parent.
            signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
            child.pid = os.fork()
            if child.pid == 0:
                places.take(self._children.index(child))
                self._run_child(parent)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)

    def _run_child(self, parent: int) -> NoReturn:
        from pagewords.serving.http_server import serve

        exit_code = 1
        try:
            for number in _STOPS:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
            die_with_parent(parent)
            share_heaps()
            # What exists now never needs collecting. Large lists are many objects that hold no
            # cycles, and looking for some all the while takes as long as making them.
            gc.freeze()
            gc.set_threshold(COLLECT_AFTER, 20, 100)
            # Whoever wants the interpreter waits so long for each thread that makes a large answer.
            sys.setswitchinterval(SWITCH_AFTER)
            serve(self._app, self._listening, self._threads, self._file_bytes, self._proxies)
            exit_code = 0
        except BaseException:
            log.exception("api_failed")
        finally:
            os._exit(exit_code)


def main() -> int:
    """Serve; prints one sentence and returns 1 if that is not possible."""
    parser = argparse.ArgumentParser(prog="python -m pagewords.serving.api", description=__doc__)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--bind", metavar="HOST:PORT")
    where.add_argument("--fd", type=int, metavar="N")
    arguments = parser.parse_args()
    # Before create_app imports prometheus_client.
    with places.share():
        try:
            # Python looks for the folder of temporary files once, and finds none that is full.
            tempfile.gettempdir()
            settings = config.from_environment()
            logs.set_up(settings.log_level)
            if arguments.fd is not None:
                listening = socket.socket(fileno=arguments.fd)
            else:
                host, _, port = arguments.bind.rpartition(":")
                listening = listen(host.strip("[]"), int(port))
            Processes(create_app(settings), listening, settings).run()
        except (config.SettingsError, OSError, ValueError) as error:
            print(f"pagewords: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
