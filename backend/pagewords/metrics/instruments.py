"""The counters and histograms of the API and of workers.

Labels are bounded: never a key, a URL or anything else that a client chooses.
"""

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
_LONGER = (*_SECONDS[4:], 60.0, 300.0, 1800.0)
_BYTES = (1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7, 3e7)

# The API's.
JOBS_ACCEPTED = Counter("pagewords_jobs_accepted", "Jobs accepted; equal submissions share one.")
API_SECONDS = Histogram(
    "pagewords_api_seconds",
    "Time to answer a request, without the time that the client asked to wait.",
    ("method", "route", "status"),
    buckets=_SECONDS,
)

# The workers'.
JOBS_ENDED = Counter("pagewords_jobs_ended", "Jobs ended, by status and code.", ("status", "code"))
JOBS_REQUEUED = Counter("pagewords_jobs_requeued", "Interrupted attempts whose job was requeued.")
JOBS_YIELDED = Counter(
    "pagewords_jobs_yielded",
    "Attempts that were ended for another client's job, or because a collection lost a member.",
)
JOB_ATTEMPTS = Histogram(
    "pagewords_job_attempts", "Attempts of an ended job.", buckets=(1, 2, 3, 5, 10, 20)
)
JOB_WAIT_SECONDS = Histogram(
    "pagewords_job_wait_seconds", "From acceptance to the first attempt.", buckets=_LONGER
)
JOB_SECONDS = Histogram(
    "pagewords_job_seconds", "From acceptance to the stored result.", buckets=_LONGER
)
STAGE_SECONDS = Histogram(
    "pagewords_stage_seconds", "Time in a stage of a job.", ("stage",), buckets=_SECONDS
)
FETCHED_BYTES = Histogram("pagewords_fetched_bytes", "Bytes of a page on the wire.", buckets=_BYTES)
ANALYSER_LOADED = Gauge(
    "pagewords_analyser_loaded",
    "Whether an analyser could be loaded when it was last tried.",
    ("analyser",),
    multiprocess_mode="livemin",
)
WORKERS = Gauge(
    "pagewords_workers", "Running worker processes.", ("state",), multiprocess_mode="livesum"
)
