"""Fuzz the API with requests that its OpenAPI document allows, and many that it does not.

    python bench/api_fuzz.py [--examples 100] [--seed 1]

Starts the whole program and runs schemathesis against it, with single calls and with chains
(submit a job, poll it, read and compare its result): a few thousand calls for 100 examples. Exits
with 1 if a response is a server error that the document does not declare, or does not match its
schema.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from local import Program, Site

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
#: OpenAPI cannot express that a link must have a host, or that one of three fields is required.
NOT_SAID = "positive_data_acceptance"


def fuzz(examples: int, seed: int) -> int:
    """Run schemathesis and return its exit status."""
    site = Site()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(
            Path(folder),
            PAGEWORDS_CLIENT_RATE="1000000",
            PAGEWORDS_CLIENT_WAITING="1000000",
            PAGEWORDS_CLIENT_TEXT_BYTES="1000000000",
            PAGEWORDS_TRUSTED_SITES=site.origin,
            PAGEWORDS_METRICS_TOKEN="only-for-the-calls",
        )
        try:
            hooks = {"SCHEMATHESIS_HOOKS": "fuzz_hooks", "PYTHONPATH": str(Path(__file__).parent)}
            environ = os.environ | hooks
            command = [
                str(SCHEMATHESIS),
                "run",
                f"{program.url}/api/openapi.json",
                f"--max-examples={examples}",
                f"--seed={seed}",
                f"--exclude-checks={NOT_SAID}",
                "--continue-on-failure",
                "--suppress-health-check=all",
                "--request-timeout=30",
                "--no-color",
            ]
            return subprocess.run(command, check=False, cwd=folder, env=environ).returncode
        finally:
            program.end()
            site.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    return fuzz(options.examples, options.seed)


if __name__ == "__main__":
    sys.exit(main())
