"""Workers as processes of their own, and the jobs that they do."""

from typing import Any

from flask.testing import FlaskClient

from .conftest import wait_for

WITHIN = 40.0


def send(client: FlaskClient, body: dict[str, Any], address: str = "127.0.0.1") -> str:
    """The key of a new job of the client at an address."""
    answer = client.post("/api/jobs", json=body, environ_overrides={"REMOTE_ADDR": address})
    key: str = answer.get_json()["key"]
    return key


def submit(client: FlaskClient, url: str) -> str:
    return send(client, {"url": url, "fresh": True})


def status(client: FlaskClient, key: str) -> str:
    found: str = client.get(f"/api/jobs/{key}").get_json()["status"]
    return found


def ended(client: FlaskClient, key: str) -> dict[str, Any]:
    """The job, once it has ended."""

    def look() -> dict[str, Any] | None:
        job: dict[str, Any] = client.get(f"/api/jobs/{key}").get_json()
        return job if job["status"] in ("finished", "failed") else None

    found: dict[str, Any] = wait_for(look, "the end of the job", WITHIN)
    return found
