"""The API's metrics for Prometheus, and the time of each answer.

A scrape needs the token. Without a configured token only this machine may scrape.
"""

import hmac
import time
from ipaddress import ip_address

from flask import Flask, Response, g, request
from flask.views import MethodView
from flask_smorest import Blueprint

from pagewords.errors import Problem
from pagewords.fetch.addresses import unwrap
from pagewords.jobs.gauges import QueueGauges
from pagewords.metrics.exposition import expose
from pagewords.metrics.instruments import API_SECONDS
from pagewords.services import services_of

blp = Blueprint("metrics", __name__, url_prefix="/metrics", description=__doc__)

#: How the OpenAPI document names the token.
SCHEME = {"metrics": {"type": "http", "scheme": "bearer"}}
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


@blp.route("")
class Metrics(MethodView):
    """The metrics of the API and of the queue."""

    @blp.response(200, {"type": "string"}, description="The metrics.", content_type="text/plain")
    @blp.alt_response(401, "UNAUTHORIZED")
    @blp.alt_response(404, "NOT_FOUND")
    @blp.doc(operationId="getMetrics", security=[{"metrics": []}])
    def get(self) -> Response:
        """Metrics in Prometheus's format.

        Without a configured token other machines are answered with 404.
        """
        services = services_of()
        _check(services.settings.metrics_token)
        accept = request.headers.get("Accept", "")
        body, content_type = expose(accept, QueueGauges(services.broker))
        response = Response(body, content_type=content_type)
        response.headers["Cache-Control"] = "no-store"
        return response


def _check(token: str) -> None:
    """Reject a caller without the token or, if none is configured, on another machine."""
    if not token:
        if _is_local():
            return
        raise Problem(404, "not_found", "There is nothing at this address.")
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise Problem(
            401,
            "unauthorized",
            "Send the token of PAGEWORDS_METRICS_TOKEN as a bearer token.",
            headers={"WWW-Authenticate": "Bearer"},
        )


def _is_local() -> bool:
    """Whether the caller is on this machine and not a proxy that forwards for another."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return unwrap(ip_address(request.remote_addr or "")).is_loopback
    except ValueError:
        return False


def register(app: Flask) -> None:
    """Measure the time of each answer of an application."""
    app.before_request(_start)
    app.after_request(_end)


def _start() -> None:
    g.started, g.waited = time.perf_counter(), 0.0


def _end(response: Response) -> Response:
    """Label the time with the route's template, never with the path, which a client chooses."""
    seconds = time.perf_counter() - g.started - g.waited
    method = request.method if request.method in _METHODS else "other"
    route = request.url_rule.rule if request.url_rule else "none"
    API_SECONDS.labels(method, route, str(response.status_code)).observe(seconds)
    return response
