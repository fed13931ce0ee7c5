"""The page: the front end's files as they stand, where this program's folder has them.

Only the folders that a browser needs are served; tests and check settings beside them are not.
"""

from pathlib import Path

from flask import Flask, Response, send_from_directory

FRONTEND = Path(__file__).parent.parent.parent / "frontend"
FOLDERS = "js,styles,icons"
#: Seconds that a browser may keep a file before it asks whether it has changed.
MAX_AGE = 60


def register(app: Flask) -> None:
    """Serve the page from an application; without the folder it is the API alone."""
    if not (FRONTEND / "index.html").is_file():
        return

    @app.get("/")
    def page() -> Response:
        return _send("index.html")

    @app.get(f"/<any({FOLDERS}):folder>/<path:name>")
    def file(folder: str, name: str) -> Response:
        return _send(f"{folder}/{name}")


def _send(name: str) -> Response:
    response = send_from_directory(FRONTEND, name, max_age=MAX_AGE)
    if name == "index.html":
        response.headers["Cache-Control"] = "no-cache"
    return response
