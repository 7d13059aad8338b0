"""The measurements by name, in the order in which they run in one database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from config.bench.inside import acts, figures, lists, loading, pages, reports
from config.bench.results import Result

MEASURES: Final[dict[str, Callable[[int], Iterator[Result]]]] = {
    "load": loading.measure,
    "lists": lists.measure,
    "figures": figures.measure,
    "pages": pages.measure,
    "acts": acts.measure,
    "reports": reports.measure,
}
