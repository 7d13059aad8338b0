"""The outbox: what happened and must be told outside; kinds and codes, no personal data."""

from __future__ import annotations

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from congvu.instruments.outbox.models import Message
from congvu.instruments.outbox.selectors import count_undelivered, list_messages
from congvu.interfaces.office.administration.journal_words import action_label
from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.office.paging import cut
from congvu.interfaces.office.sheets import MOST_ROWS, SheetColumn, sheet


class OutboxForm(forms.Form):
    """All messages, or those that wait."""

    cho = forms.BooleanField(label=gettext_lazy("Chỉ tin chưa chuyển đi"), required=False)


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """List messages, the newest first."""
    administrator(request)
    form = OutboxForm(request.GET)
    shown = cut(list_messages(undelivered_only=_waiting(form)), request.GET, newest_first=True)
    context = {
        "form": form,
        "rows": [(message, action_label(message.kind)) for message in shown.rows],
        "page": shown.page,
        "undelivered": count_undelivered(),
    }
    return render(request, "office/administration/system/outbox.html", context)


@require_GET
def export(request: HttpRequest) -> FileResponse:
    """Return the list in force as XLSX."""
    administrator(request)
    found = list_messages(undelivered_only=_waiting(OutboxForm(request.GET)))
    columns = (
        SheetColumn(_("Thời điểm"), 18),
        SheetColumn(_("Việc"), 30),
        SheetColumn(_("Mã"), 34),
        SheetColumn(_("Đơn vị"), 40),
        SheetColumn(_("Chuyển đi lúc"), 18),
    )
    rows = found[: MOST_ROWS + 1].iterator(chunk_size=1000)
    return sheet(_("Tin gửi đi"), columns, (_cells(message) for message in rows))


def _cells(message: Message) -> tuple[object, ...]:
    return (
        message.created_at,
        action_label(message.kind),
        message.code,
        message.unit.name,
        message.delivered_at,
    )


def _waiting(form: OutboxForm) -> bool:
    return form.is_valid() and bool(form.cleaned_data["cho"])
