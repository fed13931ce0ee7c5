"""The processes that do the jobs: `python -m pagewords.worker`."""
