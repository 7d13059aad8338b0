"""Keeps values that change only when the catalogue is loaded, for all threads of a process."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

K = TypeVar("K")
V = TypeVar("V")

# Another process may load the catalogue: after this time everybody sees it.
KEPT_SECONDS: Final = 60.0


class Shelf(Generic[K, V]):
    """A read-through store; reading takes no lock.

    What was fetched before a `clear` is never kept after it, and a failed fetch keeps nothing.
    """

    def __init__(self, fetch: Callable[[K], V], seconds: float = KEPT_SECONDS) -> None:
        self._fetch = fetch
        self._seconds = seconds
        self._lock = Lock()
        self._generation = 0
        self._entries: dict[K, tuple[float, V]] = {}

    def get(self, key: K) -> V:
        """Give the kept value, or fetch it. Raises what the fetch raises."""
        entry = self._entries.get(key)
        if entry is not None and monotonic() < entry[0]:
            return entry[1]
        generation = self._generation
        value = self._fetch(key)
        with self._lock:
            if generation == self._generation:
                self._entries[key] = (monotonic() + self._seconds, value)
        return value

    def clear(self) -> None:
        """Forget everything, also what is being fetched now."""
        with self._lock:
            self._generation += 1
            self._entries = {}
