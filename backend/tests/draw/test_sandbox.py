"""Whether pages can be drawn here: slowness is tried again, a refusal is final."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pagewords.draw import sandbox, service

HANGS, REFUSES, WORKS = "exec tail -f /dev/null", "exit 1", "exit 0"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose programs come first on the path; a Chromium is there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    write(folder, "chromium-headless-shell", WORKS)
    sandbox._has_namespace.cache_clear()
    yield folder
    sandbox._has_namespace.cache_clear()


def write(folder: Path, name: str, script: str) -> None:
    """Put a program into the folder; one that runs keeps the old file."""
    fresh = folder / f"{name}.new"
    fresh.write_text(f"#!/bin/sh\n{script}\n")
    fresh.chmod(0o755)
    fresh.replace(folder / name)


def test_a_trial_that_was_too_slow_is_tried_again(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(programs, "unshare", HANGS)
    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "TRIAL", 0.2)
        assert "too busy" in sandbox.why_not()
    write(programs, "unshare", WORKS)
    assert sandbox.why_not() == ""
    # What was found once is not tried for each page.
    write(programs, "unshare", REFUSES)
    assert sandbox.why_not() == ""


def test_a_refusal_is_final(programs: Path) -> None:
    write(programs, "unshare", REFUSES)
    assert "no network namespace" in sandbox.why_not()
    assert "allow user namespaces" in sandbox.why_not()
    write(programs, "unshare", WORKS)
    assert "no network namespace" in sandbox.why_not()


def test_a_system_without_unshare_refuses(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(programs))
    assert "no network namespace" in sandbox.why_not()


def test_the_sandbox_of_chromium_is_off_where_it_was_refused_and_not_where_it_was_slow(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sandbox.NO_SANDBOX not in sandbox.bare_command()
    write(programs, "chromium-headless-shell", REFUSES)
    assert sandbox.NO_SANDBOX in sandbox.bare_command()
    write(programs, "chromium-headless-shell", HANGS)
    monkeypatch.setattr(sandbox, "CHROMIUM_TRIAL", 0.2)
    with pytest.raises(subprocess.TimeoutExpired):
        sandbox.bare_command()


def test_the_service_ends_where_it_could_not_try(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(programs, "chromium-headless-shell", HANGS)
    monkeypatch.setattr(sandbox, "CHROMIUM_TRIAL", 0.2)
    monkeypatch.setattr(sys, "argv", ["service", str(tmp_path / "socket")])
    routes = tmp_path / "routes"
    routes.write_text("Iface\tDestination\n")
    monkeypatch.setattr(service, "_ROUTES", routes)
    monkeypatch.setattr(service, "_ROUTES_6", tmp_path / "none")
    with pytest.raises(SystemExit, match="too busy"):
        service.main()
    assert not (tmp_path / "socket").exists()
