"""Names the files of metrics that a supervisor and its workers share by their places.

prometheus_client would name them by process, and a worker that is ended often would fill the disk:
one that follows in a place goes on with the files of the one before.
"""

from prometheus_client import values

_place = "supervisor"


def name_files() -> None:
    """Name this process's files, and those of its forks, by their places. To be called before any
    instrument is made."""
    values.ValueClass = values.MultiProcessValue(lambda: _place)  # type: ignore[no-untyped-call]


def take(number: int) -> None:
    """Be the worker in a place from now on, after a fork."""
    global _place
    _place = f"worker-{number}"
