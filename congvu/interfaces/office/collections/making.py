"""A request in five minutes: columns from the header of a file, units, a day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.interfaces.office.acting import Acting, require_role
from congvu.interfaces.office.collections.home import HERE, reader
from congvu.interfaces.office.collections.recipients import NOT_TAKEN, Picker
from congvu.interfaces.office.fields import DayField, text
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.collections.labels import TOTALS, TYPES
from congvu.oversight.collections.rules import columns as asked
from congvu.oversight.collections.rules.header import Recognised, keyed_labels, recognise
from congvu.oversight.collections.selectors.access import ASKERS
from congvu.oversight.collections.selectors.board import candidates
from congvu.oversight.collections.services import asking
from congvu.oversight.collections.workbook import open_page

PREFIX = "cot"
SPARE = 2
EMPTY = 6
MOST_LINES = asked.MOST_COLUMNS + SPARE
USUAL = "usual"
PLACES = [("", "–"), *((str(n), str(n)) for n in range(1, asked.MOST_COLUMNS + 1))]


class FileForm(forms.Form):
    """A spreadsheet whose header says what is asked."""

    tep = forms.FileField(
        label=gettext_lazy("Tệp XLSX có dòng tiêu đề"),
        help_text=gettext_lazy(
            "Cột nhận ra từ dòng tiêu đề; cột số thứ tự và tên đơn vị không cần hỏi. Chưa lưu gì ở bước này."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class RequestForm(forms.Form):
    """What the report is called, by when, of whom."""

    title = text(gettext_lazy("Tên báo cáo"), max_length=300, size="full")
    asked_by = text(gettext_lazy("Văn bản yêu cầu"), max_length=200, required=False)
    due_on = DayField(label=gettext_lazy("Hạn gửi"))
    guidance = text(gettext_lazy("Hướng dẫn đơn vị"), rows=2, max_length=1000, required=False)
    labels = text(
        gettext_lazy("Tên các dòng"),
        rows=3,
        required=False,
        max_length=20_000,
        help_text=gettext_lazy(
            "Mỗi dòng một nội dung mà đơn vị nào cũng điền. Để trống: mỗi đơn vị một dòng."
        ),
    )


class ColumnForm(forms.Form):
    """One column; a column whose name is cleared is not asked for."""

    name = forms.CharField(max_length=asked.LONGEST_NAME, required=False)
    type = forms.ChoiceField(choices=list(TYPES.items()))
    unit = forms.CharField(max_length=40, required=False)
    total = forms.ChoiceField(
        choices=[(USUAL, gettext_lazy("Theo kiểu")), *TOTALS.items()], initial=USUAL
    )
    numerator = forms.ChoiceField(choices=PLACES, required=False)
    denominator = forms.ChoiceField(choices=PLACES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = str(self.prefix).rpartition("-")[2]
        place = int(number) + 1 if number.isdecimal() else 0
        for name, said in SPOKEN.items():
            self.fields[name].widget.attrs["aria-label"] = said % {"n": place}


SPOKEN = {
    "name": gettext_lazy("Tên cột %(n)s"),
    "type": gettext_lazy("Kiểu của cột %(n)s"),
    "unit": gettext_lazy("Đơn vị tính của cột %(n)s"),
    "total": gettext_lazy("Cách tổng hợp của cột %(n)s"),
    "numerator": gettext_lazy("Tử số của cột %(n)s"),
    "denominator": gettext_lazy("Mẫu số của cột %(n)s"),
}
ColumnForms = formset_factory(ColumnForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Recognise the columns of a file; then ask, with whatever the person changed."""
    who = reader(request)
    require_role(who.staff, *ASKERS)
    if request.method == "POST" and f"{PREFIX}-TOTAL_FORMS" in request.POST:
        return _ask(request, who)
    if "trong" in request.GET:
        return _second(request, who, Recognised("", (), ()))
    form = FileForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                page = open_page(form.cleaned_data["tep"])
                found = recognise(page.lines, page.merged)
            except Invalid as refusal:
                form.add_error("tep", refusal.text(_))
            else:
                return _second(request, who, found)
    context = {"form": form, "trail": [NavItem(_("Báo cáo nhanh"), reverse(HERE))]}
    return render(request, "office/collections/start.html", context, status=status)


