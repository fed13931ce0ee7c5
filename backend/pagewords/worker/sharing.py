"""Which worker makes way: while others wait, one client holds at most half of the workers, and so
do all clients with long jobs together.

A job that is claimed goes to the client with the fewest at work; but a client that had the workers
to itself may hold all of them with long jobs when another comes, and so may several such clients.
"""

from collections.abc import Sequence

from pagewords.jobs.schedule import Schedule
from pagewords.models import now
from pagewords.worker.status import Attempt

#: Milliseconds that another client's job waits before a worker makes way for it: most end sooner.
PATIENCE = 400
#: Seconds between two looks.
LOOK_EVERY = 0.2


def who_makes_way(attempts: Sequence[Attempt]) -> Attempt | None:
    """The attempt to end, of those that keep all workers of a supervisor busy; None if none has to.

    Of all jobs at work, also those of other supervisors, it is the one whose first start is the
    latest, of a client that holds more than half, alone or with all slow ones, if a lighter
    client's job would be next were it queued again. The job that was started before all others
    never makes way, and a job keeps the moment of its first start: so each goes on to its end one
    day.
    """
    schedule = Schedule.load()
    patient = now() - PATIENCE
    if any(job.attempt > 1 and job.enqueued_at > patient for job in schedule.waiting):
        # One has just made way: its worker first takes another job.
        return None
    for job in schedule.started[:0:-1]:
        if schedule.held(job.client) <= len(schedule.started) // 2:
            continue
        without = schedule.queued_again(job)
        # Some that came a moment ago may be before it, and are soon done.
        following = without.next(since=patient)
        if following is None or without.weight(following.client) >= without.weight(job.client):
            continue
        mine = (one for one in attempts if one.key == job.key and one.stage != "saving")
        return next(mine, None)
    return None
