"""Health: a live process answers; a ready one can accept a job and keep it, which is tried.

A process manager asks `/api/health/live` whether to restart the process, which does not help while
the database is down. A load balancer asks `/api/health` whether to send it requests.
"""

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint
from redis.exceptions import RedisError

from pagewords.api.jobs import json_response
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

        Without Redis jobs are still accepted.
        """
        state, redis = readiness.look(), _redis()
        database = state == "ok"
        body = {
            "status": "ok" if database and redis else "degraded" if database else "unavailable",
            "live": True,
            "ready": database,
            "parts": {"database": state, "redis": "ok" if redis else "away"},
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


def _redis() -> bool:
    try:
        with services_of().broker.client() as redis:
            return bool(redis.ping())
    except RedisError:
        return False
