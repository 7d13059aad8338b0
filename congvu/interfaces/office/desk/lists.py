"""All dossiers of the office: search as one types, filters, pages, a file to take away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.casework.dossiers.labels import TIMELINESS_LABELS, Channel, StateLabel
from congvu.casework.dossiers.rules.timeliness import classify
from congvu.casework.dossiers.selectors import lists as rows_of
from congvu.casework.dossiers.selectors import today
from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.selectors.filters import (
    Narrowing,
    Scope,
    StateGroup,
    Timing,
    in_scope,
    narrowed,
)
from congvu.casework.dossiers.services.exporting import record_export
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.people.rules import Role
from congvu.instruments.catalogue import selectors as catalogue
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.administration.catalogue.words import named
from congvu.interfaces.office.dossiers.reading import ref_of
from congvu.interfaces.office.fields import DayField
from congvu.interfaces.office.home.lines import line_of, no_moment
from congvu.interfaces.office.paging import cut
from congvu.interfaces.office.searching import Searches, typed
from congvu.interfaces.office.sheets import SheetColumn, sheet
from congvu.interfaces.ui.tables import Chip, with_query
from congvu.kernel.errors import DomainError
from congvu.kernel.workingdays import local_day

if TYPE_CHECKING:
    from django.db.models import QuerySet

READERS = tuple(role for role in Role if role not in {Role.ADMINISTRATOR, Role.PROVINCE_OFFICER})
SEARCHES = Searches("desk-searches")
MOST_EXPORTED = 50_000
CHUNK = 2000
CHANNELS = dict(Channel.choices)
STATES = dict(StateLabel.choices)
EXPORTED = (
    *("code", "procedure_version__name", "field__name", "channel", "state"),
    *("applicant__name", "applicant__address", "applicant__phone"),
    *("accepted_at", "promised_due", "lawful_due", "reappointed_on"),
    *("finished_at", "handed_out_at", "paused_at"),
    *("holder_unit__name", "assignee__account__full_name"),
)
GROUP_LABELS = {
    StateGroup.BEFORE: _("Chưa tiếp nhận"),
    StateGroup.OPEN: _("Đang giải quyết, kể cả tạm dừng"),
    StateGroup.RUNNING: _("Đồng hồ đang chạy"),
    StateGroup.PAUSED: _("Đồng hồ đang dừng"),
    StateGroup.FINISHED: _("Đã xong"),
}
TIMING_LABELS = {
    Timing.OVERDUE: _("Quá hạn, chưa xong"),
    Timing.TODAY: _("Đến hạn hôm nay"),
    Timing.SOON: _("Đến hạn trong 2 ngày làm việc"),
    Timing.EARLY: _("Xong trước hạn"),
    Timing.ON_TIME: _("Xong đúng hạn"),
    Timing.LATE: _("Xong trễ hạn"),
}
SCOPE_LABELS = {
    Scope.OWN: _("Cơ quan mình giải quyết"),
    Scope.ELSEWHERE: _("Tiếp nhận ở đây, nơi khác giải quyết"),
    Scope.ASKED: _("Được hỏi ý kiến"),
}


class ListForm(forms.Form):
    """The filters, as the address carries them; nothing personal stands there."""

    trang_thai = forms.ChoiceField(label=_("Trạng thái"), required=False)
    han = forms.ChoiceField(
        label=_("Thời hạn"),
        required=False,
        choices=[("", _("Tất cả")), *((key.value, label) for key, label in TIMING_LABELS.items())],
    )
    linh_vuc = forms.TypedChoiceField(
        label=_("Lĩnh vực"), required=False, coerce=int, empty_value=None
    )
    kenh = forms.ChoiceField(
        label=_("Hình thức nộp"), required=False, choices=[("", _("Tất cả")), *Channel.choices]
    )
    tu = DayField(label=_("Tiếp nhận từ ngày"), required=False)
    den = DayField(label=_("Đến ngày"), required=False)
    pham_vi = forms.ChoiceField(
        label=_("Phạm vi"),
        required=False,
        choices=[(key.value, label) for key, label in SCOPE_LABELS.items()],
    )
    thu_tuc = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    tim = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(key.value, label) for key, label in GROUP_LABELS.items()]
        self.fields["trang_thai"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Tất cả")),
            (gettext("Nhóm"), groups),
            (gettext("Từng trạng thái"), StateLabel.choices),
        ]
        fields = [(one.id, named(one)) for one in catalogue.list_fields(on)]
        self.fields["linh_vuc"].choices = [("", gettext("Tất cả")), *fields]  # type: ignore[attr-defined]

    def narrowing(self) -> Narrowing:
        """Return what was asked; what was asked wrongly asks for nothing."""
        self.is_valid()
        asked = self.cleaned_data
        return Narrowing(
            state=asked.get("trang_thai") or "",
            timing=asked.get("han") or "",
            field_id=asked.get("linh_vuc"),
            procedure=asked.get("thu_tuc") or "",
            channel=asked.get("kenh") or "",
            accepted_from=asked.get("tu"),
            accepted_until=asked.get("den"),
        )

    def shown(self, name: str) -> str:
        """Return the chosen value in words."""
        value = self.cleaned_data.get(name)
        for key, label in _flat(getattr(self.fields[name], "choices", ())):
            if str(key) == str(value):
                return str(label)
        return self[name].value() or ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as it was asked for."""

    form: ListForm
    rows: QuerySet[Any]
    words: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dossiers(request: HttpRequest) -> HttpResponse:
    """Show the list; a POST with words is the search as one types and keeps nothing."""
    who = acting(request)
    require_role(who.staff, *READERS)
    live = typed(request) if request.method == "POST" else None
    if live is not None and not request.htmx:  # type: ignore[attr-defined]
        return _keep_search(request, live)
    asked = _asked(request, who, live)
    part = cut(asked.rows.select_related(*today.ROW_PARTS), request.GET, newest_first=True)
    calendar = work_calendar(who.staff.unit_id)
    context = {
        "form": asked.form,
        "words": asked.words,
        "lines": [line_of(row, who, calendar, no_moment) for row in part.rows],
        "page": part.page,
        "live": live is not None,
        "here": f"{reverse('office-desk-list')}{with_query(request.GET, tim='')}",
    }
    if live is not None:
        return render(request, "office/desk/list.html#found", context)
    context |= {
        "chips": _chips(request.GET, asked.form),
        "export_url": f"{reverse('office-desk-list-xlsx')}{with_query(request.GET)}",
    }
    return render(request, "office/desk/list.html", context)


