"""Deeds of handling: who has the dossier, whom one asks, what is laid before the leader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.rules.states import Action, State
from congvu.casework.dossiers.selectors import places
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.services import handling
from congvu.casework.dossiers.services.handling import OpinionInput
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.dossiers.deeds.choices import (
    agency_choices,
    chosen_int,
    handler_choices,
)
from congvu.interfaces.office.dossiers.deeds.parts import Deed, Row
from congvu.interfaces.office.fields import DayField, FilePart, sized, text
from congvu.kernel.errors import Invalid
from congvu.kernel.workingdays import forward_by, local

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier

NOTE = _("Ghi chú")


class Forward(Deed):
    action = Action.FORWARD
    slug = "chuyen-xu-ly"
    main = True
    icon = "send"
    name = _("Chuyển xử lý")

    to_unit = forms.TypedChoiceField(label=_("Chuyển đến"), coerce=int, widget=forms.RadioSelect)
    to_position = forms.TypedChoiceField(
        label=_("Giao thẳng cho"), coerce=chosen_int, empty_value=None, required=False
    )
    note = text(NOTE, rows=2, max_length=500, required=False)

    def prepare(self) -> None:
        dossier, on = self.scene.dossier, self.scene.who.on
        self.usual = places.usual_section(dossier, on)
        sections = places.sections(office_of(dossier.competent_unit_id, on), on)
        here = self.scene.who.staff.unit_id
        self.sections = [one for one in sections if one.id != here and one.handles]
        self.offer("to_unit", [(one.id, one.name) for one in self.sections])
        self.offer("to_position", handler_choices(self.sections))
        if self.usual is not None:
            self.propose(to_unit=self.usual)
            self.fields["to_unit"].help_text = _t(
                "Đã chọn sẵn nơi thường nhận hồ sơ của lĩnh vực này."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = next((one for one in self.sections if one.id == cleaned.get("to_unit")), None)
        inside = {one.position_id for one in chosen.handlers} if chosen else set()
        if chosen is not None and cleaned.get("to_position") not in {None, *inside}:
            self.add_error("to_position", _t("Người này không thuộc nơi được chọn."))
        return cleaned

    def consequences(self) -> list[str]:
        accepted_at = self.scene.dossier.accepted_at
        assert accepted_at is not None
        calendar = work_calendar(self.scene.dossier.competent_unit_id)
        until = local(forward_by(accepted_at, calendar))
        by = {"time": f"{until:%H:%M}", "day": f"{until:%d/%m/%Y}"}
        if self.scene.who.at > until:
            rule = _t("Lẽ ra phải chuyển trước %(time)s ngày %(day)s; phiếu kiểm soát ghi chậm.")
        else:
            rule = _t("Phải chuyển trước %(time)s ngày %(day)s (nhận sau 15 giờ thì sáng hôm sau).")
        return [
            rule % by,
            _t("Các bước của quy trình nội bộ bắt đầu, mỗi bước có hạn riêng; đồng hồ vẫn chạy."),
        ]

    def perform(self) -> Dossier:
        return handling.forward(
            self.scene.dossier,
            to_unit_id=self.cleaned_data["to_unit"],
            to_position_id=self.cleaned_data["to_position"],
            note=self.cleaned_data["note"],
            **self.facts,
        )


class Assign(Deed):
    action = Action.ASSIGN
    slug = "phan-cong"
    icon = "person-badge"
    name = _("Phân công thụ lý")

    to_position = forms.TypedChoiceField(label=_("Giao cho"), coerce=int)
    note = text(_("Ý kiến chỉ đạo"), rows=2, max_length=500, required=False)

    def prepare(self) -> None:
        dossier, on = self.scene.dossier, self.scene.who.on
        sections = places.sections(office_of(dossier.competent_unit_id, on), on)
        held_here = sorted(sections, key=lambda one: one.id != dossier.holder_unit_id)
        self.offer("to_position", handler_choices(held_here))

    def consequences(self) -> list[str]:
        return [_t("Người được giao thấy hồ sơ trong việc của mình; đồng hồ vẫn chạy.")]

    def perform(self) -> Dossier:
        return handling.assign(
            self.scene.dossier,
            to_position_id=self.cleaned_data["to_position"],
            note=self.cleaned_data["note"],
            **self.facts,
        )


class Claim(Deed):
    action = Action.CLAIM
    slug = "nhan-viec"
    main = True
    icon = "person"
    name = _("Nhận việc")
    done = _("Hồ sơ đã thành việc của anh/chị.")

    def consequences(self) -> list[str]:
        return [_t("Anh/chị trở thành người thụ lý hồ sơ này.")]

    def perform(self) -> Dossier:
        return handling.claim(self.scene.dossier, **self.facts)


class HandBack(Deed):
    action = Action.HAND_BACK
    slug = "tra-lai-viec"
    icon = "arrow-return-left"
    name = _("Trả lại việc cho phòng")

    reason = text(_("Lý do"), rows=2, max_length=500)

    def consequences(self) -> list[str]:
        return [
            _t("Hồ sơ ở lại phòng và chưa có người thụ lý; trưởng phòng phân công lại."),
            _t("Đồng hồ vẫn chạy."),
        ]

    def perform(self) -> Dossier:
        return handling.hand_back(
            self.scene.dossier, reason=self.cleaned_data["reason"], **self.facts
        )


class Advance(Deed):
    action = Action.ADVANCE
    slug = "sang-buoc-sau"
    icon = "arrow-right"
    name = _("Sang bước sau")

    note = text(NOTE, rows=2, max_length=500, required=False)

    def consequences(self) -> list[str]:
        return [_t("Bước đang làm được ghi là xong lúc này; bước sau bắt đầu, có hạn riêng.")]

    def perform(self) -> Dossier:
        return handling.advance(self.scene.dossier, note=self.cleaned_data["note"], **self.facts)


class Present(FilePart, Deed):
    action = Action.PRESENT
    slug = "trinh-ky"
    main = True
    icon = "pen"
    name = _("Trình ký")
    file_kind = "draft"

    note = text(_("Nội dung trình"), rows=3, max_length=2000, required=False)

    def prepare(self) -> None:
        self.fields["file"].label = _t("Dự thảo kết quả")

    def consequences(self) -> list[str]:
        return [
            _t("Hồ sơ sang hàng chờ ký của lãnh đạo."),
            _t("Chờ ký không dừng đồng hồ: hạn trả không đổi."),
        ]

    def perform(self) -> Dossier:
        return handling.present(
            self.scene.dossier,
            note=self.cleaned_data["note"],
            file=self.take_file(self.scene.who),
            **self.facts,
        )


class SendToNumbering(Deed):
    action = Action.SEND_TO_NUMBERING
    slug = "chuyen-cap-so"
    main = True
    icon = "hash"
    name = _("Duyệt, chuyển văn thư cấp số")

    note = text(NOTE, rows=2, max_length=500, required=False)

    def consequences(self) -> list[str]:
        return [
            _t("Anh/chị đồng ý với dự thảo; văn thư cấp số, đóng dấu rồi ban hành."),
            _t("Đồng hồ chỉ dừng khi kết quả được ban hành."),
        ]

    def perform(self) -> Dossier:
        return handling.send_to_numbering(
            self.scene.dossier, note=self.cleaned_data["note"], **self.facts
        )


class Transfer(Deed):
    action = Action.TRANSFER
    slug = "chuyen-noi-khac"
    icon = "arrow-left-right"
    name = _("Chuyển nơi khác làm phần việc")

    to_unit = forms.TypedChoiceField(label=_("Chuyển đến"), coerce=int)
    note = text(_("Việc cần làm"), rows=3, max_length=500)

    def prepare(self) -> None:
        self.offer("to_unit", agency_choices(self.scene))

    def consequences(self) -> list[str]:
        return [
            _t("Nơi nhận xem được hồ sơ và chuyển lại khi xong phần việc."),
            _t("Chờ nội bộ không dừng đồng hồ; cơ quan ta vẫn chịu trách nhiệm về hạn trả."),
        ]

    def perform(self) -> Dossier:
        return handling.transfer(
            self.scene.dossier,
            to_unit_id=self.cleaned_data["to_unit"],
            note=self.cleaned_data["note"],
            **self.facts,
        )


class OpinionRow(Row):
    """One agency that is asked."""

    unit = sized(
        forms.TypedChoiceField(
            label=_("Cơ quan"), coerce=chosen_int, empty_value=None, required=False
        ),
        "full",
    )
    question = text(_("Nội dung hỏi"), size="full", max_length=1000, required=False)
    due_on = DayField(label=_("Trả lời trước ngày"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = {name for name in ("unit", "question", "due_on") if cleaned.get(name)}
        for name in {"unit", "question", "due_on"} - given if given else ():
            if name not in self.errors:
                self.add_error(name, _t("Ghi đủ cơ quan, nội dung và thời hạn."))
        return cleaned


class AskOpinion(Deed):
    action = Action.ASK_OPINION
    slug = "lay-y-kien"
    icon = "chat-left-text"
    name = _("Lấy ý kiến cơ quan khác")
    submit = _("Gửi yêu cầu")
    row_form = OpinionRow
    row_legend = _("Hỏi ai, hỏi gì, đến khi nào")
    fields_of_errors = {"requests": ""}

    order = forms.ChoiceField(
        label=_("Cách hỏi"),
        choices=[
            ("parallel", _("Cùng lúc tất cả (hồ sơ điện tử)")),
            ("sequence", _("Lần lượt theo thứ tự (hồ sơ giấy)")),
        ],
        initial="parallel",
        widget=forms.RadioSelect,
    )
    interlinked = forms.BooleanField(
        label=_("Liên thông: cơ quan được hỏi cùng giải quyết"), required=False
    )

    def prepare(self) -> None:
        self.fields["order"].initial = "parallel"
        choices = agency_choices(self.scene)
        for row in self.rows or ():
            row.offer("unit", choices)

    def grow(self) -> None:
        super().grow()
        self.prepare()

    def consequences(self) -> list[str]:
        return [
            _t("Cơ quan ta giữ vai trò chủ trì; hồ sơ tự chuyển lại khi đủ ý kiến."),
            _t("Chờ ý kiến không dừng đồng hồ: hạn trả không đổi."),
        ]

    def perform(self) -> Dossier:
        asked = [row for row in self.filled_rows() if row["unit"]]
        if len({row["unit"] for row in asked}) < len(asked):
            raise Invalid(_t("Mỗi cơ quan chỉ hỏi một lần trong một đợt."))
        return handling.ask_opinion(
            self.scene.dossier,
            requests=[OpinionInput(row["unit"], row["question"], row["due_on"]) for row in asked],
            parallel=self.cleaned_data["order"] == "parallel",
            interlinked=self.cleaned_data["interlinked"],
            **self.facts,
        )


class ComeBack(Deed):
    action = Action.COME_BACK
    slug = "chuyen-lai"
    main = True
    icon = "arrow-return-left"
    name = _("Chuyển lại người thụ lý")

    note = text(_("Nội dung cần làm tiếp"), rows=3, max_length=2000, required=False)

    def prepare(self) -> None:
        if self.scene.dossier.state == State.AWAITING_SIGNATURE:
            self.fields["note"].required = True
            self.fields["note"].label = (
                _t("Nội dung cần sửa") if self._decides else _t("Vì sao rút lại")
            )

    @property
    def is_next(self) -> bool:
        """Taking back what others are about to decide is possible, but not the straight way."""
        waiting = {State.AWAITING_SIGNATURE, State.AWAITING_OPINION}
        return State(self.scene.dossier.state) not in waiting or self._decides

    @property
    def _decides(self) -> bool:
        at_signature = self.scene.dossier.state == State.AWAITING_SIGNATURE
        return at_signature and self.scene.who.staff.has(Role.LEADER)

    @property
    def title(self) -> str:
        return {
            State.AWAITING_SIGNATURE: _t("Trả lại để sửa")
            if self._decides
            else _t("Rút lại dự thảo"),
            State.AWAITING_NUMBERING: _t("Trả lại, chưa cấp số được"),
            State.AWAITING_OPINION: _t("Thôi chờ ý kiến, xử lý tiếp"),
            State.TRANSFERRED: _t("Chuyển lại nơi thụ lý"),
        }.get(State(self.scene.dossier.state), str(self.name))

    def consequences(self) -> list[str]:
        told = [_t("Hồ sơ về lại nơi thụ lý; đồng hồ không dừng lúc nào.")]
        if self.scene.dossier.state == State.AWAITING_OPINION:
            told.append(_t("Cơ quan chưa trả lời vẫn trả lời được sau; phiếu kiểm soát ghi chậm."))
        return told

    def perform(self) -> Dossier:
        return handling.come_back(self.scene.dossier, note=self.cleaned_data["note"], **self.facts)
