"""What the documents say is there: every route, setting, make target and code."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pagewords import config, create_app
from pagewords.fetch.errors import _SENTENCES as SENTENCES

ROOT = Path(__file__).parent.parent.parent
API = (ROOT / "backend/docs/api.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
READMES = [(ROOT / name).read_text() for name in ("README.md", "README.ko.md")]
MAKEFILE = (ROOT / "Makefile").read_text()
CONFIG = (ROOT / "backend/pagewords/config/__init__.py").read_text()
SETTING = re.compile(r"\b(?:PAGEWORDS_[A-Z_]+|DATABASE_URL|REDIS_URL|CORS_ORIGINS|HOST|PORT)\b")
IN_CODE = set(re.findall(r'read\.\w+\(\s*"([A-Z_]+)"', CONFIG))


def test_every_documented_route_exists_and_every_route_is_documented() -> None:
    app = create_app(config.from_environment({"DATABASE_URL": "sqlite:///:memory:"}))
    exists = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/api", "/results", "/metrics"))
    }
    table = set(re.findall(r"^\| `(?:GET|POST) (/\S+)` \|", API, re.MULTILINE))
    assert table == exists
    for readme in (API, *READMES):
        assert set(re.findall(r"(?:GET|POST) (/(?:api|results)/[\w/<>.-]*)", readme)) <= exists


def test_every_documented_setting_exists() -> None:
    assert len(IN_CODE) > 15
    for readme in READMES:
        assert set(SETTING.findall(readme)) <= IN_CODE


def test_the_example_has_every_setting_with_its_default() -> None:
    example = dict(
        line.lstrip("#").split("=", 1)
        for line in (ROOT / ".env.example").read_text().splitlines()
        if re.match(r"#?[A-Z_]+=", line)
    )
    assert set(example) - {"POSTGRES_PASSWORD", "REDIS_PASSWORD"} == IN_CODE
    by_machine = ("PORT", "PAGEWORDS_WORKERS")
    chosen = {name: value for name, value in example.items() if name not in by_machine}
    assert config.from_environment(chosen) == config.from_environment({})


def test_every_documented_command_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    for readme in READMES:
        assert set(re.findall(r"`make ([a-z-]+)[ `]", readme)) <= targets
    documented = set(re.findall(r"`make ([a-z-]+)[ `]", CONTRIBUTING))
    assert documented == targets


def test_every_code_of_a_failed_job_is_documented_and_has_a_message_in_every_language() -> None:
    errors = r'(?:JobError|FetchError|FileError|PageError)\(\s*"(\w+)"'
    raised = re.compile(errors + r'|\bfail\([\w., ]*"(\w+)"')
    source = "\n".join(path.read_text() for path in (ROOT / "backend/pagewords").rglob("*.py"))
    codes = {code for found in raised.findall(source) for code in found if code} | set(SENTENCES)
    assert {"no_words", "gave_up", "too_complex", "tls", "timeout"} <= codes
    table = API.partition("A failed job says why")[2]
    assert set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\|(.*?)\|", table, re.M)))) == codes
    for path in (ROOT / "frontend/js/messages").glob("*-later.js"):
        assert codes <= set(re.findall(r"^ *problem_(\w+):", path.read_text(), re.M)), path.name


DOCUMENTS = ["README.md", "README.ko.md", "CONTRIBUTING.md"]
DOCUMENTS += [f"backend/docs/{path.name}" for path in (ROOT / "backend/docs").glob("*.md")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_between_files_leads_somewhere(name: str) -> None:
    document = ROOT / name
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text()):
        assert (document.parent / target).exists(), target


def test_the_bench_of_the_pipeline_measures_a_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>The river runs to the sea.</p>" * 9)
    script = ROOT / "backend/bench/pipeline.py"
    ran = subprocess.run(
        [sys.executable, script, tmp_path, "--rounds", "1"],
        capture_output=True, check=True, text=True, timeout=50,
    )  # fmt: skip
    assert "at first sight" in ran.stdout
    assert "repeated" in ran.stdout


def test_every_bench_finds_what_it_measures() -> None:
    for path in (ROOT / "backend/bench").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pagewords"):
                # As the statement does: a name of the module, or a module of the package.
                found = __import__(node.module, fromlist=[one.name for one in node.names])
                missing = [one.name for one in node.names if not hasattr(found, one.name)]
                assert not missing, path.name
