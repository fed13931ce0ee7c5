"""Where the processes of a service share their metrics."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

#: Shares its metrics, and prints their folder, then the names in it.
PROGRAM = """
import os, pathlib, shutil, sys
from pagewords.metrics import places
places._MEMORY = pathlib.Path(sys.argv[1])
places._ROOM = int(sys.argv[2])
with places.share():
    from prometheus_client import Counter
    folder = os.environ["PROMETHEUS_MULTIPROC_DIR"]
    print(folder)
    # As systemd does when a user logs out.
    shutil.rmtree(folder)
    places.take(3)
    Counter("some", "Some.").inc()
    print(*os.listdir(folder))
"""


def share(memory: Path, room: int, temporary: Path) -> tuple[Path, str]:
    """The folder of a program's metrics, and the names in it."""
    command = [sys.executable, "-c", PROGRAM, str(memory), str(room)]
    environ = os.environ | {"TMPDIR": str(temporary)}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    folder, names = done.stdout.splitlines()
    assert not Path(folder).exists()
    return Path(folder), names


def test_metrics_are_in_memory_and_outlive_a_log_out(tmp_path: Path) -> None:
    memory, temporary = tmp_path / "memory", tmp_path / "temporary"
    memory.mkdir()
    temporary.mkdir()
    folder, names = share(memory, 0, temporary)
    assert (folder.parent, names) == (memory, "counter_worker-3.db")


@pytest.mark.parametrize(("memory", "room"), [("missing", 0), (".", 10**18)])
def test_without_memory_they_are_where_temporary_files_are(
    tmp_path: Path, memory: str, room: int
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    folder, names = share(tmp_path / memory, room, temporary)
    assert (folder.parent, names) == (temporary, "counter_worker-3.db")
