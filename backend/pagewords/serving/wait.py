"""Wait for what a service needs: `python -m pagewords.serving.wait SECONDS PART… [-- COMMAND…]`.

PART is `database` (it answers and its tables are up to date), `redis`, `worker` (one on this
machine, in this container, is alive) or the address of an API's health. Once all are there COMMAND
takes this process's place; after SECONDS a sentence says which one is missing, status 1.
"""

import os
import socket
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask
from redis.exceptions import RedisError
from rq import Worker
from sqlalchemy.exc import SQLAlchemyError

from pagewords import config, create_app
from pagewords.app import MIGRATIONS
from pagewords.models import db
from pagewords.services import services_of

#: Seconds between two looks.
PAUSE = 0.5
USAGE = "python -m pagewords.serving.wait SECONDS database|redis|worker|http://… [-- COMMAND…]"


def database_lacks(app: Flask) -> str | None:
    """What keeps the database from being used, as a sentence; None where nothing does.

    A revision that this program does not know is a later one's: while an upgrade is under way the
    processes of both run beside each other.
    """
    scripts = ScriptDirectory(str(MIGRATIONS))
    try:
        with app.app_context(), db.engine.connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        return "The database does not answer."
    if revision == scripts.get_current_head():
        return None
    with suppress(CommandError):
        if revision is None or scripts.get_revision(revision):
            return "The tables are not up to date: pagewords.serving.migrate has not run."
    return None


def redis_lacks(app: Flask) -> str | None:
    """What keeps Redis from being used, as a sentence; None where nothing does."""
    try:
        services_of(app).broker.redis.ping()
    except RedisError:
        return "Redis does not answer, or refuses the password of REDIS_URL."
    return None


def worker_lacks(app: Flask) -> str | None:
    """What keeps the worker of this machine from being relied on; None where it is alive."""
    try:
        workers = Worker.all(connection=services_of(app).broker.redis)
    except RedisError:
        return redis_lacks(app)
    here = any(worker.hostname == socket.gethostname() for worker in workers)
    return None if here else "No worker of this machine is registered with RQ."


def address_lacks(url: str) -> str | None:
    """What keeps an address from being used, as a sentence; None where it answers 200."""
    with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - http only
        if answer.status == 200:
            return None
    return f"{url} does not answer, or not well."


PARTS: dict[str, Callable[[Flask], str | None]] = {
    "database": database_lacks,
    "redis": redis_lacks,
    "worker": worker_lacks,
}


def wait(app: Flask, names: list[str], seconds: float) -> str | None:
    """Wait until the parts are there; the sentence of the one that is missing at the end."""
    until = time.monotonic() + seconds
    for name in names:
        look = partial(PARTS[name], app) if name in PARTS else partial(address_lacks, name)
        while (lack := look()) is not None:
            if time.monotonic() >= until:
                return lack
            time.sleep(PAUSE)
    return None


def _is_part(name: str) -> bool:
    return name in PARTS or name.startswith("http://")


def main(arguments: list[str]) -> int:
    """Wait, then become the command where one is given."""
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    (seconds, *names), command = arguments[:cut] or [""], arguments[cut + 1 :]
    if not seconds.isdecimal() or not names or not all(map(_is_part, names)):
        print(f"usage: {USAGE}", file=sys.stderr)
        return 2
    try:
        app = create_app(config.from_environment())
    except config.SettingsError as error:
        print(f"pagewords: {error}", file=sys.stderr)
        return 1
    if lack := wait(app, names, float(seconds)):
        print(f"pagewords: {lack} Waited for {seconds} s.", file=sys.stderr)
        return 1
    if command:
        os.execvp(command[0], command)  # noqa: S606 - the operator's own command
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
