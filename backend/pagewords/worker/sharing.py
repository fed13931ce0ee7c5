"""Which worker makes way: while others wait, one client holds at most half of the workers.

A job that is claimed goes to the client with the fewest at work; but a client that had the workers
to itself may hold all of them with long jobs when another comes.
"""

from collections import Counter
from collections.abc import Sequence

from pagewords.jobs import turns
from pagewords.worker.status import Attempt

#: Seconds that another client's job waits before a worker makes way for it: most jobs end sooner.
PATIENCE = 0.4
#: Seconds between two looks.
LOOK_EVERY = 0.2


def who_makes_way(attempts: Sequence[Attempt]) -> Attempt | None:
    """The attempt to end, of those that keep all workers of a supervisor busy; None if none has to.

    It is the youngest of a client that holds more than half, where another client waits that has
    fewer workers and would still not have more than this one.
    """
    if len(attempts) < 2:
        return None
    holders = turns.clients_of([attempt.key for attempt in attempts])
    for client, held in Counter(holders.values()).most_common(1):
        if held > len(attempts) // 2 and turns.others_wait(client, held, PATIENCE):
            own = [one for one in attempts if holders.get(one.key) == client]
            return max(
                (one for one in own if one.stage != "saving"),
                key=lambda one: one.since,
                default=None,
            )
    return None
