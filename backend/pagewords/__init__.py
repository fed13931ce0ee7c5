"""Pagewords: paste a link and see what the page is made of, its words counted.

`create_app` is the only place where the parts meet.
"""

from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from pagewords.config import Settings

__version__ = version("pagewords")


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The application: the API, and the page where the front end's folder is there.

    Settings come from the environment where none are given; raises `SettingsError` for a wrong one.
    """
    from pagewords.app import build

    return build(settings)
