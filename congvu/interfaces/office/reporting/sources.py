"""From a figure to the pages of the records that it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.instruments.registers.declared import Register, list_registers
from congvu.instruments.registers.of_units import list_unit_books
from congvu.instruments.registers.selectors import may_see
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting.dossiers import WORDS
from congvu.interfaces.office.surveys.views import READING as SURVEY_READERS
from congvu.kernel.vitext import format_date
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.indicators.rules.addresses import SourceKind, read_source
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.rules.sets import base_code
from congvu.oversight.indicators.rules.typed import printed
from congvu.oversight.indicators.selectors import Row, Sheet
from congvu.oversight.reporting.models import Report


@dataclass(frozen=True, slots=True)
class At:
    """A figure of a report, or a side of its fraction."""

    report: Report
    code: str
    part: str


@dataclass(frozen=True, slots=True)
class Behind:
    """Where the records of a figure, or of a side of its fraction, are seen."""

    label: str
    url: str


LABELS: Final = {
    "source": gettext_lazy("Xem những gì được đếm"),
    "numerator": gettext_lazy("Xem tử số"),
    "denominator": gettext_lazy("Xem mẫu số"),
}


def behind(report: Report, sheet: Sheet, row: Row, who: Acting) -> list[Behind]:
    """Return the pages that a computed figure opens to; none for what a person typed.

    What is worked out from other figures opens to the records of these.
    """
    evidence = row.computed.evidence if row.computed else {}
    found = []
    for part, label in LABELS.items():
        opens = evidence.get(part)
        if not isinstance(opens, Mapping):
            continue
        if opens.get("kind") == SourceKind.FORMULA:
            names = read_source(str(opens["source"])).formula.names
            found += [
                Behind(_("Xem chỉ tiêu %(code)s") % {"code": code}, _of(report, sheet, code, who))
                for code in sorted({base_code(name) for name in names})
            ]
        elif opens.get("kind") == SourceKind.INDICATOR:
            found.append(Behind(str(label), _of(report, sheet, str(opens["source"]), who)))
        else:
            said = _counted(sheet, row) if part == "source" else str(label)
            found.append(Behind(said, _url(At(report, row.code, part), opens, who)))
    return [one for one in found if one.url]


def _counted(sheet: Sheet, row: Row) -> str:
    """Name the way to the records; where the report shows another number, with how many they are."""
    if row.computed is None or row.chosen is None or row.chosen.origin is Origin.COMPUTED:
        return str(LABELS["source"])
    shown = printed(row.indicator, row.computed.cell, sheet.set.rounding)
    return _("Xem số hệ thống tự đếm: %(shown)s") % {"shown": shown}


def _of(report: Report, sheet: Sheet, code: str, who: Acting) -> str:
    """Return the records that another figure counts, else its own page.

    A figure that a person typed has its page only: what it says was not counted.
    """
    row = next((one for one in sheet.rows if one.code == code), None)
    if row is None:
        return ""
    counted = row.chosen if row.chosen and row.chosen.origin is Origin.COMPUTED else None
    opens = counted.evidence.get("source") if counted else None
    records = _url(At(report, code, "source"), opens, who) if isinstance(opens, Mapping) else ""
    return records or reverse("office-reporting-cell", args=[report.uuid, code])


def _url(at: At, opens: Mapping[str, object], who: Acting) -> str:
    page = PAGES.get(str(opens.get("kind", "")))
    return page(at, opens, who) if page else ""


def _documents_url(at: At, opens: Mapping[str, object], who: Acting) -> str:
    if not _is_own(at.report, who):  # the page shows the reader's own documents
        return ""
    query = {"tu": _day(opens, "from"), "den": _day(opens, "to")}
    page = reverse("office-documents-records", args=[str(opens.get("count", ""))])
    return f"{page}?{urlencode(query)}"


def _is_own(report: Report, who: Acting) -> bool:
    return report.unit_id == asking_office(who.staff, who.on)


def _register_url(at: At, opens: Mapping[str, object], who: Acting) -> str:
    registers: dict[str, Register] = {one.code: one for one in list_registers()}
    register = registers.get(str(opens.get("register", "")))
    if register is None or not may_see(register, who.staff):
        return ""
    page = reverse(
        "office-registers-count",
        args=[register.group.code, register.code, str(opens.get("count", ""))],
    )
    return f"{page}?{urlencode(_days_and_unit(at, opens, who))}"


def _units_url(at: At, opens: Mapping[str, object], who: Acting) -> str:
    code, _count = read_source(str(opens.get("source", ""))).register
    book = next((one for one in list_unit_books() if one.code == code), None)
    if book is None or not who.staff.has(*book.access.sees):
        return ""
    page = reverse(
        "office-registers-units", args=[book.group.code, book.code, str(opens.get("count", ""))]
    )
    return f"{page}?{urlencode(_days_and_unit(at, opens, who))}"


def _days_and_unit(at: At, opens: Mapping[str, object], who: Acting) -> dict[str, str]:
    query = {"tu": _day(opens, "from"), "den": _day(opens, "to")}
    if not _is_own(at.report, who):
        query["don_vi"] = str(at.report.unit_id)
    return query


def _procedures_url(at: At, opens: Mapping[str, object], _who: Acting) -> str:
    levels = opens.get("levels")
    query = {
        "nguon": read_source(str(opens.get("source", ""))).address,
        "tu": _day(opens, "from"),
        "den": _day(opens, "to"),
        "cap": levels if isinstance(levels, list) else [],
        "don_vi": str(at.report.unit_id),
    }
    return f"{reverse('office-reporting-procedures')}?{urlencode(query, doseq=True)}"


def _dossiers_url(at: At, _opens: Mapping[str, object], _who: Acting) -> str:
    return reverse("office-reporting-dossiers", args=[at.report.uuid, at.code, WORDS[at.part]])


def _surveys_url(at: At, opens: Mapping[str, object], who: Acting) -> str:
    if not who.staff.has(*SURVEY_READERS):
        return ""
    query = {"tu": _day(opens, "from"), "den": _day(opens, "to")}
    return f"{reverse('office-reporting-surveys', args=[at.report.uuid])}?{urlencode(query)}"


def _day(opens: Mapping[str, object], name: str) -> str:
    text = str(opens.get(name, ""))
    return format_date(date.fromisoformat(text)) if text else ""


PAGES: Final[dict[str, Callable[[At, Mapping[str, object], Acting], str]]] = {
    "register": _register_url,
    "units": _units_url,
    "facts": _dossiers_url,
    "dossiers": _dossiers_url,
    "documents": _documents_url,
    "catalogue": _procedures_url,
    "surveys": _surveys_url,
}
"""Where the records of each kind of source are seen."""
