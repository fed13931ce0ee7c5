"""The services of an application: its settings, its broker, its rates.

They are kept on the Flask application, so that a view or a task finds those of its own.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, current_app

from pagewords.config import Settings

if TYPE_CHECKING:
    from pagewords.api.rate_limits import RateLimiter
    from pagewords.jobs.broker import Broker
    from pagewords.jobs.rates import Rates

_NAME = "pagewords"


@dataclass(frozen=True, slots=True)
class Services:
    """What views and tasks share."""

    settings: Settings
    broker: "Broker"
    rates: "Rates"
    rate_limiter: "RateLimiter"


def attach(app: Flask, services: Services) -> None:
    """Give an application its services."""
    app.extensions[_NAME] = services


def services_of(app: Flask | None = None) -> Services:
    """The services of an application; of the current one by default."""
    found: Services = (app or current_app).extensions[_NAME]
    return found
