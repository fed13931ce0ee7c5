"""A bare Flask route on the API's server, the baseline of `load.py`: `python bare.py FD`."""

import socket
import sys

from flask import Flask

from pagewords import logs
from pagewords.serving.http_server import serve

app = Flask(__name__)


@app.get("/")
def ok() -> dict[str, bool]:
    """Return a constant."""
    return {"ok": True}


if __name__ == "__main__":
    # As in the API: else the server logs a warning for each request that waits for a thread.
    logs.set_up("info")
    serve(app, socket.socket(fileno=int(sys.argv[1])), threads=16)
