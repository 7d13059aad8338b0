"""On what grounds an entered figure stands: a document's number or a link, kept with the figure."""

from __future__ import annotations

import re
from typing import Final

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.fields import text
from congvu.interfaces.office.reporting.figures import MOST_ID
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.access import check_entering
from congvu.oversight.indicators.rules.typed import as_typed
from congvu.oversight.indicators.services.entering import enter
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors.page import Writable

PAPER: Final = "paper"
"""Under this name the grounds lie in a figure's evidence."""
SCHEME: Final = "https://"
_ADDRESS: Final = re.compile(r"\S*:/|www\.", re.IGNORECASE)
KEPT: Final = 302


class GroundsForm(forms.Form):
    """The number of a document, or where it is to be read."""

    paper = text(
        gettext_lazy("Căn cứ của số nhập"),
        max_length=300,
        required=False,
        size="full",
        help_text=gettext_lazy("Số, ngày của văn bản hoặc đường dẫn https://."),
        error_messages={"max_length": gettext_lazy("Căn cứ dài quá 300 ký tự; hãy ghi gọn lại.")},
    )

    def clean_paper(self) -> str:
        said = " ".join(str(self.cleaned_data[PAPER]).split())
        if _ADDRESS.match(said) and (not said.startswith(SCHEME) or " " in said):
            raise forms.ValidationError(
                _("Đường dẫn phải bắt đầu bằng https:// và không có dấu cách.")
            )
        return said


def grounds(
    request: HttpRequest,
    report: Report,
    found: selectors.Sheet,
    code: str,
    writable: Writable,
    *,
    who: Acting,
) -> tuple[GroundsForm | None, int]:
    """Return the form for whoever types the figure, None where nothing is entered, and a status.

    A POST keeps the grounds and answers `KEPT`; a refused one keeps what was typed, with the reason.
    """
    entered = found.row(code).entered
    if PAPER not in request.POST:
        if entered is None or code not in writable:
            return None, 200
        return GroundsForm(initial={PAPER: entered.evidence.get(PAPER, "")}), 200
    check_entering(who.staff, report.unit_id, report.period_id, [code], who.on)
    form = GroundsForm(request.POST)
    if not form.is_valid():
        return form, 422
    if code not in writable or entered is None:
        form.add_error(PAPER, _("Ô này không còn mở để ghi, hoặc không còn số nhập."))
        return form, 409
    said = str(form.cleaned_data[PAPER])
    others = {name: one for name, one in entered.evidence.items() if name != PAPER}
    try:  # the figure as it stands, on these grounds
        enter(
            who.staff,
            report.unit_id,
            report.period_id,
            code,
            as_typed(found.row(code).indicator, entered.cell, found.set.rounding),
            seen=whole_number(request.POST.get("seen"), most=MOST_ID),
            at=who.at,
            evidence=others | ({PAPER: said} if said else {}),
        )
    except (Conflict, Invalid) as refusal:
        form.add_error(PAPER, refusal.text(_))
        return form, 409 if isinstance(refusal, Conflict) else 422
    return form, KEPT