def _second(request: HttpRequest, who: Acting, found: Recognised) -> HttpResponse:
    """Show what was recognised, to be changed before it is asked."""
    initial: list[dict[str, Any]] = [
        {"name": one.name, "type": one.type.value, "unit": one.unit, "total": USUAL}
        for one in found.columns
    ]
    spare = SPARE if initial else EMPTY
    initial += [{"type": asked.ColumnType.COUNT.value, "total": USUAL}] * spare
    request_form = RequestForm(
        initial={
            "title": found.title,
            "labels": "\n".join(one.name for one in found.labels),
        }
    )
    picker = Picker.proposing(candidates(who.staff, who.on))
    columns = ColumnForms(initial=initial, prefix=PREFIX)
    return _page(request, request_form, columns, picker)


def _again(request: HttpRequest, picker: Picker) -> HttpResponse:
    """Show the same page with other units; what was typed stays and is not judged yet."""
    posted = request.POST
    form = RequestForm(initial={name: posted.get(name, "") for name in RequestForm.base_fields})
    lines = whole_number(posted.get(f"{PREFIX}-TOTAL_FORMS"), most=MOST_LINES) or 0
    names = ColumnForm.base_fields
    initial = [
        {name: posted.get(f"{PREFIX}-{place}-{name}", "") for name in names}
        for place in range(lines)
    ]
    return _page(request, form, ColumnForms(initial=initial, prefix=PREFIX), picker)


def _ask(request: HttpRequest, who: Acting) -> HttpResponse:
    picker = Picker.of(request.POST, candidates(who.staff, who.on))
    if picker.act(request.POST):
        return _again(request, picker)
    form = RequestForm(request.POST)
    columns = ColumnForms(request.POST, prefix=PREFIX)
    refused = ""
    if picker.asks:
        picker.error = _(NOT_TAKEN)
    if form.is_valid() & columns.is_valid() & (not picker.error):
        told = form.cleaned_data
        try:
            labels = keyed_labels(told["labels"].splitlines())
            made = asking.ask(
                asking.Request(
                    told["title"],
                    asked.Form(_columns(columns), labels),
                    frozenset(picker.chosen),
                    told["due_on"],
                    told["guidance"],
                    told["asked_by"],
                ),
                by=who.staff,
                at=who.at,
            )
        except (Invalid, Conflict) as refusal:
            named = str(refusal.facts.get("field", ""))
            if named == "units":
                picker.error = refusal.text(_)
            elif named in form.fields:
                form.add_error(named, refusal.text(_))
            else:
                refused = refusal.text(_)
        else:
            messages.success(request, _("Đã yêu cầu; các đơn vị thấy ở Việc hôm nay."))
            return redirect("office-collections-board", ref=made.uuid)
    return _page(request, form, columns, picker, refused=refused, status=422)


def _columns(forms_: BaseFormSet[ColumnForm]) -> tuple[asked.Column, ...]:
    """Return the columns that have a name; keys are the places on the page, as fractions name them."""
    found = []
    for place, one in enumerate(forms_, 1):
        told = one.cleaned_data
        if not told.get("name"):
            continue
        kind = asked.ColumnType(told["type"])
        total = asked.TOTALS[kind][0] if told["total"] == USUAL else asked.Total(told["total"])
        is_fraction = total is asked.Total.RECOMPUTE
        found.append(
            asked.Column(
                f"c{place}",
                told["name"],
                kind,
                total,
                told["unit"],
                f"c{told['numerator']}" if is_fraction else "",
                f"c{told['denominator']}" if is_fraction else "",
            )
        )
    return tuple(found)


def _page(
    request: HttpRequest,
    form: RequestForm,
    columns: BaseFormSet[ColumnForm],
    picker: Picker,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "columns": columns,
        "picker": picker,
        "legend": _("Đơn vị phải trả lời"),
        "refused": refused,
        "trail": [NavItem(_("Báo cáo nhanh"), reverse(HERE))],
    }
    return render(request, "office/collections/new.html", context, status=status)
