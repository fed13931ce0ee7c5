"""Tells which analysers a worker could load: the metrics, and the API's health over Redis."""

from pagewords.jobs.broker import Broker
from pagewords.metrics.instruments import ANALYSER_LOADED
from pagewords.words import ANALYSERS


class Analysers:
    """The analysers of one worker."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._told: dict[str, bool] = {}

    def tell(self) -> None:
        """Tell what has changed since the last call."""
        found = {one.name: one.loaded for one in ANALYSERS if one.loaded is not None}
        for name, loaded in found.items():
            if self._told.get(name) is not loaded:
                ANALYSER_LOADED.labels(name).set(loaded)
                self._broker.tell_analyser(name, loaded=loaded)
        self._told = found
