"""The JSON API: one file a resource. Views check, ask and answer; they do no work themselves."""

from typing import Any

from flask import Flask
from flask_smorest import Api

from pagewords import __version__
from pagewords.api import comparisons, health, jobs, results
from pagewords.api.schemas import ProblemSchema


class _Api(Api):
    """flask-smorest's API, which documents our errors and leaves answering them to us."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """`pagewords.errors` answers every error of the application."""


def register(app: Flask) -> None:
    """Add all resources to an application, and their OpenAPI document."""
    app.config.update(
        API_TITLE="Pagewords",
        API_VERSION=__version__,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={"info": {"description": __doc__}},
    )
    documented: Any = _Api(app)
    for resource in (jobs, results, comparisons, health):
        documented.register_blueprint(resource.blp)
    app.register_blueprint(results.tutorial)
