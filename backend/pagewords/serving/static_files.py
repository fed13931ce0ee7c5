"""Static files: the front end, if its folder is there.

Only the folders that a browser needs are served; tests and check settings beside them are not. Any
file server can serve the same folder: `card` adds what other programs show of a shared link.
"""

from pathlib import Path

from flask import Flask, Response, redirect, request, send_from_directory
from werkzeug.wrappers import Response as WerkzeugResponse

from pagewords.services import services_of
from pagewords.serving import card

FRONTEND = Path(__file__).parents[3] / "frontend"
FOLDERS = "js,styles,icons,help"
#: The languages of the help.
HELP = ("en", "ko")
#: Seconds that a browser may cache a file.
MAX_AGE = 60


def register(app: Flask) -> None:
    """Serve the page; without the folder the application is the API alone."""
    index = FRONTEND / "index.html"
    if not index.is_file():
        return

    _add_redirects(app)

    @app.get("/")
    def page() -> Response:
        home, query = _home(), request.args
        parameter = "set" if "set" in query else "key"
        key = query.get(parameter, "")
        filled = card.fill(index.read_text("utf-8"), services_of().settings, home, key, parameter)
        response = Response(filled, content_type="text/html; charset=utf-8")
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        response.make_conditional(request)
        return response

    # Under the file's own name too, as any file server has it.
    @app.get("/api")
    @app.get("/api.html")
    def reference() -> Response:
        response = send_from_directory(FRONTEND, "api.html")
        response.headers["Cache-Control"] = "no-cache"
        return response

    @app.get(f"/<any({FOLDERS}):folder>/<path:name>")
    def file(folder: str, name: str) -> Response:
        # Relative to the folder itself, so that a name with `..` cannot leave it.
        response = send_from_directory(FRONTEND / folder, name, max_age=MAX_AGE)
        # Its name is in the address.
        response.headers.pop("Content-Disposition", None)
        return response


def _home() -> str:
    """The address of the page."""
    try:
        return request.url_root
    except UnicodeError:
        # Python does not know all names that there are today, such as xn--fa-hia.de.
        return f"{request.scheme}://{request.host}/"


def _add_redirects(app: Flask) -> None:
    """Lead on from what people try."""

    @app.get("/index.html")
    def index_by_name() -> WerkzeugResponse:
        query = request.query_string.decode()
        return redirect(f"/?{query}" if query else "/")

    @app.get("/api/")
    def reference_as_folder() -> WerkzeugResponse:
        return redirect("/api")

    @app.get("/help")
    def help_by_language() -> WerkzeugResponse:
        response = redirect(f"/help/{request.accept_languages.best_match(HELP, HELP[0])}.html")
        response.vary.add("Accept-Language")
        return response
