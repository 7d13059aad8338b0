"""What the first screen says of documents: a few first lines of each thing that waits for one's role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from congvu.casework.documents.selectors import lists
from congvu.foundation.people.rules import Role, Staff
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.documents.reading import Line, Task, line_of, task_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

FEW = 5
Rows = Callable[[Staff, date], "QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of waiting documents: whose, where they all are."""

    title: str | Promise
    roles: frozenset[Role]
    rows: Rows
    route: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """The first lines of it and the way to the rest."""

    title: str | Promise
    url: str
    lines: list[Line]
    tasks: list[Task]
    has_more: bool


KINDS = (
    Waiting(_("Văn bản đến chờ bút phê"), frozenset({Role.LEADER, Role.REGISTRAR}),
            lists.to_present, "office-documents-incoming", "?tinh_trang=to_route"),
    Waiting(_("Dự thảo chờ cấp số"), frozenset({Role.REGISTRAR}), lists.to_number,
            "office-documents-outgoing", "?tinh_trang=draft"),
    Waiting(_("Đã cấp số, chờ phát hành"), frozenset({Role.REGISTRAR}), lists.to_issue,
            "office-documents-outgoing", "?tinh_trang=to_issue"),
    Waiting(_("Văn bản đến quá hạn của cơ quan"), frozenset({Role.LEADER, Role.REFORM_OFFICER}),
            lists.late, "office-documents-incoming", "?tinh_trang=late"),
)  # fmt: skip


def papers_of(who: Acting) -> list[Papers]:
    """Return what waits for the person; kinds without anything are left out."""
    found = [_few_tasks(who)]
    for kind in KINDS:
        if who.staff.has(*kind.roles):
            rows = lists.with_names(kind.rows(who.staff, who.on)).order_by("due_on", "day", "id")
            shown = [line_of(row, who.on) for row in rows[: FEW + 1]]
            url = f"{reverse(kind.route)}{kind.query}"
            found.append(Papers(kind.title, url, shown[:FEW], [], len(shown) > FEW))
    return [one for one in found if one.lines or one.tasks]


def _few_tasks(who: Acting) -> Papers:
    rows = lists.tasks(who.staff, who.on).select_related("document__unit", "position__account")
    shown = [task_of(row, who.on) for row in lists.by_deadline(rows)[: FEW + 1]]
    url = reverse("office-documents-tasks")
    return Papers(_("Việc văn bản của tôi"), url, [], shown[:FEW], len(shown) > FEW)
