"""Bring the database's tables up to date: `python -m pagewords.serving.migrate [SECONDS]`.

SECONDS is how long to wait for a database that does not answer yet; by default not at all.
"""

import os
import sys
import time

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from pagewords import config, create_app
from pagewords.app import MIGRATIONS
from pagewords.config import SettingsError
from pagewords.models import db

#: Seconds between two attempts to reach the database.
PAUSE = 0.5
#: The revisions of versions that stored results in a form that this one cannot read.
_UNREADABLE = frozenset(["0001", "0002", "0003"])


def check_revision() -> None:
    """Raise `SettingsError` for a database that no other process can read, and if another version
    of the program made the tables and this one has no way to bring them up to date."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            _, _, file = connection.exec_driver_sql("PRAGMA database_list").one()
            if not file:
                raise SettingsError(
                    "DATABASE_URL names a database in memory, which no other process can read. "
                    "Name a file, such as sqlite:////var/lib/pagewords/pagewords.db."
                )
        revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        return
    try:
        ScriptDirectory(str(MIGRATIONS)).get_revision(revision)
    except CommandError:
        age = "an older" if revision in _UNREADABLE else "a newer"
        raise SettingsError(
            f"The database was made by {age} version of Pagewords, which this one cannot read. "
            "Nothing was changed. Run that version, or start with another DATABASE_URL or "
            "PAGEWORDS_DATA."
        ) from None


def main() -> int:
    """Migrate; print one sentence and return 1 if the database cannot be used."""
    # A SQLite file that this makes will have pasted texts, which nobody else may read.
    os.umask(0o077)
    until = time.monotonic() + float(sys.argv[1] if len(sys.argv) > 1 else 0)
    try:
        app = create_app(config.from_environment())
        while True:
            try:
                with app.app_context():
                    check_revision()
                    upgrade()
                return 0
            except OperationalError:
                if time.monotonic() >= until:
                    raise
                time.sleep(PAUSE)
    except SettingsError as error:
        print(f"pagewords: {error}", file=sys.stderr)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        print(f"pagewords: The database cannot be used: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
