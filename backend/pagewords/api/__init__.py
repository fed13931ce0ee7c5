"""The JSON API: one file a resource. Views check, ask and answer; the work is done elsewhere."""

import functools
from typing import Any

from flask import Flask, Response, json
from flask_smorest import Api

from pagewords import __version__
from pagewords.api import (
    collections,
    comparisons,
    documented,
    feeds,
    health,
    jobs,
    languages,
    metrics,
    qr,
    reference,
    result_contexts,
    result_text,
    result_words,
    results,
    tables,
)
from pagewords.api.response_schemas import ProblemSchema
from pagewords.errors import PROBLEM


class _Api(Api):
    """flask-smorest's API; it documents our errors and does not answer them."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_RESPONSE_CONTENT_TYPE = "application/json"

    def _openapi_json(self) -> Response:
        """The document, made once: it takes longer than most answers."""
        return Response(self._document, content_type="application/json")

    @functools.cached_property
    def _document(self) -> bytes:
        return (json.dumps(self.spec.to_dict(), indent=2, sort_keys=False) + "\n").encode()

    def _register_responses(self) -> None:
        """Document errors with the content type of problem details."""
        usual = self.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = usual

    def _register_error_handlers(self) -> None:
        """Leave errors to `pagewords.errors`."""


#: Their resources belong to the blueprint of results.
PARTS_OF_RESULTS = (result_words, result_contexts, result_text)


def register(app: Flask) -> None:
    """Add all resources and their OpenAPI document to an application."""
    app.config.update(
        API_TITLE="Pagewords",
        API_VERSION=__version__,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": documented.INFO,
            "servers": [{"url": "/"}],
            # Whoever reaches the API may call it, but for the metrics.
            "security": [],
        },
    )
    metrics.register(app)
    api: Any = _Api(app)
    ours = (jobs, results, tables, collections, feeds, comparisons, languages, qr, health, metrics)
    for resource in ours:
        api.register_blueprint(resource.blp)
    api.spec.components.security_schemes.update(metrics.SCHEME)
    documented.complete(api.spec)
    reference.complete(api.spec)
    app.register_blueprint(results.tutorial)
