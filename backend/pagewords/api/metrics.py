"""Metrics: figures for Prometheus, and how long each answer took.

The figures are for whoever has the token; where none is set, for callers on this machine alone.
"""

import hmac
import time
from ipaddress import ip_address

from flask import Flask, Response, g, request
from flask.views import MethodView
from flask_smorest import Blueprint

from pagewords.errors import Problem
from pagewords.fetch.addresses import unwrap
from pagewords.metrics.tally import ANSWERED
from pagewords.services import parts

blp = Blueprint("metrics", __name__, url_prefix="/metrics", description=__doc__)

#: How the OpenAPI document names the token.
SCHEME = {"metrics": {"type": "http", "scheme": "bearer"}}
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


@blp.route("")
class Metrics(MethodView):
    """The figures of the whole service."""

    @blp.response(200, {"type": "string"}, content_type="text/plain")
    @blp.alt_response(401, "UNAUTHORIZED")
    @blp.alt_response(404, "NOT_FOUND")
    @blp.doc(security=[{"metrics": []}])
    def get(self) -> Response:
        """Figures in Prometheus's format; without a token for this machine, 404 for all others."""
        shared = parts()
        _check(shared.settings.metrics_token)
        from pagewords.metrics.exposition import expose  # here: its library is for this call alone

        body, content_type = expose(shared, request.headers.get("Accept", ""))
        response = Response(body, content_type=content_type)
        response.headers["Cache-Control"] = "no-store"
        return response


def _check(token: str) -> None:
    """Refuse whoever has not the token or, where none is set, is on another machine."""
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
    """Whether the caller is on this machine, and no proxy on it that speaks for somebody else."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return unwrap(ip_address(request.remote_addr or "")).is_loopback
    except ValueError:
        return False


def register(app: Flask) -> None:
    """Note how long each answer of an application takes."""
    app.before_request(_start)
    app.after_request(_end)


def _start() -> None:
    g.started, g.waited = time.perf_counter(), 0.0


def _end(response: Response) -> Response:
    """Note the route's template and never the address, which a stranger chooses."""
    seconds = time.perf_counter() - g.started - g.waited
    method = request.method if request.method in _METHODS else "other"
    route = request.url_rule.rule if request.url_rule else "none"
    tally = parts().tally
    tally.observe(ANSWERED, seconds, method, route, str(response.status_code))
    tally.send_soon()
    return response
