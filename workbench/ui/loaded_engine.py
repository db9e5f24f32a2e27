"""The engine that was used last, kept loaded: loading one takes seconds and much memory."""

from dataclasses import dataclass, field
from threading import Lock

from workbench.engines.engine import Engine
from workbench.wiring import Wiring


@dataclass
class LoadedEngine:
    """Keeps one engine, by its name in the settings. Threads share it."""

    _kept: tuple[str, Engine] | None = None
    _lock: Lock = field(default_factory=Lock)

    def of(self, wiring: Wiring) -> Engine:
        """Return the engine of a wiring, the kept one if it has that name.

        Raises EngineUnavailable when it cannot be loaded; none is kept then.
        """
        name = wiring.settings.engine
        with self._lock:
            if self._kept is None or self._kept[0] != name:
                self._kept = None  # let go of the last one before the next is loaded
                self._kept = name, wiring.engine
            return self._kept[1]
