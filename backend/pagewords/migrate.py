"""Bring the database's tables up to date: `python -m pagewords.migrate`."""

import sys

from flask_migrate import upgrade
from sqlalchemy.exc import SQLAlchemyError

from pagewords import config, create_app


def main() -> int:
    """Migrate; a database that cannot be opened is told in one sentence, with status 1."""
    try:
        settings = config.from_environment()
        with create_app(settings).app_context():
            upgrade()
    except config.SettingsError as error:
        print(f"pagewords: {error}", file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        print(f"pagewords: The database cannot be used: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
