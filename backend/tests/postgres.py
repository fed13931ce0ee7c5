"""A PostgreSQL cluster for tests: in a temporary folder, on a Unix socket, thrown away."""

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path
from types import TracebackType

import psycopg


def find_programs() -> Path | None:
    """The folder of initdb and postgres; Debian keeps it off the path."""
    candidates = [
        Path(found).resolve().parent for name in ("initdb",) if (found := shutil.which(name))
    ]
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in candidates if (folder / "postgres").exists()), None)


def _owner() -> str | None:
    """PostgreSQL will not run as root; who else to be."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Cluster:
    """A running server."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._owner = _owner()
        self.folder = Path(tempfile.mkdtemp(prefix="pagewords-pg-"))

    def __enter__(self) -> "Cluster":
        if self._owner:
            shutil.chown(self.folder, self._owner)
        self._run("initdb", "-D", "data", "-U", "test", "--auth=trust", "-E", "UTF8", "--no-sync")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        self._run("pg_ctl", "-D", "data", "-w", "-t", "30", "-l", "log", "-o", options, "start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, *arguments],
            check=True,
            cwd=self.folder,
            user=self._owner,
            env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=60,
        )

    def stop(self) -> None:
        """Take the server away."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "stop")

    def start(self) -> None:
        """Bring the server back."""
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        self._run("pg_ctl", "-D", "data", "-w", "-t", "30", "-l", "log", "-o", options, "start")

    def create(self, template: str | None = None) -> tuple[str, str]:
        """A new database, empty or a copy of another: its name and its URL."""
        name = f"t{uuid.uuid4().hex}"
        with self._admin() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template or 'template0'}")
        return name, f"postgresql:///{name}?host={self.folder}&user=test"

    def create_named(self, name: str) -> None:
        """A new, empty database of that name."""
        with self._admin() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")

    def create_ascii(self) -> tuple[str, str]:
        """A new database in SQL_ASCII, as servers without a locale make them."""
        name = f"t{uuid.uuid4().hex}"
        with self._admin() as connection:
            connection.execute(
                f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"
            )
        return name, f"postgresql:///{name}?host={self.folder}&user=test"

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        with self._admin() as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _admin(self) -> "psycopg.Connection[tuple[object, ...]]":
        url = f"postgresql:///postgres?host={self.folder}&user=test"
        return psycopg.connect(url, autocommit=True)
