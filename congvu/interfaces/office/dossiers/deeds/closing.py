"""Deeds that end a dossier, hand its result out, or put a finished one right."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.labels import ReturnMethod, StateLabel
from congvu.casework.dossiers.rules.states import CORRECTED_TO, FINISHED, Action, State
from congvu.casework.dossiers.services import closing
from congvu.casework.dossiers.services.closing import ResultInput
from congvu.interfaces.office.dossiers.deeds.parts import Deed
from congvu.interfaces.office.dossiers.deeds.wording import issuer_of
from congvu.interfaces.office.fields import DayField, DocumentPart, FilePart, sized, text
from congvu.kernel.vitext import format_date
from congvu.kernel.workingdays import VIETNAM, local

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier

PROPOSED_SYMBOL = "QĐ-UBND"
Compared = list[tuple[str, str, str]]


class Resolve(DocumentPart, FilePart, Deed):
    action = Action.RESOLVE
    slug = "ban-hanh"
    main = True
    icon = "patch-check"
    name = _("Duyệt và ban hành kết quả")
    submit = _("Ban hành kết quả")
    done = _("Đã ban hành kết quả; hồ sơ chờ trả cho người dân.")
    document_legend = _("Văn bản kết quả")
    file_kind = "result"
    fields_of_errors = {"document": "doc_number"}

    note = text(_("Ghi chú"), rows=2, max_length=500, required=False)

    @property
    def title(self) -> str:
        if self.scene.dossier.state == State.AWAITING_NUMBERING:
            return _t("Cấp số và ban hành kết quả")
        return str(self.name)

    def prepare(self) -> None:
        self.fields["file"].label = _t("Bản kết quả đã ký")
        self.propose(
            doc_type=_t("Quyết định"),
            doc_symbol=PROPOSED_SYMBOL,
            doc_issuer=issuer_of(self.scene),
            doc_issued_on=self.scene.who.on,
        )

    def consequences(self) -> list[str]:
        due = self.scene.dossier.lawful_due
        told = [_t("Đồng hồ dừng hẳn: thời điểm này là lúc giải quyết xong.")]
        if due is not None and self.scene.who.on > due:
            told.append(
                _t("Hạn là ngày %(day)s: hồ sơ được tính trễ hạn.") % {"day": format_date(due)}
            )
        return [*told, _t("Bộ phận Một cửa thấy hồ sơ trong hàng chờ trả kết quả.")]

    def perform(self) -> Dossier:
        result = ResultInput(
            document=self.cleaned_data["document"],
            file=self.take_file(self.scene.who),
            note=self.cleaned_data["note"],
        )
        return closing.resolve(self.scene.dossier, results=[result], **self.facts)


class Refuse(Deed):
    action = Action.REFUSE
    slug = "tu-choi"
    icon = "x-circle"
    name = _("Từ chối giải quyết")
    submit = _("Từ chối, lập phiếu")
    caution = True

    reason = text(
        _("Lý do từ chối"),
        rows=3,
        max_length=2000,
        help_text=_("Viết để người dân hiểu vì sao không đủ điều kiện."),
    )
    legal_basis = text(_("Căn cứ pháp lý"), size="full", max_length=500)

    def consequences(self) -> list[str]:
        return [
            _t("Hồ sơ kết thúc, đồng hồ dừng hẳn; phiếu từ chối được lập."),
            _t("Chỉ sửa được bằng một lần đính chính có lý do."),
        ]

    def perform(self) -> Dossier:
        return closing.refuse(
            self.scene.dossier,
            reason=self.cleaned_data["reason"],
            legal_basis=self.cleaned_data["legal_basis"],
            **self.facts,
        )


class Withdraw(FilePart, Deed):
    action = Action.WITHDRAW
    slug = "rut-ho-so"
    icon = "arrow-return-left"
    name = _("Người dân rút hồ sơ")
    submit = _("Ghi việc rút hồ sơ")
    caution = True
    file_required = True
    file_kind = "withdrawal"

    reason = text(_("Lý do người dân nêu"), rows=3, max_length=2000)

    def prepare(self) -> None:
        self.fields["file"].label = _t("Đơn xin rút hồ sơ")

    def consequences(self) -> list[str]:
        return [
            _t("Hồ sơ kết thúc theo yêu cầu của người dân; đồng hồ dừng hẳn."),
            _t("Đơn xin rút được lưu cùng hồ sơ."),
        ]

    def perform(self) -> Dossier:
        return closing.withdraw(
            self.scene.dossier,
            reason=self.cleaned_data["reason"],
            file=self.take_file(self.scene.who),
            **self.facts,
        )


class Stop(DocumentPart, Deed):
    action = Action.STOP
    slug = "dung-giai-quyet"
    icon = "dash-circle"
    name = _("Dừng giải quyết")
    submit = _("Dừng giải quyết, lập thông báo")
    caution = True
    document_legend = _("Quyết định dừng giải quyết")
    fields_of_errors = {"document": "doc_number"}

    reason = text(_("Lý do"), rows=3, max_length=2000)

    def prepare(self) -> None:
        self.propose(doc_type=_t("Quyết định"), doc_issuer=issuer_of(self.scene))

    def consequences(self) -> list[str]:
        return [
            _t("Hồ sơ kết thúc, đồng hồ dừng hẳn; thông báo dừng giải quyết được lập."),
            _t("Chỉ sửa được bằng một lần đính chính có lý do."),
        ]

    def perform(self) -> Dossier:
        return closing.stop(
            self.scene.dossier,
            reason=self.cleaned_data["reason"],
            document=self.cleaned_data["document"],
            **self.facts,
        )


class HandOut(Deed):
    action = Action.HAND_OUT
    slug = "tra-ket-qua"
    main = True
    icon = "check2-all"
    name = _("Trả kết quả")
    submit = _("Ghi đã trả kết quả")
    done = _("Đã trả kết quả cho người dân.")

    method = forms.ChoiceField(
        label=_("Cách trả"), choices=ReturnMethod.choices, widget=forms.RadioSelect
    )
    receiver_name = text(
        _("Người nhận"),
        size="medium",
        max_length=250,
        required=False,
        help_text=_("Trả tại quầy phải ghi tên người nhận."),
    )
    postal_number = text(_("Số phiếu gửi bưu chính"), size="medium", max_length=40, required=False)

    def prepare(self) -> None:
        applicant = self.scene.dossier.applicant
        self.propose(
            method=applicant.return_method,
            receiver_name=applicant.submitter_name or applicant.name,
        )

    def consequences(self) -> list[str]:
        return [_t("Hồ sơ kết thúc. Trễ hạn không bao giờ ngăn việc trả kết quả.")]

    def perform(self) -> Dossier:
        return closing.hand_out(
            self.scene.dossier,
            method=self.cleaned_data["method"],
            receiver_name=self.cleaned_data["receiver_name"],
            postal_number=self.cleaned_data["postal_number"],
            **self.facts,
        )


class Correct(Deed):
    """A correction is shown as before and after first, and written on the second press."""

    action = Action.CORRECT
    slug = "dinh-chinh"
    icon = "pencil"
    name = _("Đính chính hồ sơ đã kết thúc")
    submit = _("Xem trước và sau khi đính chính")
    caution = True

    to = forms.ChoiceField(
        label=_("Trạng thái đúng"),
        choices=[(state.value, StateLabel(state.value).label) for state in sorted(CORRECTED_TO)],
    )
    finished_on = DayField(
        label=_("Ngày xong thực tế"),
        required=False,
        help_text=_("Để trống nếu ngày đã ghi là đúng, hoặc khi mở lại hồ sơ."),
    )
    finished_time = sized(
        forms.TimeField(
            label=_("Giờ xong"),
            required=False,
            input_formats=["%H:%M", "%Hh%M"],
            widget=forms.TextInput(attrs={"placeholder": "16:30", "maxlength": "5"}),
            error_messages={"invalid": _("Viết giờ như 16:30.")},
        ),
        "short",
    )
    lawful_due = DayField(
        label=_("Hạn đúng"),
        required=False,
        help_text=_("Để trống nếu hạn đã tính là đúng. Ngày hẹn trên giấy tiếp nhận không đổi."),
    )
    reason = text(_("Lý do đính chính"), rows=3, max_length=2000)

    def prepare(self) -> None:
        self.propose(to=self.scene.dossier.state)
        self.compared: Compared = []

    @property
    def button(self) -> str:
        return _t("Ghi đính chính") if self.compared else super().button

    def consequences(self) -> list[str]:
        return [
            _t("Đính chính là một việc mới: những gì đã ghi vẫn còn trong diễn biến."),
            _t("Số liệu tính đến những ngày trước hôm nay không đổi; từ hôm nay tính theo số mới."),
        ]

    def asks_again(self) -> bool:
        """Ask until what will change was shown, and is confirmed unchanged."""
        self.shown = repr(self._after())
        self.compared = self._compare()
        return self.data.get("shown") != self.shown

    def perform(self) -> Dossier:
        return closing.correct(
            self.scene.dossier,
            to=State(self.cleaned_data["to"]),
            reason=self.cleaned_data["reason"],
            finished_at=self._finished_at(),
            lawful_due=self.cleaned_data["lawful_due"],
            **self.facts,
        )

    def _finished_at(self) -> datetime | None:
        if State(self.cleaned_data["to"]) not in FINISHED:
            return None
        known = self.scene.dossier.finished_at
        day, clock = self.cleaned_data["finished_on"], self.cleaned_data["finished_time"]
        if day is None and clock is None:
            return known
        before = local(known) if known else None
        day = day or (before.date() if before else self.scene.who.on)
        clock = clock or (before.time() if before else time(17, 0))
        return datetime.combine(day, clock, VIETNAM)

    def _after(self) -> tuple[Any, ...]:
        finished = self._finished_at()
        due = self.cleaned_data["lawful_due"] or self.scene.dossier.lawful_due
        return self.cleaned_data["to"], finished and local(finished), due

    def _compare(self) -> Compared:
        dossier = self.scene.dossier
        to, finished, due = self._after()
        was = local(dossier.finished_at) if dossier.finished_at else None
        return [
            (
                _t("Trạng thái"),
                str(StateLabel(dossier.state).label),
                str(StateLabel(to).label),
            ),
            (_t("Giải quyết xong lúc"), _moment(was), _moment(finished)),
            (_t("Hạn đã tính thời gian dừng"), format_date(dossier.lawful_due), format_date(due))
            if dossier.lawful_due
            else (_t("Hạn đã tính thời gian dừng"), "–", "–"),
        ]


def _moment(at: datetime | None) -> str:
    return f"{at:%H:%M} {format_date(at.date())}" if at else "–"
