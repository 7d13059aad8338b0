"""From a figure to the pages of the records that it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.instruments.registers.declared import Register, list_registers
from congvu.instruments.registers.of_units import list_unit_books
from congvu.instruments.registers.selectors import may_see
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.figures.ways import LINES
from congvu.interfaces.office.surveys.views import READING as SURVEY_READERS
from congvu.kernel.vitext import format_date
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.indicators.rules.addresses import read_source
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
    page = PAGES.get(str(opens.get("kind", "")))
    return page(report, opens, who) if page else ""


def _documents_url(report: Report, opens: Mapping[str, object], who: Acting) -> str:
    if not _is_own(report, who):  # the page shows the reader's own documents
        return ""
    query = {"tu": _day(opens, "from"), "den": _day(opens, "to")}
    page = reverse("office-documents-records", args=[str(opens.get("count", ""))])
    return f"{page}?{urlencode(query)}"


def _indicator_url(report: Report, opens: Mapping[str, object], _who: Acting) -> str:
    return reverse("office-reporting-cell", args=[report.uuid, str(opens.get("source", ""))])


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
    return f"{page}?{urlencode(_days_and_unit(report, opens, who))}"


def _units_url(report: Report, opens: Mapping[str, object], who: Acting) -> str:
    code, _count = read_source(str(opens.get("source", ""))).register
    book = next((one for one in list_unit_books() if one.code == code), None)
    if book is None or not who.staff.has(*book.access.sees):
        return ""
    page = reverse(
        "office-registers-units", args=[book.group.code, book.code, str(opens.get("count", ""))]
    )
    return f"{page}?{urlencode(_days_and_unit(report, opens, who))}"


def _days_and_unit(report: Report, opens: Mapping[str, object], who: Acting) -> dict[str, str]:
    query = {"tu": _day(opens, "from"), "den": _day(opens, "to")}
    if not _is_own(report, who):
        query["don_vi"] = str(report.unit_id)
    return query


def _procedures_url(report: Report, opens: Mapping[str, object], _who: Acting) -> str:
    levels = opens.get("levels")
    query = {
        "nguon": read_source(str(opens.get("source", ""))).address,
        "tu": _day(opens, "from"),
        "den": _day(opens, "to"),
        "cap": levels if isinstance(levels, list) else [],
        "don_vi": str(report.unit_id),
    }
    return f"{reverse('office-reporting-procedures')}?{urlencode(query, doseq=True)}"


def _facts_url(report: Report, opens: Mapping[str, object], _who: Acting) -> str:
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


def _dossiers_url(report: Report, opens: Mapping[str, object], _who: Acting) -> str:
    source = read_source(str(opens.get("source", "")))
    # different procedures are counted in the same dossiers
    address = source.word.removeprefix("procedures_")
    ways = source.options.get("channel")
    if ways is not None:
        address += f" channel={','.join(sorted(ways))}"
    line = next((one.code for one in LINES.values() if one.address == address), "")
    if not line:
        return ""
    query = {
        "unit": str(report.unit_id),
        "first": _day(opens, "from"),
        "last": _day(opens, "to"),
        "as_of": _day(opens, "as_of"),
        "scope": "subtree" if "level" in source.options else "own",
        "so": line,
    }
    return f"{reverse('office-figures-ways-dossiers')}?{urlencode(query)}"


def _surveys_url(report: Report, opens: Mapping[str, object], who: Acting) -> str:
    if not who.staff.has(*SURVEY_READERS):
        return ""
    query = {"tu": _day(opens, "from"), "den": _day(opens, "to")}
    return f"{reverse('office-reporting-surveys', args=[report.uuid])}?{urlencode(query)}"


def _day(opens: Mapping[str, object], name: str) -> str:
    text = str(opens.get(name, ""))
    return format_date(date.fromisoformat(text)) if text else ""


PAGES: Final[dict[str, Callable[[Report, Mapping[str, object], Acting], str]]] = {
    "register": _register_url,
    "units": _units_url,
    "facts": _facts_url,
    "dossiers": _dossiers_url,
    "documents": _documents_url,
    "catalogue": _procedures_url,
    "indicator": _indicator_url,
    "surveys": _surveys_url,
}
"""Where the records of each kind of source are seen."""
