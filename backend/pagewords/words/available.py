"""Whether an analyser can be loaded. Where it cannot, that is logged, and tried again later."""

import logging
import time
from collections.abc import Callable
from threading import RLock

log = logging.getLogger(__name__)

#: Seconds after which a failed load is tried again.
RETRY_AFTER = 60.0


class Available:
    """Loads an analyser when it is first called; false where it cannot be loaded now."""

    def __init__(self, name: str, load: Callable[[], object]) -> None:
        self.name = name
        #: Whether it was loaded; None while nobody has tried.
        self.loaded: bool | None = None
        self._load = load
        self._lock = RLock()
        self._due = 0.0

    def __call__(self) -> bool:
        """Whether it is loaded; a call waits for one that has begun to load it."""
        with self._lock:
            if not self.loaded and time.monotonic() >= self._due:
                self._try()
            return bool(self.loaded)

    def _try(self) -> None:
        try:
            self._load()
            self.loaded = True
        except Exception as error:  # whatever it is, other words than its own are counted
            self.loaded = False
            self._due = time.monotonic() + RETRY_AFTER
            log.error(
                "analyser_missing", extra={"analyser": self.name, "error": type(error).__name__}
            )
