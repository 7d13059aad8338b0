"""Acts that are decided on the spot, such as certification: a few keys from the card to the stamp."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.casework.dossiers.errors import KeyReused
from congvu.casework.dossiers.labels import Channel, ReturnMethod
from congvu.casework.dossiers.selectors import habits, signers
from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.selectors.promise import promise
from congvu.casework.dossiers.services import desk
from congvu.casework.dossiers.services.desk import Money
from congvu.casework.dossiers.services.intake import FeeInput, Intake, PaperInput
from congvu.foundation.people.rules import Role, Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.catalogue.pricing import PAGE, Price, prices
from congvu.instruments.catalogue.rules import VersionFacts
from congvu.instruments.payments import selectors as payments
from congvu.instruments.payments.labels import Method
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.desk.intake.forms import MOST_PIECES, PersonForm
from congvu.interfaces.office.desk.intake.people import Found, look_up
from congvu.interfaces.office.fields import text
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import DomainError, Invalid
from congvu.kernel.money import Money as Amount
from congvu.kernel.vitext import format_number

LAST = "desk-same-day-last"
SIGNER = "desk-signer"
TABS = 6
FREE = "free"


@dataclass(frozen=True, slots=True)
class Tab:
    """A procedure of the spot, by the name that people use."""

    code: str
    name: str
    called: str


def called(version: VersionFacts) -> str:
    """Return the first of the common names, else the name itself."""
    common = version.also_called.split(",")[0].strip() or version.name
    return f"{common[:1].upper()}{common[1:]}"


class SameDayForm(PersonForm):
    """The person, how many, who signs, and the money."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    lookup = text(_("Số căn cước, điện thoại hoặc mã QR căn cước"), required=False)
    copies = forms.IntegerField(label=_("Số bản"), min_value=1, max_value=MOST_PIECES)
    pages = forms.IntegerField(label=_("Số trang mỗi bản"), min_value=1, max_value=MOST_PIECES)
    originals = forms.IntegerField(label=_("Số bản chính"), min_value=0, max_value=MOST_PIECES)
    number = text(
        _("Số chứng thực, số văn bản"),
        max_length=11,
        required=False,
        help_text=_("Để trống: lấy số tiếp theo trong sổ năm nay."),
    )
    symbol = text(_("Ký hiệu"), max_length=30, required=False)
    signer = forms.ChoiceField(label=_("Người ký"))
    amount = text(_("Khoản khác theo nghị quyết HĐND (đồng)"), max_length=20, required=False)
    paid_by = forms.ChoiceField(
        label=_("Thu tiền"),
        choices=[
            (Method.CASH.value, Method.CASH.label),
            (Method.TRANSFER.value, Method.TRANSFER.label),
            (FREE, _("Miễn, không thu")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, version: VersionFacts, leaders: tuple[Staff, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.fields["lookup"].widget.attrs["data-lookup"] = ""
        self.fields["signer"].choices = [  # type: ignore[attr-defined]
            (one.position_code, f"{one.shown_name}, {one.title}") for one in leaders
        ]
        per = {fee.per for fee in version.fees if fee.per}
        self.by_page = PAGE in per
        self.other_fee = next((fee for fee in version.fees if fee.amount is None), None)
        if not self.by_page:
            del self.fields["pages"]
        if self.other_fee is None:
            del self.fields["amount"]
        others = sorted(per - {PAGE})
        if others:
            self.fields["copies"].label = gettext("Số %(per)s") % {"per": others[0]}
        for name in ("copies", "pages", "originals"):
            if name in self.fields:
                self.fields[name].widget = forms.TextInput(
                    attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "3"}
                )
        self.initial = {
            "copies": 1,
            "pages": 1,
            "originals": 1,
            "paid_by": Method.CASH.value,
            **self.initial,
        }

    def clean_amount(self) -> int:
        typed = str(self.cleaned_data["amount"]).strip()
        try:
            return Amount.parse(typed).amount if typed else 0
        except Invalid as refusal:
            raise forms.ValidationError(refusal.text(gettext)) from refusal

    def priced(self, channel: str = Channel.DIRECT) -> tuple[Price, ...]:
        """Price what is in the form now, right or not: for the line that shows the sum."""
        return prices(
            self.version.fees_for(channel),
            copies=self._whole("copies"),
            pages=self._whole("pages") if self.by_page else 1,
        )

    def _whole(self, name: str) -> int:
        typed = str(self[name].value() or "")
        number = whole_number(typed)
        return 1 if number is None else min(number, MOST_PIECES)

    def money(self) -> Money:
        """Return what is to be collected; nothing when the person is exempt."""
        if self.cleaned_data["paid_by"] == FREE:
            return Money()
        fees = [
            FeeInput(
                name=price.line.name[:250],
                kind=price.line.kind,
                amount=price.amount,
                basis=_counted(price),
            )
            for price in self.priced()
        ]
        if self.other_fee is not None and self.cleaned_data["amount"]:
            other = self.other_fee
            fees.append(FeeInput(other.name[:250], other.kind, self.cleaned_data["amount"]))
        return Money(fees, self.cleaned_data["paid_by"])

    def described(self) -> str:
        """Say in words what was brought and made: it becomes the content of the dossier."""
        cleaned = self.cleaned_data
        said = [gettext("%(n)s bản chính") % {"n": cleaned["originals"]}]
        said.append(f"{cleaned['copies']} {str(self.fields['copies'].label).removeprefix('Số ')}")
        if self.by_page:
            said.append(gettext("%(n)s trang mỗi bản") % {"n": cleaned["pages"]})
        typed = cleaned["content"].strip()
        return "; ".join(filter(None, (typed, ", ".join(said))))[:500]


@never_cache
@require_GET
def open_screen(request: HttpRequest) -> HttpResponse:
    """Go to the same-day procedure that this desk does most."""
    who = acting(request)
    require_role(who.staff, Role.CLERK)
    office = office_of(who.staff.unit_id, who.on)
    usual = habits.usual_procedures(office, who.on, same_day=True)
    if usual:
        return redirect("office-desk-same-day-form", code=usual[0].code)
    return render(request, "office/desk/same_day_none.html", {"found": _all_same_day(who)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def same_day(request: HttpRequest, code: str) -> HttpResponse:
    """Take in, certify, collect and hand out on one screen; then the next person."""
    who = acting(request)
    require_role(who.staff, Role.CLERK)
    version = catalogue.get_version(code, who.on)
    office = office_of(who.staff.unit_id, who.on)
    leaders = signers.signers(office, who.on)
    if request.method != "POST":
        form = SameDayForm(initial=_fresh(request, who), version=version, leaders=leaders)
        form.fields["lookup"].widget.attrs["autofocus"] = True
        return _show(request, who, form)
    asked = request.POST.get("do", "find")
    if asked == "accept":
        return _accept(request, who, SameDayForm(request.POST, version=version, leaders=leaders))
    found = look_up(request.POST.get("lookup", ""), who) if asked == "find" else None
    values = {**request.POST.dict(), **({**found.values, "lookup": ""} if found else {})}
    form = SameDayForm(initial=values, version=version, leaders=leaders)
    if asked == "find":
        target = "copies" if form.initial.get("name") else "name"
        form.fields[target].widget.attrs["autofocus"] = True
    part = {"find": "#person", "price": "#price"}.get(asked, "") if request.htmx else ""  # type: ignore[attr-defined]
    return _show(request, who, form, found=found, part=part)


def _accept(request: HttpRequest, who: Acting, form: SameDayForm) -> HttpResponse:
    status = 422
    if form.is_valid():
        try:
            dossier = _carry_out(who, form)
        except DomainError as reason:
            status = reason.status
            if isinstance(reason, KeyReused):
                form.data = _with_new_key(request.POST)
                reason = KeyReused(gettext("Lần trước đã ghi rồi. Nếu là việc mới, hãy bấm lại."))
            field = str(reason.facts.get("field", ""))
            form.add_error(field if field in form.fields else None, reason.text(gettext))
        else:
            request.session[LAST] = dossier.code
            request.session[SIGNER] = form.cleaned_data["signer"]
            word = gettext("Đã xong hồ sơ %(code)s của %(name)s.")
            messages.success(request, word % {"code": dossier.code, "name": dossier.applicant.name})
            return redirect("office-desk-same-day-form", code=form.version.code)
    return _show(request, who, form, status=status)


def _carry_out(who: Acting, form: SameDayForm) -> Any:
    cleaned = form.cleaned_data
    office = office_of(who.staff.unit_id, who.on)
    form.cleaned_data = {**cleaned, "content": form.described()}
    person = form.person(return_method=ReturnMethod.DESK)
    form.cleaned_data = cleaned
    papers = form.version.papers
    names = [paper.name for paper in papers] or [form.version.result]
    return desk.same_day_at_desk(
        Intake(
            procedure=form.version.code,
            channel=Channel.DIRECT,
            applicant=person,
            papers=(
                PaperInput(names[0][:500], originals=cleaned["originals"]),
                PaperInput(names[-1][:500], copies=cleaned["copies"]),
            ),
        ),
        number=cleaned["number"],
        symbol=cleaned["symbol"],
        receiver_name=person.submitter_name or person.name,
        signer=signers.get_signer(office, cleaned["signer"], who.on),
        money=form.money(),
        by=who.staff,
        at=who.at,
        key=str(cleaned["key"]),
    )


def _show(
    request: HttpRequest,
    who: Acting,
    form: SameDayForm,
    *,
    status: int = 200,
    found: Found | None = None,
    part: str = "",
) -> HttpResponse:
    priced = form.priced()
    context: dict[str, Any] = {
        "form": form,
        "version": form.version,
        "found": found,
        "priced": priced,
        "total": sum(price.amount for price in priced),
        "given": request.method == "POST" and status == 200,
    }
    if not part:
        context |= _around_the_form(request, who, form.version)
    template = "office/desk/same_day.html"
    return render(request, f"{template}{part}", context, status=status)


def _around_the_form(request: HttpRequest, who: Acting, version: VersionFacts) -> dict[str, Any]:
    office = office_of(who.staff.unit_id, who.on)
    usual = habits.usual_procedures(office, who.on, same_day=True)[:TABS]
    shown = usual if version.code in {one.code for one in usual} else (version, *usual)
    context: dict[str, Any] = {"usual": [Tab(one.code, one.name, called(one)) for one in shown]}
    try:
        due = promise(
            version.code, channel=Channel.DIRECT, accepted_at=who.at, competent_unit_id=office.id
        ).due
        context["is_for_tomorrow"] = due.on > who.on
    except DomainError as reason:
        context["warning"] = reason.text(gettext)
    last = request.session.get(LAST)
    if last:
        try:
            context["last"] = get_for(who.staff, last, who.on)
        except DomainError:  # another position was chosen since
            return context
        context["last_charges"] = payments.charges_of(last)
    return context


def _fresh(request: HttpRequest, who: Acting) -> dict[str, Any]:
    initial: dict[str, Any] = {"key": uuid.uuid4(), "signer": request.session.get(SIGNER, "")}
    like = request.GET.get("nhu", "")
    if like:
        known = get_for(who.staff, like, who.on).applicant
        names = ("name", "phone", "personal_id", "address", "kind", "tax_code")
        initial |= {name: getattr(known, name) for name in names}
    return initial


def _with_new_key(data: QueryDict) -> QueryDict:
    changed = data.copy()
    changed["key"] = str(uuid.uuid4())
    return changed


def _counted(price: Price) -> str:
    if not price.line.per:
        return ""
    each = format_number(price.line.amount or 0)
    return f"{price.count} {price.line.per} x {each} đồng"


def _all_same_day(who: Acting) -> list[Any]:
    fields = catalogue.list_fields(who.on)
    return [one for field in fields for one in catalogue.browse(field.code, who.on) if one.same_day]
