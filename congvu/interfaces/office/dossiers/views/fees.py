"""Fees of a dossier: raise, collect, cancel, print the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.casework.dossiers.errors import NotYourTask
from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.services import fees, printing
from congvu.foundation.people.selectors import is_sample_installation
from congvu.instruments.catalogue.selectors import get_version_by_id
from congvu.instruments.payments.labels import DueWhen
from congvu.instruments.payments.selectors import charges_of
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.dossiers.forms import CollectForm, FeeForm, ReasonForm
from congvu.interfaces.office.dossiers.views.errands import Errand, run
from congvu.interfaces.office.dossiers.views.prints import pdf_response
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.vitext import format_number

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier
    from congvu.instruments.payments.selectors import ChargeRow

FEES = "#phi-le-phi"
NOT_YOURS = gettext_noop("Chỉ người thu phí của cơ quan tiếp nhận mới làm được việc này.")


@require_http_methods(["GET", "POST"])
def raise_fee(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down a fee, proposed from the procedure's own fee lines."""
    who, dossier = _begin(request, ref)
    errand = Errand(
        title=_("Lập khoản thu"),
        submit=_("Lập khoản thu"),
        done=_("Đã lập khoản thu."),
        told=(_("Hồ sơ không thu phí thì không lập khoản thu nào."),),
        form=FeeForm,
        perform=lambda form: fees.raise_charge(
            dossier,
            name=form.cleaned_data["name"],
            kind=form.cleaned_data["kind"],
            amount=form.cleaned_data["amount"],
            due_when=form.cleaned_data["due_when"],
            basis=form.cleaned_data["basis"],
            by=who.staff,
            at=who.at,
        ),
        initial=_proposed(dossier),
        back_to=FEES,
    )
    return run(request, dossier, who, errand)


@require_http_methods(["GET", "POST"])
def collect(request: HttpRequest, ref: str, charge: int) -> HttpResponse:
    """Collect one fee in full; the receipt takes the next number."""
    who, dossier = _begin(request, ref)
    row = _charge(dossier, charge)
    errand = Errand(
        title=_("Thu phí, lệ phí"),
        submit=_("Đã thu đủ"),
        done=_("Đã thu, biên lai đã lập."),
        told=(f"{row.name}: {format_number(row.amount)} đồng",),
        form=CollectForm,
        perform=lambda form: fees.collect(
            dossier,
            charge_id=charge,
            method=form.cleaned_data["method"],
            by=who.staff,
            at=who.at,
        ),
        back_to=FEES,
    )
    return run(request, dossier, who, errand)


@require_http_methods(["GET", "POST"])
def cancel_fee(request: HttpRequest, ref: str, charge: int) -> HttpResponse:
    """Cancel a fee that was raised by mistake or is waived."""
    who, dossier = _begin(request, ref)
    row = _charge(dossier, charge)
    errand = Errand(
        title=_("Hủy khoản thu"),
        submit=_("Hủy khoản thu"),
        done=_("Đã hủy khoản thu."),
        told=(f"{row.name}: {format_number(row.amount)} đồng",),
        form=ReasonForm,
        perform=lambda form: fees.cancel_charge(
            dossier,
            charge_id=charge,
            reason=form.cleaned_data["reason"],
            by=who.staff,
            at=who.at,
        ),
        back_to=FEES,
        caution=True,
    )
    return run(request, dossier, who, errand)


@require_http_methods(["GET", "POST"])
def cancel_receipt(request: HttpRequest, ref: str, receipt: int) -> HttpResponse:
    """Cancel a receipt; its number stays used."""
    who, dossier = _begin(request, ref)
    found = fees.get_receipt(dossier, receipt)
    errand = Errand(
        title=_("Hủy biên lai"),
        submit=_("Hủy biên lai"),
        done=_("Đã hủy biên lai; khoản thu trở lại chưa thu."),
        told=(
            _("Biên lai số %(number)s giữ nguyên số, không cấp lại cho lần thu khác.")
            % {"number": found.number},
        ),
        form=ReasonForm,
        perform=lambda form: fees.cancel_receipt(
            dossier,
            receipt_id=receipt,
            reason=form.cleaned_data["reason"],
            by=who.staff,
            at=who.at,
        ),
        back_to=FEES,
        caution=True,
    )
    return run(request, dossier, who, errand)


@never_cache
@require_GET
def receipt_pdf(request: HttpRequest, ref: str, receipt: int) -> HttpResponse:
    """Print a receipt again; whoever reads the dossier may."""
    who = acting(request)
    dossier = get_for(who.staff, ref, who.on)
    found = fees.get_receipt(dossier, receipt)
    content = printing.receipt_pdf(
        dossier, found, sample=is_sample_installation(), by=who.staff, at=who.at
    )
    return pdf_response(content, f"bien-lai-{found.year}-{found.number:06d}.pdf")


def _begin(request: HttpRequest, ref: str) -> tuple[Acting, Dossier]:
    who = acting(request)
    dossier = get_for(who.staff, ref, who.on)
    if not fees.may_handle_money(dossier, who.staff, who.at):
        raise NotYourTask(NOT_YOURS)
    return who, dossier


def _charge(dossier: Dossier, charge_id: int) -> ChargeRow:
    for row in charges_of(dossier.code or ""):
        if row.charge_id == charge_id:
            return row
    raise NotFound(gettext_noop("Hồ sơ không có khoản thu này."), code="charge")


def _proposed(dossier: Dossier) -> dict[str, Any]:
    """Propose the first of the procedure's fee lines that was not raised yet."""
    version = get_version_by_id(dossier.procedure_version_id)
    raised = {row.name for row in charges_of(dossier.code or "") if not row.cancelled}
    for fee in version.fees_for(dossier.channel):
        if fee.name not in raised:
            return {
                "name": fee.name,
                "kind": fee.kind,
                "amount": format_number(fee.amount) if fee.amount else "",
                "due_when": DueWhen.ON_RECEIPT.value,
                "basis": fee.note,
            }
    return {"due_when": DueWhen.ON_RECEIPT.value}
