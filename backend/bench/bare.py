"""A bare Flask route, for `load.py` to compare with."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def ok() -> dict[str, bool]:
    """Say that all is well."""
    return {"ok": True}
