"""Workers as processes of their own, and the jobs that they do."""

from typing import Any

from flask.testing import FlaskClient

from .conftest import wait_for

WITHIN = 40.0


def submit(client: FlaskClient, url: str) -> str:
    key: str = client.post("/api/jobs", json={"url": url, "fresh": True}).get_json()["key"]
    return key


def ended(client: FlaskClient, key: str) -> dict[str, Any]:
    """The job, once it has ended."""

    def look() -> dict[str, Any] | None:
        job: dict[str, Any] = client.get(f"/api/jobs/{key}").get_json()
        return job if job["status"] in ("finished", "failed") else None

    found: dict[str, Any] = wait_for(look, "the end of the job", WITHIN)
    return found
