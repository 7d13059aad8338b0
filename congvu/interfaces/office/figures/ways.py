"""Ways of handing in and out, and what is digital: figures that are no columns of form 06a."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any, Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from congvu.interfaces.office.figures import listed
from congvu.interfaces.office.figures.asking import Asked as Question
from congvu.interfaces.office.figures.asking import ask, must_ask, unit_choices, unit_picker
from congvu.interfaces.office.sheets import sheet
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.periods import Window
from congvu.kernel.vitext import format_date
from congvu.kernel.workcalendar import VIETNAM
from congvu.oversight.indicators import sources
from congvu.oversight.indicators.reach import Reach
from congvu.oversight.indicators.rules.addresses import Source, SourceKind
from congvu.oversight.indicators.sources.asked import Asked, Scope
from congvu.oversight.indicators.sources.behind import ids_behind
from congvu.oversight.indicators.sources.dossiers import MISSING
from congvu.oversight.statistics.rules.choices import Scope as Breadth
from congvu.oversight.statistics.rules.forms import FormRequest

PAGE: Final = "office-figures-ways"
LIST: Final = "office-figures-ways-dossiers"
ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: its code in addresses, its name, its source; `of` names the whole of a share."""

    code: str
    label: str | Promise
    address: str
    of: str = ""


GROUPS: Final[tuple[tuple[str | Promise, str | Promise, tuple[Line, ...]], ...]] = (
    (
        gettext_lazy("Cách nộp"),
        gettext_lazy("Hồ sơ tiếp nhận mới trong kỳ, như cột 4 và 5 của biểu II.06a."),
        (
            Line("nop-quay", gettext_lazy("Nộp trực tiếp"), "received channel=direct"),
            Line("nop-bcci", gettext_lazy("Nộp qua bưu chính công ích"), "received channel=postal"),
            Line("nop-mang", gettext_lazy("Nộp trực tuyến"), "received channel=online"),
        ),
    ),
    (
        gettext_lazy("Cách trả kết quả"),
        gettext_lazy("Hồ sơ mà kết quả đã đến tay người nộp trong kỳ; lần trả bị đính chính thì bỏ ra."),
        (
            Line("tra", gettext_lazy("Đã trả kết quả"), "returned"),
            Line("tra-quay", gettext_lazy("Trả tại quầy"), "returned channel=direct"),
            Line("tra-bcci", gettext_lazy("Trả qua bưu chính công ích"), "returned channel=postal"),
            Line("tra-mang", gettext_lazy("Trả trực tuyến"), "returned channel=online"),
        ),
    ),
    (
        gettext_lazy("Số hóa"),
        gettext_lazy(
            "Hồ sơ tiếp nhận trong kỳ. Giấy tờ giấy đã nhận có bản quét, kết quả có tệp thì tính là số hóa."
        ),
        (
            Line("tiep-nhan", gettext_lazy("Hồ sơ tiếp nhận trong kỳ"), "accepted"),
            Line("so-giay-to", gettext_lazy("Đủ bản số của giấy tờ"), "digital_papers", "accepted"),
            Line("co-ket-qua", gettext_lazy("Đã có kết quả"), "with_result", "accepted"),
            Line("so-ket-qua", gettext_lazy("Đủ bản số của kết quả"), "digital_results", "with_result"),
            Line("so-hoa", gettext_lazy("Đủ cả giấy tờ và kết quả"), "digital", "accepted"),
        ),
    ),
)  # fmt: skip
LACKING: Final = Line("chua-so-hoa", gettext_lazy("Còn thiếu bản số"), MISSING)
LINES: Final = {line.code: line for _group, _about, lines in GROUPS for line in lines}


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show the figures of a unit and period, as known on a day; each opens to its dossiers."""
    asked = ask(request)
    context: dict[str, Any] = {
        "form": asked.form,
        "unit": asked.unit,
        "unit_choices": unit_choices(asked),
        "picker": unit_picker(asked, request.GET),
        "question": asked.request,
        "unit_name": asked.unit.name,
    }
    if asked.request is None:
        return render(request, "office/figures/ways.html", context, status=422)
    context["groups"] = _groups(asked, asked.request)
    context["lacking_url"] = asked.address(LIST, so=LACKING.code)
    return render(request, "office/figures/ways.html", context)


@require_GET
def dossiers(request: HttpRequest) -> HttpResponse:
    """List the dossiers behind a figure by their codes; nobody is named here."""
    asked, question = must_ask(request)
    line = _line(request)
    after = request.GET.get("after", "")
    ids = _ids(asked, question, line, whole_number(after), ROWS + 1)
    here = asked.address(LIST, so=line.code)
    context = {
        "title": line.label,
        "unit_name": asked.unit.name,
        "question": question,
        "rows": listed.plain_lines(asked.who, ids[:ROWS]),
        "first_url": here if after else "",
        "next_url": f"{here}&after={ids[ROWS - 1]}" if len(ids) > ROWS else "",
        "xlsx_url": asked.address(f"{LIST}-xlsx", so=line.code),
        "trail": [NavItem(_("Cách nộp, trả và số hóa"), asked.address(PAGE))],
    }
    return render(request, "office/figures/ways_dossiers.html", context)


@require_GET
def dossiers_xlsx(request: HttpRequest) -> FileResponse:
    """Return the whole list as XLSX."""
    asked, question = must_ask(request)
    line = _line(request)
    days = {"first": format_date(question.first_day), "last": format_date(question.last_day)}
    return sheet(
        str(line.label),
        listed.plain_columns(),
        listed.every_plain(
            asked.who, lambda after, limit: _ids(asked, question, line, after, limit)
        ),
        note=f"{asked.unit.name}; " + _("từ ngày %(first)s đến hết ngày %(last)s") % days,
        name=f"ho-so-{line.code}",
    )


def _line(request: HttpRequest) -> Line:
    line = {**LINES, LACKING.code: LACKING}.get(request.GET.get("so", ""))
    if line is None:
        raise NotFound(gettext_noop("Không có số liệu này."))
    return line


def _source(question: FormRequest, line: Line | str) -> Asked:
    """Return what is asked: of the unit itself, or of the communes below it."""
    address = line if isinstance(line, str) else line.address
    if question.scope is Breadth.SUBTREE:
        address += " level=commune"
    window = Window.inclusive(question.first_day, question.last_day)
    return Asked(Source(SourceKind.FACTS, address), window)


def _groups(asked: Question, question: FormRequest) -> list[dict[str, Any]]:
    known_at = datetime.combine(question.as_of, time(23, 59, 59), VIETNAM)
    sought = {line.code: _source(question, line) for line in LINES.values()}
    told = sources.read_all(sought.values(), question.unit_id, known_at)
    amounts = {LINES[code].address: told[one].amount for code, one in sought.items()}
    return [
        {
            "label": label,
            "about": about,
            "rows": [
                {
                    "label": line.label,
                    "amount": amounts[line.address],
                    "share": _share(amounts[line.address], amounts.get(line.of)),
                    "url": asked.address(LIST, so=line.code),
                }
                for line in lines
            ],
            "has_shares": any(line.of for line in lines),
        }
        for label, about, lines in GROUPS
    ]


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return per cent, blank without a whole: nothing of nothing is no share."""
    if part is None or not whole:
        return None
    return (100 * part / whole).quantize(Decimal("0.01"))


def _ids(
    asked: Question, question: FormRequest, line: Line, after: int | None, limit: int
) -> list[int]:
    last = min(question.last_day, asked.who.on)
    known_at = datetime.combine(question.as_of, time(23, 59, 59), VIETNAM)
    scope = Scope(Reach(question.unit_id, last), known_at)
    return ids_behind(_source(question, line), scope, after=after, limit=limit)
