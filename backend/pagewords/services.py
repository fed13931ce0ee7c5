"""What an application is made of beside the database: its settings, its messenger, its rates, its
tally.

Kept on the Flask application, so that views and tasks find the parts of the app they run in.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, current_app

from pagewords.config import Settings
from pagewords.jobs.broker import Messenger
from pagewords.metrics.tally import Tally

if TYPE_CHECKING:
    from pagewords.api.rate_limits import Rates

_NAME = "pagewords"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that views and tasks share."""

    settings: Settings
    messenger: Messenger
    rates: "Rates"
    tally: Tally


def attach(app: Flask, parts: Parts) -> None:
    """Give an application its parts."""
    app.extensions[_NAME] = parts


def parts(app: Flask | None = None) -> Parts:
    """The parts of an application, by default the current one."""
    found: Parts = (app or current_app).extensions[_NAME]
    return found
