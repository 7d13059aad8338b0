"""Many counters in one whole number, 32 bits each: adding rows of counters is one addition.

Counters may be below zero; the number is then borrowed from the next lane and given back when it
is unpacked, so sums of packed rows are packed sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct

WIDTH = 32


class Lanes:
    """A row of named counters; each must stay within ±2^31."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.one = {name: 1 << (WIDTH * place) for place, name in enumerate(names)}
        self._signs = sum(1 << (WIDTH * place + WIDTH - 1) for place in range(len(names)))
        self._mask = (1 << (WIDTH * len(names))) - 1
        self._layout = Struct(f"<{len(names)}i")

    def pack(self, counters: Sequence[int]) -> int:
        """Put counters, in the order of the names, into one number."""
        return sum(count << (WIDTH * place) for place, count in enumerate(counters) if count)

    def unpack(self, packed: int) -> tuple[int, ...]:
        """Take the counters out again."""
        raw = (packed + self._signs) ^ self._signs
        return self._layout.unpack(raw.to_bytes(self._layout.size, "little"))

    def of(self, packed: int) -> int:
        """Return what these lanes hold of a wider row that begins with them."""
        return ((packed + self._signs) & self._mask) - self._signs
