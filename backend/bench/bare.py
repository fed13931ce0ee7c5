"""A bare Flask route under the API's server, for `load.py` to compare with: `python bare.py FD`."""

import socket
import sys

from flask import Flask

from pagewords import logs
from pagewords.serving.http_server import serve

app = Flask(__name__)


@app.get("/")
def ok() -> dict[str, bool]:
    """Say that all is well."""
    return {"ok": True}


if __name__ == "__main__":
    # As the API has it: a warning for each request that waits for a thread would cost much.
    logs.set_up("info")
    serve(app, socket.socket(fileno=int(sys.argv[1])), threads=16)
