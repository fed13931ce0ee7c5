"""gunicorn's settings: `gunicorn --config python:pagewords.serving.gunicorn_conf --bind ADDRESS`.

The names of this module are gunicorn's settings; it passes over those that it does not know.
"""

from pathlib import Path

from pagewords import logs
from pagewords.config import from_environment

_settings = from_environment()
_memory = Path("/dev/shm")  # noqa: S108 - gunicorn makes a file of its own there

wsgi_app = "pagewords:create_app()"
workers = _settings.api_processes
worker_class = "pagewords.serving.web_worker.PatientWorker"
threads = _settings.api_threads
timeout = 60
graceful_timeout = 12
keepalive = 30
#: A link of 2,048 characters is longer once its signs are encoded.
limit_request_line = 8190
#: The heartbeat of its processes does not wait for a disk where there is another way.
worker_tmp_dir = str(_memory) if _memory.is_dir() else None
control_socket_disable = True
logconfig_dict = logs.configuration(_settings.log_level)
