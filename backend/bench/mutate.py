"""Mutation test of a package: change its code in many small ways, and see which its tests notice.

    python backend/bench/mutate.py stats --sample 40

Cosmic Ray makes the mutants and runs them one after the other, in a copy of the repository. At
most one mutant is taken of each place, so that no operator outweighs others. Annotations,
protocols and decorators are left out, and `==` that becomes `is`, since no test can tell. The
package's own tests run on each, the fastest files first, on SQLite alone. Run a single mutant with
`cosmic-ray apply` and what the report says of it.
"""

import argparse
import ast
import json
import os
import random
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, WorkItem, WorkResult

ROOT = Path(__file__).parents[2]
LEFT_OUT = (".git", ".venv", "node_modules", "var", "__pycache__", ".*_cache", ".hypothesis")
#: Operators whose mutants no test can tell: most decorators are caches.
UNSEEN = ("_Eq_Is", "_NotEq_IsNot", "RemoveDecorator")
CONFIG = """\
[cosmic-ray]
module-path = {package}
timeout = {seconds}
excluded-modules = []
test-command = {command}

[cosmic-ray.distributor]
name = "local"
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("package", help="a folder of pagewords/, such as stats")
    parser.add_argument("--sample", type=int, default=40, help="number of mutants (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws another sample")
    options = parser.parse_args()
    if not (ROOT / "backend/pagewords" / options.package / "__init__.py").exists():
        parser.error(f"no package backend/pagewords/{options.package}")
    with tempfile.TemporaryDirectory(prefix="pagewords-mutate-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        os.environ["PYTHONPATH"] = str(copy / "backend")
        with use_db(str(Path(folder) / "session.sqlite")) as db:
            _prepare(Path(folder), copy, options.package)
            _draw(db, options.sample, options.seed)
            _cosmic_ray(copy, "exec", f"{folder}/config.toml", f"{folder}/session.sqlite")
            _report(db, copy)


def _prepare(folder: Path, copy: Path, package: str) -> None:
    """Run the tests on the unchanged code, and make all mutants with limits by what they took."""
    pytest = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    pytest += ["--hypothesis-seed=0", "-c", "backend/pyproject.toml", "-k", "not postgresql"]
    start, times = time.monotonic(), folder / "times.xml"
    whole = [*pytest, f"--junitxml={times}", f"backend/tests/{package}"]
    if subprocess.run(whole, cwd=copy, stdout=subprocess.DEVNULL).returncode:
        sys.exit("The tests fail on the unchanged code.")
    took = time.monotonic() - start
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = int(3 * (usage.ru_utime + usage.ru_stime)) + 10
    tests = shlex.join([*pytest, *_fastest_first(times)])
    config = CONFIG.format(
        package=json.dumps(f"backend/pagewords/{package}"),
        # Only for a mutant that waits for ever: a busy machine is slow, but not this slow.
        seconds=10 * took + 60,
        command=json.dumps(shlex.join(["sh", "-c", f"ulimit -t {cpu} && exec {tests}"])),
    )
    (folder / "config.toml").write_text(config)
    _cosmic_ray(copy, "init", f"{folder}/config.toml", f"{folder}/session.sqlite")


def _fastest_first(times: Path) -> list[str]:
    """The test files of a report in JUnit's XML, by the seconds that they took."""
    seconds: Counter[str] = Counter()
    for case in ET.parse(times).iter("testcase"):
        seconds[case.attrib["classname"]] += float(case.attrib["time"])
    return [f"backend/{name.replace('.', '/')}.py" for name, _ in reversed(seconds.most_common())]


def _cosmic_ray(copy: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "cosmic_ray.cli", *arguments], cwd=copy, check=True)


def _draw(db: WorkDB, sample: int, seed: int) -> None:
    """Keep a sample of the mutants: at most one a place, of those that a test can tell."""
    places: dict[tuple[str, tuple[int, int]], list[WorkItem]] = {}
    for item in db.work_items:
        spec = item.mutations[0]
        if spec.operator_name.endswith(UNSEEN):
            continue
        places.setdefault((str(spec.module_path), spec.start_pos), []).append(item)
    folder = Path(os.environ["PYTHONPATH"]).parent
    types = {path: _types(folder / path) for path, _ in places}
    choice = random.Random(seed)
    chosen = [
        choice.choice(sorted(items, key=lambda item: _named(item.mutations[0])))
        for (path, at), items in sorted(places.items())
        if not any(first <= at < last for first, last in types[path])
    ]
    db.clear()
    db.add_work_items(choice.sample(chosen, min(sample, len(chosen))))
    print(f"{min(sample, len(chosen))} mutants of {len(chosen)} places", flush=True)


def _named(spec: MutationSpec) -> tuple[str, int]:
    return spec.operator_name, spec.occurrence


def _types(path: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where annotations and protocols of a module begin and end, as line and column."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.ClassDef) and "Protocol" in map(ast.unparse, node.bases):
            parts.append(node)
        for part in parts:
            if isinstance(part, ast.expr | ast.stmt):
                end = (part.end_lineno or 0, part.end_col_offset or 0)
                found.append(((part.lineno, part.col_offset), end))
    return found


def _report(db: WorkDB, copy: Path) -> None:
    """Print each mutant that the tests did not notice, and how many they did."""
    done: list[tuple[WorkItem, WorkResult]] = list(db.completed_work_items)
    # What Cosmic Ray failed to run says nothing about the tests.
    ran = [(item, result) for item, result in done if result.test_outcome in ("killed", "survived")]
    killed = 0
    for item, result in sorted(ran, key=lambda pair: str(pair[0].mutations[0].module_path)):
        killed += result.test_outcome == "killed"
        if result.test_outcome == "survived":
            spec = item.mutations[0]
            place = f"{spec.module_path}:{spec.start_pos[0]}"
            print(f"\nsurvived: {place} {spec.operator_name} {spec.occurrence}")
            lines = (result.diff or "").splitlines()
            changed = (line for line in lines if line.startswith(("+", "-")))
            print(*(line for line in changed if line[:3] not in ("+++", "---")), sep="\n")
    if len(ran) < len(done):
        print(f"\n{len(done) - len(ran)} mutants could not be run")
    print(f"\n{killed} of {len(ran)} killed ({killed / max(len(ran), 1):.0%})")


if __name__ == "__main__":
    main()
