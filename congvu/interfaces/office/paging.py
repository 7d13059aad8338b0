"""Pages of a list walked by keys: the row's id stands in the address, never what it is sorted by.

Not here: which rows (selectors) and how a page is drawn (`c-table`, `c-pager`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from congvu.interfaces.ui.tables import KeysetPage, with_query
from congvu.kernel.asked import whole_number

SIZE = 50
COUNTED = 1000
_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Cut(Generic[_Row]):
    """The rows of one page and what `c-pager` says below them."""

    rows: list[_Row]
    page: KeysetPage


def cut(
    rows: QuerySet[_Row], query: QueryDict, *, key: str = "", newest_first: bool = False
) -> Cut[_Row]:
    """Cut the page that the address asks for (`after=17`, `before=17`), in the order of key and id.

    Without a `key` the ids alone order. An edge that is gone begins the list anew. Three
    statements at most: the edge, the rows, the total up to a thousand.
    """
    total = rows.order_by()[: COUNTED + 1].count()
    columns = [key, "pk"] if key else ["pk"]
    edge_id, backwards = _edge(query)
    falling = newest_first != backwards
    shown = rows.order_by(*(f"-{column}" if falling else column for column in columns))
    edge = None
    if edge_id is not None:
        edge = rows.model._default_manager.filter(pk=edge_id).values_list(*columns).first()  # noqa: SLF001
    if edge is not None:
        shown = shown.filter(_beyond(columns, edge, "lt" if falling else "gt"))
    found = list(shown[: SIZE + 1])
    more = len(found) > SIZE
    found = found[:SIZE]
    if backwards:
        found.reverse()
    has_newer = more if backwards and edge is not None else edge is not None
    has_older = True if backwards and edge is not None else more
    page = KeysetPage(
        total=min(total, COUNTED),
        exact=total <= COUNTED,
        newer_url=with_query(query, before=str(found[0].pk)) if found and has_newer else "",
        older_url=with_query(query, after=str(found[-1].pk)) if found and has_older else "",
    )
    return Cut(found, page)


def _edge(query: QueryDict) -> tuple[int | None, bool]:
    for name, backwards in (("after", False), ("before", True)):
        edge = whole_number(query.get(name))
        if edge is not None:
            return edge, backwards
    return None, False


def _beyond(columns: list[str], edge: tuple[Any, ...], direction: str) -> Q:
    if len(columns) == 1:
        return Q(**{f"pk__{direction}": edge[0]})
    key = columns[0]
    return Q(**{f"{key}__{direction}": edge[0]}) | Q(**{key: edge[0], f"pk__{direction}": edge[1]})
