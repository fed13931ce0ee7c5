"""Which worker makes way: while others wait, one client holds at most half of the workers, and so
do all clients with long jobs together.

A job that is claimed goes to the client with the fewest at work; but a client that had the workers
to itself may hold all of them with long jobs when another comes, and so may several such clients.
"""

from collections.abc import Sequence

from pagewords.jobs import turns
from pagewords.models import now
from pagewords.worker.status import Attempt

#: Milliseconds that another client's job waits before a worker makes way for it: most end sooner.
PATIENCE = 400
#: Seconds between two looks.
LOOK_EVERY = 0.2


def who_makes_way(attempts: Sequence[Attempt]) -> Attempt | None:
    """The attempt to end, of those that keep all workers of a supervisor busy; None if none has to.

    Of all jobs at work, also those of other supervisors, it is the last that was ever started of a
    client that holds more than half, alone or with all slow ones, if a lighter client's job would
    be next were it queued again. The first goes on, and a job keeps the moment of its first start:
    so each goes on to its end one day.
    """
    waiting, started = turns.standing()
    patient = now() - PATIENCE
    if any(job.attempt > 1 and job.enqueued_at > patient for job in waiting):
        # One has just made way: its worker first takes another job.
        return None
    at_work = turns.AtWork(waiting, started)
    for job in started[:0:-1]:
        if at_work.held(job.client) <= len(started) // 2:
            continue
        others = [one for one in started if one is not job]
        queue = turns.with_job(waiting, job)
        rest = turns.AtWork(queue, others)
        following = turns.choose(queue, others)
        if following is None or rest.weight(following.client) >= rest.weight(job.client):
            continue
        if following.enqueued_at > patient:
            return None
        mine = (one for one in attempts if one.key == job.key and one.stage != "saving")
        return next(mine, None)
    return None
