"""Calls the API with all that its OpenAPI document allows, and much that it does not.

    python bench/api_fuzz.py [--examples 100] [--seed 1]

Starts the whole program and has schemathesis make its calls, each by itself and in chains (a job
submitted, looked at, its result read and compared): a few thousand for 100 examples. Status 1 where
an answer is an error of the server that the document does not declare, or does not fit its schema.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from local import Program, Site

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
#: A document cannot say that a link has to have a host, or that one of three fields has to be sent.
NOT_SAID = "positive_data_acceptance"


def fuzz(examples: int, seed: int) -> int:
    """Print what schemathesis says, and return its status."""
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
