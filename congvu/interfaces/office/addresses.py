"""What may stand in an address of the office beyond Django's own converters."""

from __future__ import annotations

from congvu.kernel.asked import EARLIEST_YEAR, LATEST_YEAR


class YearConverter:
    """A year that a calendar or a book can have; any other is an address that does not exist."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """Return the year. Raises ValueError, which Django takes for another address."""
        year = int(value)
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise ValueError(value)
        return year

    def to_url(self, value: int) -> str:
        return f"{value:04d}"
