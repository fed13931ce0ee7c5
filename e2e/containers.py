"""The services of docker-compose.yml under a name of their own, driven by whatever stands for
`docker compose`, with random passwords and a free port."""

import os
import secrets
import shlex
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
#: The site beside them (compose-test.yml) whose pages they fetch.
SITE = "http://site:8000"


class Broken(Exception):  # noqa: N818 - it is the promise that is broken
    """Something does not hold; the text says what."""


class Services:
    """The services under a name of their own, driven by whatever stands for `docker compose`."""

    def __init__(self, compose: str, folder: Path) -> None:
        self.name = f"pagewords-test-{secrets.token_hex(3)}"
        self.url = f"http://127.0.0.1:{_free_port()}"
        settings = {
            "POSTGRES_PASSWORD": secrets.token_hex(24),
            "REDIS_PASSWORD": secrets.token_hex(24),
            "PORT": self.url.rpartition(":")[2],
            "PAGEWORDS_TRUSTED_SITES": SITE,
            "PAGEWORDS_CLIENT_RATE": "100000",
            "PAGEWORDS_CLIENT_WAITING": "100000",
        }
        env_file = folder / "env"
        env_file.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
        files = [ROOT / "docker-compose.yml", ROOT / "e2e/compose-test.yml"]
        self.described: dict[str, Any] = yaml.safe_load(files[0].read_text())["services"]
        self.compose = [*shlex.split(compose), "-p", self.name, "--env-file", str(env_file)]
        self.compose += [part for file in files for part in ("-f", str(file))]
        # The file alone says the settings, whatever the caller's environment has.
        ours = ("PAGEWORDS_", "POSTGRES_", "REDIS_", "DATABASE_", "CORS_", "PORT", "COMPOSE_")
        self._environ = {k: v for k, v in os.environ.items() if not k.startswith(ours)}

    def __call__(self, *arguments: str, seconds: float = 120, stdin: str = "") -> str:
        """Run a command of compose; returns what it prints."""
        return self._run([*self.compose, *arguments], seconds, stdin)

    def make(self, target: str, *arguments: str) -> None:
        """Run a target of the Makefile on these services."""
        self._run(["make", target, f"COMPOSE={shlex.join(self.compose)}", *arguments], 300, "")

    def _run(self, command: list[str], seconds: float, stdin: str) -> str:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self._environ,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=seconds,
        )
        if done.returncode != 0:
            raise Broken(f"{shlex.join(command)}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done.stdout

    def sql(self, statement: str) -> list[list[str]]:
        """The rows that the database answers."""
        command = ["psql", "-U", "pagewords", "-d", "pagewords", "-qAt", "-v", "ON_ERROR_STOP=1"]
        rows = self("exec", "-T", "db", *command, stdin=statement)
        return [row.strip().split("|") for row in rows.splitlines() if row.strip()]

    def redis(self, *command: str) -> str:
        """What Redis answers."""
        words = shlex.join(command)
        script = f'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli {words}'
        return self("exec", "-T", "redis", "sh", "-c", script).strip()

    def containers(self, service: str | None = None) -> tuple[str, list[str]]:
        """The engine's own program, and the ids of the containers, also those that have ended."""
        labels = [f"com.docker.compose.project={self.name}"]
        if service:
            labels.append(f"com.docker.compose.service={service}")
        filters = [part for label in labels for part in ("--filter", f"label={label}")]
        for engine in filter(shutil.which, ("docker", "podman")):
            done = subprocess.run(
                [engine, "ps", "-aq", *filters], capture_output=True, text=True, timeout=60
            )
            if done.returncode == 0 and (found := done.stdout.split()):
                return engine, found
        return "", []

    def kill(self, service: str) -> None:
        """Kill one container of a service as the kernel would, -9."""
        engine, found = self.containers(service)
        self._run([engine, "kill", "--signal", "KILL", found[0]], 60, "")

    def logs(self) -> str:
        """The last lines of every service."""
        services = ("db", "redis", "migrate", "api", "worker", "web")
        return "\n".join(self("logs", "--tail=25", service) for service in services)

    def down(self) -> None:
        """Take everything away; what others lean on goes in a second round."""
        for _ in range(3):
            subprocess.run(
                [*self.compose, "--profile", "upgrade", "down", "-v", "--remove-orphans"],
                cwd=ROOT,
                env=self._environ,
                capture_output=True,
                timeout=180,
            )
            if not self.containers()[1]:
                return
        raise Broken("containers are left behind")


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
