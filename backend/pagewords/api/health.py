"""Health: a live process answers; a ready one can accept a job and keep it, which is tried.

A process manager asks `/api/health/live` whether to restart the process, which does not help while
the database is down. A load balancer asks `/api/health` whether to send it requests.
"""

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint
from redis.exceptions import RedisError

from pagewords.api.job_answers import json_response
from pagewords.api.list_schemas import HealthSchema, LiveSchema
from pagewords.jobs import readiness
from pagewords.services import services_of

blp = Blueprint("health", __name__, url_prefix="/api/health", description=__doc__)


@blp.route("")
class Health(MethodView):
    """The service's health."""

    @blp.response(200, HealthSchema, description="Ready for jobs.")
    @blp.doc(operationId="getHealth")
    @blp.alt_response(503, schema=HealthSchema, description="Live, but no job can be kept.")
    def get(self) -> Response:
        """Whether the database and Redis answer.

        Without Redis jobs are still accepted. An analyser that a worker could not load is
        missing: its language is counted less well.
        """
        state, missing = readiness.look(), _missing()
        redis = missing is not None
        database = state == "ok"
        body = {
            "status": _status(database=database, whole=missing == []),
            "live": True,
            "ready": database,
            "parts": {
                "database": state,
                "redis": "ok" if redis else "away",
                **dict.fromkeys(missing or (), "missing"),
            },
        }
        response = json_response(body, 200 if database else 503)
        response.headers["Cache-Control"] = "no-store"
        return response


@blp.route("/live")
class Live(MethodView):
    """Whether this process is alive."""

    @blp.response(200, LiveSchema, description="This process answers.")
    @blp.doc(operationId="getLiveness")
    def get(self) -> Response:
        """Whether this process answers.

        It says nothing of the database and Redis.
        """
        response = json_response({"live": True})
        response.headers["Cache-Control"] = "no-store"
        return response


def _status(*, database: bool, whole: bool) -> str:
    if not database:
        return "unavailable"
    return "ok" if whole else "degraded"


def _missing() -> list[str] | None:
    """The analysers that are missing; None if Redis does not answer."""
    try:
        return services_of().broker.missing_analysers()
    except RedisError:
        return None
