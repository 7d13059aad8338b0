"""Deeds that stop the legal clock, start it again, or promise a second date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.rules.states import Action
from congvu.casework.dossiers.selectors.folder import requests_of
from congvu.casework.dossiers.selectors.options import last_day_to_reappoint
from congvu.casework.dossiers.services import clock
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.dossiers.deeds.parts import Deed, ItemRow, PapersDeed
from congvu.interfaces.office.dossiers.deeds.wording import issuer_of
from congvu.interfaces.office.fields import DayField, DocumentPart, text
from congvu.kernel.vitext import format_date

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier


def _stops() -> str:
    return _t("Đồng hồ dừng từ lúc ghi; thời gian dừng không tính vào thời hạn giải quyết.")


class RequestSupplement(Deed):
    action = Action.REQUEST_SUPPLEMENT
    slug = "yeu-cau-bo-sung"
    icon = "file-earmark-plus"
    name = _("Yêu cầu bổ sung hồ sơ")
    submit = _("Gửi yêu cầu, lập phiếu")
    row_form = ItemRow
    row_legend = _("Ghi đủ mọi thứ còn thiếu: chỉ được yêu cầu một lần")
    first_rows = 4
    fields_of_errors = {"items": ""}

    reason = text(_("Lý do chung"), rows=3, max_length=2000)
    answer_by = DayField(label=_("Bổ sung trước ngày"), required=False)
    approved_by = text(
        _("Lãnh đạo đồng ý cho yêu cầu lần nữa"),
        size="medium",
        max_length=200,
        required=False,
        help_text=_("Hồ sơ đã yêu cầu bổ sung một lần; lần này phải có lãnh đạo đồng ý."),
    )

    def prepare(self) -> None:
        first = self.scene.dossier.supplement_count == 0
        if first or self.scene.who.staff.has(Role.LEADER):
            del self.fields["approved_by"]
        else:
            self.fields["approved_by"].required = True

    def consequences(self) -> list[str]:
        return [
            _stops(),
            _t("Phiếu yêu cầu bổ sung được lập để gửi người dân."),
        ]

    def perform(self) -> Dossier:
        items = [(row["what"], row.get("why", "")) for row in self.filled_rows() if row["what"]]
        return clock.request_supplement(
            self.scene.dossier,
            items=items,
            reason=self.cleaned_data["reason"],
            answer_by=self.cleaned_data["answer_by"],
            approved_by=self.cleaned_data.get("approved_by", ""),
            **self.facts,
        )


class ReceiveSupplement(PapersDeed):
    action = Action.RECEIVE_SUPPLEMENT
    slug = "nhan-bo-sung"
    main = True
    icon = "inbox"
    name = _("Nhận hồ sơ bổ sung")
    submit = _("Ghi đã nhận đủ bổ sung")

    def proposed_rows(self) -> list[dict[str, Any]]:
        waiting = [one for one in requests_of(self.scene.dossier) if one.received_at is None]
        return [{"name": item.what} for one in waiting for item in one.items.all()]

    def consequences(self) -> list[str]:
        return [
            _t("Hồ sơ trở lại đang xử lý và đồng hồ chạy tiếp hoặc tính lại, tùy chế độ pháp lý."),
            _t("Chỉ ghi khi đã nhận đủ những gì phiếu yêu cầu bổ sung đã nêu."),
        ]

    def perform(self) -> Dossier:
        return clock.receive_supplement(self.scene.dossier, papers=self.papers(), **self.facts)


class RequestPayment(DocumentPart, Deed):
    action = Action.REQUEST_PAYMENT
    slug = "yeu-cau-nop-tien"
    icon = "cash-coin"
    name = _("Yêu cầu thực hiện nghĩa vụ tài chính")
    submit = _("Gửi thông báo")
    document_required = False
    document_legend = _("Thông báo của cơ quan thuế (nếu có)")

    ground = text(
        _("Nghĩa vụ phải thực hiện"),
        rows=3,
        max_length=2000,
        help_text=_("Khoản gì, theo quy định nào, nộp ở đâu."),
    )

    def prepare(self) -> None:
        self.propose(doc_type=_t("Thông báo"))

    def consequences(self) -> list[str]:
        return [_stops(), _t("Đồng hồ chạy tiếp khi xác nhận người dân đã nộp.")]

    def perform(self) -> Dossier:
        return clock.request_payment(
            self.scene.dossier,
            ground=self.cleaned_data["ground"],
            document=self.cleaned_data["document"],
            **self.facts,
        )


class ConfirmPayment(Deed):
    action = Action.CONFIRM_PAYMENT
    slug = "xac-nhan-da-nop"
    main = True
    icon = "cash-coin"
    name = _("Xác nhận đã nộp tiền")

    receipt = text(
        _("Chứng từ"),
        size="medium",
        max_length=500,
        help_text=_("Số biên lai hoặc giấy nộp tiền, ngày nộp."),
    )

    def consequences(self) -> list[str]:
        return [_t("Hồ sơ trở lại đang xử lý; thời gian chờ nộp được cộng vào hạn trả.")]

    def perform(self) -> Dossier:
        return clock.confirm_payment(
            self.scene.dossier, receipt=self.cleaned_data["receipt"], **self.facts
        )


class Suspend(DocumentPart, Deed):
    action = Action.SUSPEND
    slug = "tam-dung"
    icon = "pause-circle"
    name = _("Tạm dừng có căn cứ")
    submit = _("Tạm dừng, lập thông báo")
    caution = True
    document_legend = _("Văn bản làm căn cứ tạm dừng")

    ground = text(
        _("Căn cứ pháp luật"),
        rows=3,
        max_length=2000,
        help_text=_("Điều, khoản cho phép tạm dừng. Chờ nội bộ không phải là căn cứ."),
    )

    def prepare(self) -> None:
        self.propose(doc_type=_t("Văn bản"), doc_issuer=issuer_of(self.scene))

    def consequences(self) -> list[str]:
        return [_stops(), _t("Thông báo tạm dừng được lập để gửi người dân.")]

    def perform(self) -> Dossier:
        return clock.suspend(
            self.scene.dossier,
            ground=self.cleaned_data["ground"],
            document=self.cleaned_data["document"],
            **self.facts,
        )


class Resume(Deed):
    action = Action.RESUME
    slug = "tiep-tuc"
    main = True
    icon = "play-circle"
    name = _("Tiếp tục xử lý")

    note = text(_("Căn cứ của việc tạm dừng đã hết thế nào"), rows=2, max_length=500)

    def consequences(self) -> list[str]:
        return [_t("Đồng hồ chạy tiếp; thời gian dừng được cộng vào hạn trả.")]

    def perform(self) -> Dossier:
        return clock.resume(self.scene.dossier, note=self.cleaned_data["note"], **self.facts)


class Reappoint(DocumentPart, Deed):
    action = Action.REAPPOINT
    slug = "hen-lai"
    icon = "calendar-event"
    name = _("Xin lỗi và hẹn lại ngày trả")
    submit = _("Hẹn lại, lập văn bản xin lỗi")
    caution = True
    document_legend = _("Văn bản xin lỗi")

    new_due = DayField(label=_("Hẹn lại đến ngày"))
    reason = text(_("Lý do"), rows=3, max_length=2000, help_text=_("Người dân sẽ đọc lý do này."))

    def prepare(self) -> None:
        self.propose(doc_type=_t("Văn bản"), doc_issuer=issuer_of(self.scene))

    def consequences(self) -> list[str]:
        dossier = self.scene.dossier
        last = last_day_to_reappoint(dossier)
        assert dossier.lawful_due is not None
        told = _t("Hạn đang tính là ngày %(due)s và không đổi; ngày hẹn lại được ghi bên cạnh.") % {
            "due": format_date(dossier.lawful_due)
        }
        again = _t("Pháp luật chỉ cho hẹn lại một lần; hồ sơ xong sau hạn cũ vẫn là trễ hạn.")
        if last is None:
            return [told, again]
        day = {"day": format_date(last)}
        return [_t("Ngày cuối cùng còn được hẹn lại: %(day)s.") % day, told, again]

    def perform(self) -> Dossier:
        return clock.reappoint(
            self.scene.dossier,
            new_due=self.cleaned_data["new_due"],
            reason=self.cleaned_data["reason"],
            document=self.cleaned_data["document"],
            **self.facts,
        )
