"""Static files: the front end, if its folder is there.

Only the folders that a browser needs are served; tests and check settings beside them are not.
"""

from pathlib import Path

from flask import Flask, Response, send_from_directory

FRONTEND = Path(__file__).parents[3] / "frontend"
FOLDERS = "js,styles,icons"
#: Seconds that a browser may cache a file.
MAX_AGE = 60


def register(app: Flask) -> None:
    """Serve the page; without the folder the application is the API alone."""
    if not (FRONTEND / "index.html").is_file():
        return

    @app.get("/")
    def page() -> Response:
        response = send_from_directory(FRONTEND, "index.html")
        response.headers["Cache-Control"] = "no-cache"
        return response

    @app.get(f"/<any({FOLDERS}):folder>/<path:name>")
    def file(folder: str, name: str) -> Response:
        # Relative to the folder itself, so that a name with `..` cannot leave it.
        return send_from_directory(FRONTEND / folder, name, max_age=MAX_AGE)
