"""Personnel decisions: recruitment, appointment, rotation, and when a term ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.casework.workforce.registers.levels import no_district_on
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Column,
    Facts,
    Kind,
    Values,
    fault,
)
from congvu.kernel.errors import gettext_noop


class Move(models.TextChoices):
    RECRUITED = "recruited", _("Tuyển dụng (thi, xét)")
    RECRUITED_SPECIALLY = "recruited_special", _("Tuyển dụng trường hợp đặc biệt, tiếp nhận")
    APPOINTED = "appointed", _("Bổ nhiệm mới")
    REAPPOINTED = "reappointed", _("Bổ nhiệm lại")
    TRANSFERRED = "transferred", _("Điều động, luân chuyển")
    POSITION_CHANGED = "position_changed", _("Chuyển đổi vị trí công tác")
    CONVERTED = (
        "converted",
        _("Xét chuyển cán bộ, công chức cấp xã thành công chức cấp huyện trở lên"),
    )
    PLANNED = "planned", _("Quy hoạch")
    SALARY = "salary", _("Nâng lương, nâng ngạch, thăng hạng")
    BENEFITS = "benefits", _("Nghỉ hưu, thôi việc, chế độ khác")


class Corps(models.TextChoices):
    COMMUNE_LEADER = "commune_leader", _("Lãnh đạo UBND cấp xã")
    DEPARTMENT_LEADER = "department_leader", _("Lãnh đạo cấp phòng và tương đương")
    CIVIL_SERVANT = "civil_servant", _("Công chức")
    PUBLIC_EMPLOYEE = "public_employee", _("Viên chức")
    DISTRICT_LEADER = "district_leader", _("Lãnh đạo UBND cấp huyện (trước 01/7/2025)")


class PersonnelMove(RegisterRow):
    """One decision about one person."""

    personal_data: ClassVar[tuple[str, ...]] = ("person", "natural_key", "folded")

    decided_on = models.DateField(_("ngày quyết định"))
    move = models.CharField(_("việc"), max_length=18, choices=Move.choices)
    corps = models.CharField(_("nhóm"), max_length=18, choices=Corps.choices)
    person = models.CharField(_("họ và tên"), max_length=100)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    post = models.CharField(_("chức vụ, vị trí"), max_length=150, blank=True)
    by_contest = models.BooleanField(_("qua thi tuyển"), null=True, blank=True)
    starts_on = models.DateField(_("từ ngày"), null=True, blank=True)
    term_ends_on = models.DateField(_("hết thời hạn giữ chức"), null=True, blank=True)
    decision = models.CharField(_("quyết định"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("quyết định nhân sự")


def _term_ends_after_it_starts(values: Values, _facts: Facts) -> Iterator[Fault]:
    starts = values.get("starts_on") or values["decided_on"]
    if values.get("term_ends_on") and values["term_ends_on"] <= starts:
        yield fault("term_ends_on", gettext_noop("Ngày kết thúc phải sau ngày bắt đầu."))


def _district_is_past(values: Values, _facts: Facts) -> Iterator[Fault]:
    # xét chuyển cấp xã lên cấp huyện: ended with the district level, Luật 80/2025/QH15
    if values["corps"] == Corps.DISTRICT_LEADER:
        yield from no_district_on(values["decided_on"], "corps")
    if values["move"] == Move.CONVERTED:
        yield from no_district_on(values["decided_on"], "move")


def _of(move: Move, *corps: Corps) -> Callable[[Rows, Asked], Rows]:
    def select(rows: Rows, asked: Asked) -> Rows:
        found = in_window("decided_on", rows, asked).filter(move=move)
        return found.filter(corps__in=corps) if corps else found

    return select


def _ending(rows: Rows, asked: Asked) -> Rows:
    """Keep terms that end within the days and were not renewed by a later decision."""
    later = rows.filter(
        office=models.OuterRef("office"),
        person=models.OuterRef("person"),
        decided_on__gt=models.OuterRef("decided_on"),
    )
    return in_window("term_ends_on", rows, asked).filter(~models.Exists(later))


_DEFINITION = _("Số dòng của việc và nhóm này có ngày quyết định trong kỳ.")


def _counts() -> Iterator[Count]:
    lines = (
        ("cc-tuyen", _("Công chức được tuyển dụng"), Move.RECRUITED, Corps.CIVIL_SERVANT),
        (
            "cc-tuyen-db",
            _("Công chức tuyển dụng trường hợp đặc biệt"),
            Move.RECRUITED_SPECIALLY,
            Corps.CIVIL_SERVANT,
        ),
        ("vc-tuyen", _("Viên chức được tuyển dụng"), Move.RECRUITED, Corps.PUBLIC_EMPLOYEE),
        (
            "vc-tuyen-db",
            _("Viên chức tuyển dụng trường hợp đặc biệt"),
            Move.RECRUITED_SPECIALLY,
            Corps.PUBLIC_EMPLOYEE,
        ),
        (
            "ld-phong",
            _("Lãnh đạo cấp phòng bổ nhiệm mới"),
            Move.APPOINTED,
            Corps.DEPARTMENT_LEADER,
        ),
        ("ld-xa", _("Lãnh đạo UBND cấp xã bổ nhiệm mới"), Move.APPOINTED, Corps.COMMUNE_LEADER),
        (
            "ld-huyen",
            _("Lãnh đạo UBND cấp huyện bổ nhiệm mới"),
            Move.APPOINTED,
            Corps.DISTRICT_LEADER,
        ),
    )
    for code, label, move, corps in lines:
        yield Count(code, label, _DEFINITION, _of(move, corps))
    yield Count(
        "xet-chuyen",
        _("Số cán bộ, công chức cấp xã được xét chuyển"),
        _DEFINITION,
        _of(Move.CONVERTED),
    )
    yield Count(
        "qua-thi-tuyen",
        _("Số lãnh đạo bổ nhiệm qua thi tuyển"),
        _("Số dòng bổ nhiệm mới qua thi tuyển có ngày quyết định trong kỳ."),
        lambda rows, asked: _of(Move.APPOINTED)(rows, asked).filter(by_contest=True),
    )
    yield Count(
        "tong",
        _("Tổng số quyết định nhân sự"),
        _("Số dòng có ngày quyết định trong kỳ, mọi loại việc."),
        lambda rows, asked: in_window("decided_on", rows, asked),
    )
    yield Count(
        "chuyen-doi",
        _("Số người đã chuyển đổi vị trí công tác"),
        _DEFINITION,
        _of(Move.POSITION_CHANGED),
    )
    yield Count(
        "het-han",
        _("Số người hết thời hạn giữ chức chưa bổ nhiệm lại"),
        _("Số dòng hết thời hạn giữ chức trong kỳ mà chưa có quyết định sau đó."),
        _ending,
    )


REGISTER = declare(
    Register(
        code="nhan-su",
        group=WORKFORCE,
        title=_("Sổ quyết định nhân sự"),
        noun=_("quyết định"),
        model=PersonnelMove,
        dated_by="decided_on",
        columns=(
            Column("decided_on", Kind.DATE, key=True),
            Column("move", Kind.CHOICE, key=True, filtered=True),
            Column("corps", Kind.CHOICE, filtered=True),
            Column("person", Kind.TEXT, key=True, person=True),
            Column("unit", Kind.UNIT, filtered=True, dated_by="decided_on"),
            Column("post", Kind.TEXT),
            Column("by_contest", Kind.YES_NO, listed=False),
            Column("starts_on", Kind.DATE, future=True, listed=False),
            Column("term_ends_on", Kind.DATE, future=True),
            Column("decision", Kind.DOCUMENT, listed=False),
        ),
        checks=(_term_ends_after_it_starts, _district_is_past),
        counts=tuple(_counts()),
    )
)