@never_cache
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Take a scanned or typed code straight to its dossier, anything else to the list."""
    who = acting(request)
    require_role(who.staff, *READERS)
    words = typed(request)
    if "-" in words and " " not in words:
        try:
            return redirect("office-dossiers-page", ref=ref_of(get_for(who.staff, words, who.on)))
        except DomainError:  # the beginning of a code, perhaps: the list shows what begins so
            return _keep_search(request, words)
    return _keep_search(request, words)


@never_cache
@require_GET
def export(request: HttpRequest) -> FileResponse:
    """Give the list as it is filtered now, newest first; the file says when it is cut."""
    who = acting(request)
    require_role(who.staff, *READERS)
    asked = _asked(request, who, None)
    filters = {name: str(value) for name, value in request.GET.items() if name != "tim"}
    record_export("ho-so", asked=filters, by=who.staff, at=who.at)
    columns = [
        SheetColumn(gettext("Mã hồ sơ"), 28),
        SheetColumn(gettext("Thủ tục"), 48),
        SheetColumn(gettext("Lĩnh vực"), 24),
        SheetColumn(gettext("Chủ hồ sơ"), 28),
        SheetColumn(gettext("Địa chỉ"), 32),
        SheetColumn(gettext("Điện thoại"), 14),
        SheetColumn(gettext("Hình thức nộp"), 18),
        SheetColumn(gettext("Tiếp nhận lúc"), 18),
        SheetColumn(gettext("Hẹn trả"), 12),
        SheetColumn(gettext("Hạn đã tính dừng"), 12),
        SheetColumn(gettext("Hẹn lại"), 12),
        SheetColumn(gettext("Xong lúc"), 18),
        SheetColumn(gettext("Trả kết quả lúc"), 18),
        SheetColumn(gettext("Trạng thái"), 20),
        SheetColumn(gettext("Thời hạn"), 14),
        SheetColumn(gettext("Đang ở"), 32),
        SheetColumn(gettext("Người thụ lý"), 24),
    ]
    return sheet(
        gettext("Danh sách hồ sơ"),
        columns,
        _cells(asked.rows.order_by("-pk")[: MOST_EXPORTED + 1], who),
        note=who.staff.unit_name,
        name=gettext("ho so"),
        most=MOST_EXPORTED,
    )


def _asked(request: HttpRequest, who: Acting, live: str | None) -> Asked:
    form = ListForm(request.GET, on=who.on)
    asked = form.narrowing()
    scope = form.cleaned_data.get("pham_vi") or Scope.OWN.value
    words = live if live is not None else SEARCHES.words_of(request)
    rows = in_scope(scope, who.staff, who.on)
    if words:
        within = None if scope == Scope.OWN else rows
        rows = rows_of.search(who.staff, words, who.on, within=within)
    rows = narrowed(rows, asked, who.on, work_calendar(who.staff.unit_id))
    return Asked(form, rows, words)


def _keep_search(request: HttpRequest, words: str) -> HttpResponse:
    return SEARCHES.keep(request, words, to=reverse("office-desk-list"))


def _chips(query: QueryDict, form: ListForm) -> list[Chip]:
    names = ("pham_vi", "trang_thai", "han", "linh_vuc", "thu_tuc", "kenh", "tu", "den")
    return [
        Chip(f"{form.fields[name].label or gettext('Thủ tục')}: {form.shown(name)}",
             with_query(query, **{name: ""}))
        for name in names
        if query.get(name) and query[name] != Scope.OWN.value
    ]  # fmt: skip


def _cells(rows: QuerySet[Any], who: Acting) -> Iterator[tuple[object, ...]]:
    """Read plain values: fifty thousand rows need no objects."""
    for row in rows.values(*EXPORTED).iterator(chunk_size=CHUNK):
        finished = row["finished_at"]
        timeliness = classify(
            due=row["lawful_due"],
            finished_on=local_day(finished) if finished else None,
            paused=row["paused_at"] is not None,
            on=who.on,
        )
        yield (
            row["code"] or gettext("chưa cấp mã"),
            row["procedure_version__name"],
            row["field__name"],
            row["applicant__name"],
            row["applicant__address"],
            row["applicant__phone"],
            CHANNELS[row["channel"]],
            row["accepted_at"],
            row["promised_due"],
            row["lawful_due"],
            row["reappointed_on"],
            finished,
            row["handed_out_at"],
            STATES[row["state"]],
            TIMELINESS_LABELS[timeliness],
            row["holder_unit__name"],
            row["assignee__account__full_name"],
        )


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield key, label
