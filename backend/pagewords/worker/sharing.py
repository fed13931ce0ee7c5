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

    It is the youngest of a client that holds more than half, alone or with all slow ones, and whose
    job would come behind another client's if it were queued again: that one is then next in turn.
    The oldest goes on, so that whatever makes way, some job ends.
    """
    if len(attempts) < 2:
        return None
    waiting, started = turns.standing()
    waited = {job.client for job in waiting if job.enqueued_at < now() - PATIENCE}
    if not waited:
        return None
    clients = {job.key: job.client for job in started}
    at_work = turns.AtWork.of(waiting, started)
    for attempt in sorted(attempts, key=lambda one: one.since, reverse=True)[:-1]:
        client = clients.get(attempt.key)
        if client is None or at_work.held(client) <= len(started) // 2:
            continue
        rest = at_work.without_one_of(client)
        if any(rest.weight(other) < rest.weight(client) for other in waited - {client}):
            return None if attempt.stage == "saving" else attempt
    return None
