"""What the operations page tells to do works: its commands are run, its rules are loaded, its names
are held to the program's."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from redis import Redis

from pagewords import config, create_app
from pagewords.fetch import addresses
from pagewords.models import db

from .conftest import DEADLINE, Site
from .postgres import Cluster, find_programs
from .workers import ended

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "backend/docs/operations.md").read_text()
EXAMPLE = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
#: Settings that say where or who, and bound nothing.
NO_LIMITS = {
    "DATABASE_URL", "REDIS_URL", "HOST", "PORT", "CORS_ORIGINS", "PAGEWORDS_HOSTS",
    "POSTGRES_PASSWORD", "REDIS_PASSWORD", "PAGEWORDS_DATA", "PAGEWORDS_CONTACT",
    "PAGEWORDS_METRICS_TOKEN", "PAGEWORDS_WORKER_METRICS", "PAGEWORDS_LOG_LEVEL",
    "PAGEWORDS_DRAW_SERVICE",
}  # fmt: skip


def blocks(language: str) -> list[str]:
    """The page's blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_table_of_limits_has_every_limit_with_its_default() -> None:
    table = dict(re.findall(r"^\| `(PAGEWORDS_\w+)` \| (\S+) \|", PAGE, re.MULTILINE))
    assert set(table) == set(EXAMPLE) - NO_LIMITS
    for name, value in table.items():
        assert value.strip("`").replace("none", "") == EXAMPLE[name], name


def test_every_metric_is_documented_and_every_documented_metric_exists(client: FlaskClient) -> None:
    text = client.get("/metrics").get_data(as_text=True)
    families = set(re.findall(r"^# TYPE (pagewords_\w+) ", text, re.MULTILINE))
    families = {name for name in families if not name.endswith("_created")}
    table = set(re.findall(r"`(pagewords_\w+)(?:\{[\w, ]+\})?`", PAGE))
    assert table == families
    used = set(re.findall(r"\bpagewords_\w+", "".join(blocks("yaml"))))
    assert {re.sub(r"_(bucket|count|sum)$", "", name) for name in used} <= families


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str]) -> Callable[[str], None]:
    """Runs commands of the page in a folder, with PostgreSQL's programs on the path."""
    programs = [str(found)] if (found := find_programs()) else []
    path = os.pathsep.join([*programs, str(Path(sys.executable).parent), os.environ["PATH"]])
    environ = {"PATH": path, "DATABASE_URL": environment["DATABASE_URL"]}

    def run(commands: str) -> None:
        subprocess.run(
            ["sh", "-ec", commands], cwd=tmp_path, env=environ, check=True, timeout=DEADLINE
        )

    return run


@pytest.fixture
def environment(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A SQLite database stands where `make run` has it."""
    if environment["DATABASE_URL"].startswith("sqlite"):
        (tmp_path / "var").mkdir()
        shutil.move(tmp_path / "test.db", tmp_path / "var/pagewords.db")
        environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/var/pagewords.db"
    return environment


def wipe(url: str, folder: Path, postgres: Cluster | None) -> None:
    """Lose the database, and leave an empty one where there is a server."""
    if url.startswith("sqlite"):
        shutil.rmtree(folder / "var")
        (folder / "var").mkdir()
    else:
        assert postgres is not None
        name = re.search(r"///(\w+)\?", url)
        assert name
        postgres.drop(name[1])
        postgres.create_named(name[1])


def test_a_backup_brings_back_results_and_what_was_waiting(
    environment: dict[str, str],
    client: FlaskClient,
    site: Site,
    redis: Redis,
    run_jobs: Callable[[], None],
    start: Callable[..., int],
    run: Callable[[str], None],
    postgres: Cluster | None,
    tmp_path: Path,
) -> None:
    url = site.add("/page", "<html lang=en><p>The river runs and winds</p>")
    done = client.post("/api/jobs", json={"url": url}).get_json()["key"]
    run_jobs()
    paths = [f"/api/results/{done}{what}" for what in ("", "/words", "/contexts?word=river")]
    before = [client.get(path).get_json() for path in paths]
    waiting = client.post("/api/jobs", json={"text": "Words that wait for a worker"}).get_json()[
        "key"
    ]
    dump, restore, copy, put_back = blocks("sh")
    is_sqlite = environment["DATABASE_URL"].startswith("sqlite")
    run(copy if is_sqlite else dump)
    late = client.post("/api/jobs", json={"text": "Later than the backup"}).get_json()["key"]
    with client.application.app_context():
        db.session.remove()
        db.engine.dispose()
    wipe(environment["DATABASE_URL"], tmp_path, postgres)
    redis.flushall()
    run(put_back if is_sqlite else restore)

    restored = create_app(config.from_environment(environment)).test_client()
    assert [restored.get(path).get_json() for path in paths] == before
    assert restored.get(f"/api/jobs/{waiting}").get_json()["status"] == "queued"
    assert restored.get(f"/api/jobs/{late}").status_code == 404
    start()
    assert ended(restored, waiting)["status"] == "finished"
    again = restored.post("/api/jobs", json={"url": url}).get_json()["key"]
    assert again == done
    with restored.application.app_context():
        db.session.remove()
        db.engine.dispose()


class TestEgress:
    """The rules of the second wall."""

    rules = blocks("nft")[0]

    def elements(self, name: str) -> set[str]:
        found = re.search(rf"set {name} {{.*?elements = {{(.*?)}}", self.rules, re.DOTALL)
        assert found
        return {element.strip() for element in found[1].split(",")}

    def test_they_close_what_the_program_closes(self) -> None:
        assert self.elements("closed4") == {str(block) for block in addresses._SPECIAL_IPV4}
        assert self.elements("closed6") == {str(block) for block in addresses._SPECIAL_IPV6}
        assert f"ip6 daddr != {addresses._GLOBAL_UNICAST_IPV6} counter reject" in self.rules

    def test_they_let_through_the_public_web_alone(self, tmp_path: Path) -> None:
        """In network namespaces of their own: a worker, and the host that passes its packets on."""
        if os.geteuid() != 0 or not all(map(shutil.which, ("nft", "ip", "unshare", "nsenter"))):
            pytest.skip("nft, ip, unshare or nsenter is not on this machine, or this is not root")
        (tmp_path / "rules.nft").write_text(self.rules)

        def tried(*rules: Path) -> dict[str, str]:
            script = [str(Path(__file__).with_name("egress.sh")), sys.executable, *map(str, rules)]
            found = subprocess.run(
                ["unshare", "--net", "sh", *script],
                capture_output=True,
                text=True,
                timeout=DEADLINE,
                check=False,
            )
            if re.search("not permitted|not supported|Unknown device type", found.stderr):
                pytest.skip("this machine's kernel makes no such network")
            assert found.returncode == 0, found.stderr
            return dict(line.split() for line in found.stdout.splitlines())

        without = tried()
        assert set(without.values()) == {"passed"}
        open_ones = {"93.184.215.14:80", "93.184.215.14:443", "9.9.9.9:53"}
        assert tried(tmp_path / "rules.nft") == {
            target: "passed" if target in open_ones else "refused" for target in without
        }
