"""Commands to Redis that nobody waits for: the connection is told not to answer."""

import os
from typing import Any

from redis import Redis
from redis.exceptions import RedisError


class Unanswered:
    """A connection of each process's own, made when it is first needed."""

    def __init__(self, redis: Redis) -> None:
        self._pool = redis.connection_pool
        self._connection: Any = None
        self._process = 0

    def send(self, *commands: tuple[Any, ...]) -> None:
        """Write commands; raises RedisError if that is known to have failed.

        What is written while Redis goes away is lost.
        """
        # A fork shares the socket of its parent, where two would write into each other.
        if self._connection is None or self._process != os.getpid():
            self._connection, self._process = self._connect(), os.getpid()
        try:
            packed = self._connection.pack_commands(commands)
            self._connection.send_packed_command(packed, check_health=False)
        except RedisError:
            self._connection = None
            raise

    def _connect(self) -> Any:
        # Not one of the pool's, which others would wait on for answers.
        connection: Any = self._pool.connection_class(**self._pool.connection_kwargs)
        connection.connect()
        connection.send_command("CLIENT", "REPLY", "OFF", check_health=False)
        return connection
