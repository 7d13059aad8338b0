"""Form 06a on paper and in a spreadsheet, laid out like the form that offices really send.

What is printed names every choice: whose figures, which window, what was known when, which
definition, which due date, by which rule a dossier falls into a cell, and whether the sums agree.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import typst
import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.foundation.units import selectors as units
from congvu.instruments import forms
from congvu.kernel.vitext import format_date, format_number
from congvu.oversight.statistics.rules.choices import Definition, Scope
from congvu.oversight.statistics.rules.contributions import SHORTLY_BEFORE
from congvu.oversight.statistics.rules.forms import Figures, Form06a, rate_of
from congvu.oversight.statistics.rules.headings import headings
from congvu.oversight.statistics.selectors import form_layout

ROOM: Final = Path(__file__).resolve().parent
FONTS: Final = Path(forms.__file__).resolve().parent / "fonts"
LINE_HEIGHT: Final = 16  # points
NAME_WIDTH: Final = 34  # letters that fit in one line of the sheet
NOTE_WIDTH: Final = 170
_compilers = threading.local()


@dataclass(frozen=True, slots=True)
class _Words:
    """All that is said around the figures."""

    period: str
    as_of: str
    offices: tuple[str, ...]
    choices: str
    unit: str
    notes: tuple[str, ...]


# A form that an office sends is in Vietnamese, whatever language its reader has chosen.
@override("vi")
def render_pdf(form: Form06a, *, sample: bool = False) -> bytes:
    """Return the form as PDF, A4 across; equal forms give equal bytes, `sample` marks every page."""
    layout = form_layout()
    words = _words(form)
    paths = [column.header for column in layout.columns]
    sheet = {
        "number": _("Biểu số %(number)s") % {"number": layout.number},
        "basis": layout.legal_basis,
        "title": layout.title,
        "period": words.period,
        "as_of": words.as_of,
        "offices": words.offices,
        "choices": words.choices,
        "unit": words.unit,
        "columns": len(layout.columns),
        "headings": [heading._asdict() for heading in headings(paths)],
        "depth": max(len(path) for path in paths),
        "formulas": list(_formulas()),
        "total": ["", layout.total_label, *_printed(form.total)],
        "rows": [
            [str(place), row.field.name, *_printed(row.figures)]
            for place, row in enumerate(form.rows, start=1)
        ],
        "notes": words.notes,
        "sample": _("DỮ LIỆU MẪU") if sample else "",
        "place": _("……………, ngày …… tháng …… năm ………"),
        "drafter": _("NGƯỜI LẬP BIỂU"),
        "head": _("THỦ TRƯỞNG ĐƠN VỊ"),
    }
    printed = _compiler().compile(
        format="pdf", sys_inputs={"form": json.dumps(sheet, ensure_ascii=False)}
    )
    if not isinstance(printed, bytes):  # a list of pages is given for pictures only
        raise TypeError("the typesetter returned no PDF")
    return printed


@override("vi")
def render_xlsx(form: Form06a, *, sample: bool = False) -> bytes:
    """Return the form as a spreadsheet; figures are numbers, equal forms give equal bytes.

    `sample` marks every printed page.
    """
    layout = form_layout()
    words = _words(form)
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties(
            {"title": layout.title, "created": datetime.combine(form.request.as_of, time.min, UTC)}
        )
        sheet = book.add_worksheet(layout.code)
        if sample:
            sheet.set_header("&R&B" + _("DỮ LIỆU MẪU"))
        _Sheet(book, sheet, len(layout.columns)).write(form, words)
    return target.getvalue()


class _Sheet:
    """Writes one worksheet from top to bottom."""

    def __init__(self, book: Any, sheet: Any, columns: int) -> None:
        face = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
        cell = {**face, "border": 1}
        self.sheet = sheet
        self.last = columns - 1
        self.text = book.add_format({**face, "text_wrap": True})
        self.small = book.add_format({**face, "font_size": 11, "text_wrap": True})
        self.bold = book.add_format({**face, "bold": True})
        self.title = book.add_format({**face, "bold": True, "font_size": 14, "align": "center"})
        self.middle = book.add_format({**face, "align": "center", "italic": True})
        self.head = book.add_format(
            {**cell, "bold": True, "align": "center", "text_wrap": True, "font_size": 11}
        )
        self.formula = book.add_format(
            {**cell, "italic": True, "align": "center", "font_size": 9, "text_wrap": True}
        )
        self.place = book.add_format({**cell, "align": "center"})
        self.name = book.add_format({**cell, "text_wrap": True})
        self.figure = book.add_format({**cell, "num_format": "#,##0"})
        self.total_name = book.add_format({**cell, "bold": True})
        self.total = book.add_format({**cell, "bold": True, "num_format": "#,##0"})

    def write(self, form: Form06a, words: _Words) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.6)
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, NAME_WIDTH)
        sheet.set_column(2, self.last, 10.5)
        row = self._above(words)
        first = row
        row = self._heading(row)
        sheet.repeat_rows(first, row - 1)
        sheet.freeze_panes(row, 2)
        row = self._line(row, "", form_layout().total_label, form.total, bold=True)
        for place, line in enumerate(form.rows, start=1):
            row = self._line(row, place, line.field.name, line.figures, bold=False)
        self._below(row + 1, words)

    def _above(self, words: _Words) -> int:
        layout = form_layout()
        number = _("Biểu số %(number)s") % {"number": layout.number}
        self.sheet.write_string(0, 0, number, self.bold)
        self._across(1, layout.title.upper(), self.title)
        self._across(2, words.period, self.middle)
        self._across(3, words.as_of, self.middle)
        row = 4
        for line in (*words.offices, words.choices, words.unit):
            self._across(row, line, self.text)
            row += 1
        return row + 1

    def _heading(self, row: int) -> int:
        columns = form_layout().columns
        paths = [column.header for column in columns]
        depth = max(len(path) for path in paths)
        for cell in headings(paths):
            top, left = row + cell.row, cell.column
            bottom, right = top + cell.rows - 1, left + cell.columns - 1
            if (top, left) == (bottom, right):
                self.sheet.write_string(top, left, cell.text, self.head)
            else:
                self.sheet.merge_range(top, left, bottom, right, cell.text, self.head)
        self.sheet.set_row(row + depth - 1, 48)
        for place, formula in enumerate(_formulas()):
            self.sheet.write_string(row + depth, place, formula, self.formula)
        self.sheet.set_row(row + depth, 2 * LINE_HEIGHT)
        return row + depth + 1

    def _line(self, row: int, place: object, name: str, figures: Figures, *, bold: bool) -> int:
        self.sheet.set_row(row, LINE_HEIGHT * (1 + len(name) // NAME_WIDTH))
        self.sheet.write(row, 0, place, self.place)
        self.sheet.write_string(row, 1, name, self.total_name if bold else self.name)
        for column in form_layout().figures():
            shape = self.total if bold else self.figure
            self.sheet.write_number(row, column.number - 1, figures[column.number], shape)
        return row + 1

    def _below(self, row: int, words: _Words) -> None:
        for place, note in enumerate(words.notes):
            self._across(row + place, note, self.small)
            self.sheet.set_row(row + place, LINE_HEIGHT * (1 + len(note) // NOTE_WIDTH))

    def _across(self, row: int, text: str, shape: Any) -> None:
        self.sheet.merge_range(row, 0, row, self.last, text, shape)


def _words(form: Form06a) -> _Words:
    layout = form_layout()
    request = form.request
    superior = units.parent(request.unit_id, request.last_day)
    definition = next(it.text for it in layout.definitions if it.code == request.definition)
    against = next(it.text for it in layout.against if it.code == request.against)
    scope = (
        _("riêng đơn vị này")
        if request.scope is Scope.OWN
        else _("đơn vị này và mọi đơn vị trực thuộc")
    )
    return _Words(
        period=_("Kỳ báo cáo: từ ngày %(first)s đến hết ngày %(last)s")
        % {"first": format_date(request.first_day), "last": format_date(request.last_day)},
        as_of=_("Chỉ tính những việc đã ghi nhận đến hết ngày %(as_of)s")
        % {"as_of": format_date(request.as_of)},
        offices=(
            _("Đơn vị báo cáo: %(unit)s") % {"unit": form.unit.name},
            _("Đơn vị nhận báo cáo: %(unit)s")
            % {"unit": superior.name if superior else "……………………"},
        ),
        choices=_("Phạm vi: %(scope)s. Cách tính: %(definition)s. So với: %(against)s.")
        % {"scope": scope, "definition": _inside(definition), "against": _inside(against)},
        unit=_("Đơn vị tính: %(unit)s") % {"unit": layout.unit},
        notes=tuple(_notes(form)),
    )


def _notes(form: Form06a) -> Iterator[str]:
    layout = form_layout()
    rate = rate_of(form.request.definition, form.total)
    yield _(
        "Ghi chú: %(closed)s hồ sơ kết thúc không có kết quả (từ chối, rút, dừng), trong đó "
        "%(late)s kết thúc sau hạn, %(near)s kết thúc trong %(days)s ngày trước hạn."
    ) % {
        "closed": format_number(form.note.closed_without_result),
        "late": format_number(form.note.of_them_late),
        "near": format_number(form.note.shortly_before_due),
        "days": SHORTLY_BEFORE,
    }
    yield _("Tỷ lệ đúng hạn (8 + 9) / 7 = %(in_time)s/%(answered)s = %(percent)s.") % {
        "in_time": format_number(rate.in_time),
        "answered": format_number(rate.answered),
        "percent": "–" if rate.percent is None else f"{format_number(rate.percent, 2)} %",
    }
    broken = [identity.message for identity in form.identities if not identity.holds]
    rules = ", ".join(
        identity.rule.replace("=", " = ").replace("+", " + ") for identity in form.identities
    )
    if broken:
        yield _("Sai cân đối: %(messages)s") % {"messages": " ".join(broken)}
    else:
        yield _("Đã kiểm tra cân đối ở mọi dòng: %(rules)s.") % {"rules": rules}
    yield _("Quy tắc xếp ô: %(rules)s") % {"rules": _rules(form.request.definition)}
    if layout.unverified:
        yield layout.note


def _rules(definition: Definition) -> str:
    """Return by which rule a dossier falls into a cell; the catalogue says it for form 06a itself."""
    if definition is Definition.DECISION_766:
        return _(
            "Cột 7 gồm hồ sơ xong trong kỳ và hồ sơ chưa xong có hạn không muộn hơn ngày cuối kỳ. "
            "Đang chờ bổ sung lần đầu thì lấy ngày yêu cầu làm ngày xong; yêu cầu bổ sung từ lần "
            "thứ hai tính vào cột 10; chưa xong thì lấy ngày cuối kỳ làm ngày xong. Hồ sơ kết thúc "
            "không có kết quả tính vào cột 9, kết thúc sau hạn tính vào cột 10. Cột 11 là hồ sơ "
            "còn lại đang mở."
        )
    if definition is Definition.DUE:
        return _(
            "Cột 7 gồm hồ sơ có hạn trong kỳ, trừ hồ sơ đang tạm dừng. Xong trước hạn tính vào cột "
            "8, xong đúng ngày hạn hoặc kết thúc không có kết quả trong hạn tính vào cột 9, còn lại "
            "tính vào cột 10. Cột 11 là hồ sơ còn lại đang mở."
        )
    return " ".join(rule.text for rule in form_layout().rules)


def _formulas() -> Iterator[str]:
    """Yield what stands under the heading: (3) = (4) + (5) + (6)."""
    for column in form_layout().columns:
        parts = " + ".join(f"({part})" for part in column.parts)
        yield f"({column.number}) = {parts}" if parts else f"({column.number})"


def _printed(figures: Figures) -> list[str]:
    return [format_number(figures[column.number]) for column in form_layout().figures()]


def _inside(text: str) -> str:
    """Begin a sentence's part with a small letter unless it begins with a number or a name."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _compiler() -> typst.Compiler:
    """Return this thread's compiler; it keeps fonts and the read template between forms."""
    compiler: typst.Compiler | None = getattr(_compilers, "typst", None)
    if compiler is None:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
        )
        compiler = typst.Compiler(ROOM / "form.typ", root=ROOM, font_paths=fonts)
        _compilers.typst = compiler
    return compiler
