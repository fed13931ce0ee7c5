"""Bring the database's tables up to date: `python -m pagewords.serving.migrate [SECONDS]`.

SECONDS is how long to wait for a database that does not answer yet; by default not at all.
"""

import sys
import time

from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from pagewords import config, create_app

#: Seconds between two tries to reach the database.
PAUSE = 0.5


def main() -> int:
    """Migrate; a database that cannot be used is told in one sentence, with status 1."""
    until = time.monotonic() + float(sys.argv[1] if len(sys.argv) > 1 else 0)
    try:
        app = create_app(config.from_environment())
        while True:
            try:
                with app.app_context():
                    upgrade()
                return 0
            except OperationalError:
                if time.monotonic() >= until:
                    raise
                time.sleep(PAUSE)
    except config.SettingsError as error:
        print(f"pagewords: {error}", file=sys.stderr)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        print(f"pagewords: The database cannot be used: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
