"""Exposes this process's metrics, or those of all processes that share a folder of metrics.

prometheus_client keeps metrics in files of the folder that PROMETHEUS_MULTIPROC_DIR names, if that
is set before the library is imported. A scrape then reads the files of all processes.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector


def registry() -> CollectorRegistry:
    """The metrics of all processes that share a folder, or of this process if there is none."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    shared = CollectorRegistry()
    shared.register(_AllProcesses())
    return shared


def expose(accept: str, *collectors: Collector) -> tuple[bytes, str]:
    """All metrics as text and its content type; `accept` is the request's Accept header.

    `collectors` measure something at the moment of the scrape.
    """
    encode, content_type = choose_encoder(accept)
    return encode(_Chain(registry(), *collectors)), content_type


class _AllProcesses(Collector):
    """The metrics of all processes that share a folder."""

    def collect(self) -> Iterable[Metric]:
        folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
        # One that a process has just made is empty, which the library does not expect.
        files = [str(file) for file in folder.glob("*.db") if file.stat().st_size]
        merged: Iterable[Metric] = MultiProcessCollector.merge(files)  # type: ignore[no-untyped-call]
        return merged


class _Chain(Collector):
    def __init__(self, *collectors: Collector) -> None:
        self._collectors = collectors

    def collect(self) -> Iterator[Metric]:
        for collector in self._collectors:
            yield from collector.collect()
