"""`congvu form 06a`: a statistical form, readable or as JSON."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from congvu.foundation.units import selectors as units
from congvu.kernel.errors import DomainError
from congvu.kernel.vitext import format_date, format_number, parse_date
from congvu.kernel.workingdays import local_day
from congvu.oversight.statistics.rules.choices import Against, Definition, Question, Scope
from congvu.oversight.statistics.rules.forms import Figures, Form06a, FormRequest, as_json, rate_of
from congvu.oversight.statistics.selectors import every_form_06a, form_06a, form_layout

WRONG_INPUT = 2
NAME_WIDTH = 40


class Command(BaseCommand):
    help = (
        "Biểu thống kê: một đơn vị, hoặc mọi đơn vị có hồ sơ khi không nêu --unit. "
        "/ A statistical form of one unit, or of every unit that has dossiers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("form", choices=["06a"], help="Biểu II.06a / the form")
        parser.add_argument("--unit", metavar="CODE", help="Mã đơn vị / code of the unit")
        parser.add_argument("--from", dest="first", required=True, metavar="D", help="Từ ngày")
        parser.add_argument("--to", dest="last", required=True, metavar="D", help="Đến hết ngày")
        parser.add_argument(
            "--as-of",
            metavar="D",
            help="Chỉ tính điều đã ghi nhận đến hết ngày này; mặc định hôm nay"
            " / only what was recorded by the end of that day; today when not given",
        )
        parser.add_argument("--scope", choices=list(Scope), default=Scope.OWN.value)
        parser.add_argument(
            "--definition", choices=list(Definition), default=Definition.RESULTS.value
        )
        parser.add_argument("--against", choices=list(Against), default=Against.LAWFUL.value)
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            forms = _count(options)
        except DomainError as wrong:
            raise CommandError(wrong.message, returncode=WRONG_INPUT) from wrong
        if not options["json"]:
            for form in forms:
                self.stdout.write("\n".join(_lines(form)))
        elif options["unit"]:
            self.stdout.write(json.dumps(as_json(forms[0]), ensure_ascii=False, indent=2))
        else:
            every = {"units": [as_json(form) for form in forms]}
            self.stdout.write(json.dumps(every, ensure_ascii=False, indent=2))


def _count(options: dict[str, Any]) -> Sequence[Form06a]:
    as_of = options["as_of"]
    question = Question(
        parse_date(options["first"]),
        parse_date(options["last"]),
        parse_date(as_of) if as_of else local_day(timezone.now()),
        Definition(options["definition"]),
        Against(options["against"]),
    )
    scope = Scope(options["scope"])
    if options["unit"] is None:
        if scope is Scope.SUBTREE:
            raise CommandError(
                "Phạm vi subtree cần --unit: số của mọi đơn vị không cộng với số gồm cả cấp dưới.",
                returncode=WRONG_INPUT,
            )
        return every_form_06a(question)
    unit = units.get_by_code(options["unit"], question.last_day)
    request = FormRequest(
        unit.pk,
        question.first_day,
        question.last_day,
        question.as_of,
        scope,
        question.definition,
        question.against,
    )
    return [form_06a(request)]


def _lines(form: Form06a) -> list[str]:
    layout = form_layout()
    request = form.request
    numbers = [column.number for column in layout.figures()]
    rate = rate_of(request.definition, form.total)
    percent = "–" if rate.percent is None else f"{format_number(rate.percent, 2)} %"
    holds = ", ".join(f"{i.rule} {'đúng' if i.holds else 'SAI'}" for i in form.identities)
    return [
        f"Biểu {layout.number}: {layout.title}",
        (
            f"{form.unit.code} {form.unit.name} · phạm vi {request.scope} · "
            f"từ {format_date(request.first_day)} đến {format_date(request.last_day)} · "
            f"chốt {format_date(request.as_of)} · cách tính {request.definition} · "
            f"so với hạn {request.against}"
        ),
        _line(layout.row_header, [f"({number})" for number in numbers]),
        *(_line(row.field.name, _cells(row.figures, numbers)) for row in form.rows),
        _line(layout.total_label, _cells(form.total, numbers)),
        (
            f"Không có kết quả: {form.note.closed_without_result}, "
            f"trong đó quá hạn {form.note.of_them_late}, "
            f"kết thúc trong 2 ngày trước hạn {form.note.shortly_before_due}."
        ),
        f"Đúng hạn (8+9)/7: {rate.in_time}/{rate.answered} = {percent}. Đồng nhất thức: {holds}.",
        "",
    ]


def _cells(figures: Figures, numbers: Sequence[int]) -> list[str]:
    return [format_number(figures[number]) for number in numbers]


def _line(name: str, cells: Sequence[str]) -> str:
    short = name if len(name) <= NAME_WIDTH else f"{name[: NAME_WIDTH - 1]}…"
    return f"{short:<{NAME_WIDTH}}" + "".join(f"{cell:>9}" for cell in cells)
