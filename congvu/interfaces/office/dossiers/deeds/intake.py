"""Deeds at the desk before a dossier is accepted: accept, ask to complete, take again, reject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.rules.states import Action
from congvu.casework.dossiers.services import intake
from congvu.interfaces.office.dossiers.deeds.parts import Deed, ItemRow, PapersDeed
from congvu.interfaces.office.fields import text

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier


class Accept(Deed):
    action = Action.ACCEPT
    slug = "tiep-nhan"
    main = True
    icon = "clipboard-check"
    name = _("Tiếp nhận hồ sơ")
    submit = _("Tiếp nhận, cấp mã hồ sơ")
    done = _("Đã tiếp nhận hồ sơ, giấy tiếp nhận đã lập.")

    def consequences(self) -> list[str]:
        return [
            _t("Hồ sơ được cấp mã số; đồng hồ bắt đầu tính từ lúc này."),
            _t("Giấy tiếp nhận hồ sơ và hẹn trả kết quả được lập ngay, in được từ trang hồ sơ."),
            _t("Chỉ tiếp nhận khi giấy tờ đã đủ và đúng; nếu chưa, hãy yêu cầu hoàn thiện."),
        ]

    def perform(self) -> Dossier:
        return intake.accept_submitted(self.scene.dossier, **self.facts)


class AskToComplete(Deed):
    action = Action.ASK_TO_COMPLETE
    slug = "yeu-cau-hoan-thien"
    icon = "chat-left-text"
    name = _("Yêu cầu hoàn thiện hồ sơ")
    submit = _("Gửi yêu cầu, lập phiếu")
    row_form = ItemRow
    row_legend = _("Ghi đủ mọi thứ còn thiếu trong một lần")
    first_rows = 4
    fields_of_errors = {"items": ""}

    reason = text(_("Lý do chung"), rows=3, max_length=2000)

    def consequences(self) -> list[str]:
        return [
            _t("Đồng hồ chưa chạy vì hồ sơ chưa được tiếp nhận."),
            _t("Người nộp nhận phiếu yêu cầu hoàn thiện; hồ sơ quay lại hàng chờ khi nộp lại."),
        ]

    def perform(self) -> Dossier:
        items = [(row["what"], row.get("why", "")) for row in self.filled_rows() if row["what"]]
        return intake.ask_to_complete(
            self.scene.dossier, items=items, reason=self.cleaned_data["reason"], **self.facts
        )


class SubmitAgain(PapersDeed):
    action = Action.SUBMIT_AGAIN
    slug = "nop-lai"
    main = True
    icon = "inbox"
    name = _("Nhận hồ sơ nộp lại")

    def consequences(self) -> list[str]:
        return [_t("Hồ sơ trở lại hàng chờ tiếp nhận; đồng hồ vẫn chưa chạy.")]

    def perform(self) -> Dossier:
        return intake.submit_again(self.scene.dossier, papers=self.papers(), **self.facts)


class Reject(Deed):
    action = Action.REJECT
    slug = "tu-choi-tiep-nhan"
    icon = "x-circle"
    name = _("Từ chối tiếp nhận")
    submit = _("Từ chối, lập phiếu")
    caution = True

    reason = text(
        _("Lý do từ chối"),
        rows=3,
        max_length=2000,
        help_text=_("Viết để người dân hiểu vì sao và phải làm gì tiếp."),
    )
    legal_basis = text(_("Căn cứ pháp lý"), size="full", max_length=500)

    def consequences(self) -> list[str]:
        return [
            _t("Hồ sơ kết thúc tại đây và không được cấp mã số."),
            _t("Phiếu từ chối tiếp nhận được lập, ghi đúng lý do dưới đây."),
        ]

    def perform(self) -> Dossier:
        return intake.reject(
            self.scene.dossier,
            reason=self.cleaned_data["reason"],
            legal_basis=self.cleaned_data["legal_basis"],
            **self.facts,
        )
