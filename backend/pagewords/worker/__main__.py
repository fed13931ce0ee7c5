"""`python -m pagewords.worker`: a supervisor and its worker processes."""

import os
import sys

from pagewords.metrics import places

# A job has one core. The threads of numpy's BLAS would burn the others while they wait.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> int:
    """Run the workers; their metrics share a folder if the supervisor is to expose them."""
    if not os.environ.get("PAGEWORDS_WORKER_METRICS"):
        return _run()
    with places.share():
        return _run()


def _run() -> int:
    from pagewords.worker import run

    return run.main()


sys.exit(main())
