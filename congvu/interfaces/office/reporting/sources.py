"""From a figure to the pages of the records that it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.instruments.registers.declared import Register, list_registers
from congvu.instruments.registers.selectors import may_see
from congvu.interfaces.office.acting import Acting
from congvu.kernel.vitext import format_date
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.indicators.selectors import Figure
from congvu.oversight.reporting.models import Report


@dataclass(frozen=True, slots=True)
class Behind:
    """Where the records of a figure, or of a side of its fraction, are seen."""

    label: str
    url: str


PARTS = ("source", "numerator", "denominator")


def behind(report: Report, figure: Figure | None, who: Acting) -> list[Behind]:
    """Return the pages that a computed figure opens to; none for what a person typed."""
    if figure is None:
        return []
    found = []
    for part in PARTS:
        opens = figure.evidence.get(part)
        if isinstance(opens, Mapping):
            url = _url(report, opens, who)
            label = {
                "source": _("Xem những gì được đếm"),
                "numerator": _("Xem tử số"),
                "denominator": _("Xem mẫu số"),
            }[part]
            if url:
                found.append(Behind(label, url))
    return found


def _url(report: Report, opens: Mapping[str, object], who: Acting) -> str:
    kind = str(opens.get("kind", ""))
    if kind == "register":
        return _register_url(report, opens, who)
    if kind == "facts":
        return _facts_url(report, opens)
    if kind == "documents" and _is_own(report, who):  # the page shows the reader's own documents
        query = {"tu": _day(opens, "from"), "den": _day(opens, "to")}
        page = reverse("office-documents-records", args=[str(opens.get("count", ""))])
        return f"{page}?{urlencode(query)}"
    if kind == "indicator":
        return reverse("office-reporting-cell", args=[report.uuid, str(opens.get("source", ""))])
    return ""


def _is_own(report: Report, who: Acting) -> bool:
    return report.unit_id == asking_office(who.staff, who.on)


def _register_url(report: Report, opens: Mapping[str, object], who: Acting) -> str:
    registers: dict[str, Register] = {one.code: one for one in list_registers()}
    register = registers.get(str(opens.get("register", "")))
    if register is None or not may_see(register, who.staff):
        return ""
    page = reverse(
        "office-registers-count",
        args=[register.group.code, register.code, str(opens.get("count", ""))],
    )
    query = {"tu": _day(opens, "from"), "den": _day(opens, "to")}
    if not _is_own(report, who):
        query["don_vi"] = str(report.unit_id)
    return f"{page}?{urlencode(query)}"


def _facts_url(report: Report, opens: Mapping[str, object]) -> str:
    query = {
        "unit": str(report.unit_id),
        "first": _day(opens, "from"),
        "last": _day(opens, "to"),
        "as_of": _day(opens, "as_of"),
        "scope": "own",
    }
    column = str(opens.get("column", ""))
    if not column:
        return f"{reverse('office-figures-06a')}?{urlencode(query)}"
    fields = opens.get("fields")
    if isinstance(fields, list) and len(fields) == 1:
        query["field"] = str(fields[0])
    query["column"] = column
    return f"{reverse('office-figures-cell')}?{urlencode(query)}"


def _day(opens: Mapping[str, object], name: str) -> str:
    text = str(opens.get(name, ""))
    return format_date(date.fromisoformat(text)) if text else ""
