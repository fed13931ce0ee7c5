"""Run a supervisor as the settings say, with its metrics."""

import sys

from prometheus_client import start_http_server

from pagewords import config, create_app, logs
from pagewords.metrics.exposition import registry
from pagewords.words import ANALYSERS, analyse
from pagewords.worker.supervisor import Supervisor


def main() -> int:
    """Run the workers that the settings ask for."""
    try:
        settings = config.from_environment()
        if settings.redis_url is None:
            raise config.SettingsError("Set REDIS_URL: a worker alone needs a Redis server.")
        if settings.worker_metrics is not None:
            host, port = settings.worker_metrics
            start_http_server(port, host, registry())
    except config.SettingsError as error:
        print(f"pagewords: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"pagewords: Cannot expose metrics: {error.strerror}.", file=sys.stderr)
        return 1
    logs.set_up(settings.log_level)
    # Loaded here once, and shared by all children; each would need seconds and 350 MB for it.
    analyse("A")
    for analyser in ANALYSERS:
        analyser()
    Supervisor(create_app(settings), settings.workers).run()
    return 0
