"""Inspections: which unit was or will be looked at, what for, how, and what was concluded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.inspections.registers import INSPECTIONS
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


class Purpose(models.TextChoices):
    """What is looked at: one register serves all, each counts its own."""

    REFORM = "reform", _("Cải cách hành chính")
    DISCIPLINE = "discipline", _("Công vụ, kỷ luật, kỷ cương")
    DECENTRALISATION = "decentralisation", _("Thực hiện nhiệm vụ phân cấp")
    LAW_ENFORCEMENT = "law_enforcement", _("Theo dõi thi hành pháp luật")
    CIVIL_STATUS = "civil_status", _("Hộ tịch, chứng thực")
    FINANCE = "finance", _("Tài chính, ngân sách")
    INSPECTORATE = "inspectorate", _("Thanh tra")


class Manner(models.TextChoices):
    PLANNED = "planned", _("Theo kế hoạch")
    UNANNOUNCED = "unannounced", _("Đột xuất")
    ON_PAPER = "on_paper", _("Qua hồ sơ, báo cáo")
    SELF = "self", _("Tự kiểm tra")


class Inspection(RegisterRow):
    """One unit inspected once; without a day of inspection it is still to come."""

    personal_data: ClassVar[tuple[str, ...]] = ("leader", "folded")

    purpose = models.CharField(_("nội dung kiểm tra"), max_length=20, choices=Purpose.choices)
    manner = models.CharField(_("hình thức"), max_length=12, choices=Manner.choices)
    inspected_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị được kiểm tra")
    )
    planned_on = models.DateField(_("ngày theo kế hoạch"))
    plan = models.CharField(_("kế hoạch, quyết định kiểm tra"), max_length=900, blank=True)
    leader = models.CharField(_("trưởng đoàn"), max_length=100, blank=True)
    inspected_on = models.DateField(_("ngày kiểm tra"), null=True, blank=True)
    conclusion = models.CharField(_("thông báo kết luận"), max_length=900, blank=True)
    summary = models.TextField(_("kết quả"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("cuộc kiểm tra")


def _concluded_after_it_was_held(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values.get("conclusion") and values.get("inspected_on") is None:
        yield fault(
            "inspected_on", gettext_noop("Đã có thông báo kết luận thì phải ghi ngày kiểm tra.")
        )


def held(rows: Rows, asked: Asked, purpose: Purpose) -> Rows:
    """Keep what was inspected for a purpose within the days."""
    return in_window("inspected_on", rows, asked).filter(purpose=purpose)


def _units(purpose: Purpose, code: str, label: object, kinds: tuple[str, ...]) -> Count:
    def select(rows: Rows, asked: Asked) -> Rows:
        return held(rows, asked, purpose).filter(inspected_unit__kind__in=kinds)

    definition = _("Số đơn vị khác nhau có ngày kiểm tra trong kỳ, theo nội dung kiểm tra và loại.")
    return Count(f"{purpose}-{code}", label, definition, select, distinct="inspected_unit")


def _times(purpose: Purpose, label: object) -> Count:
    return Count(
        f"{purpose}-cuoc",
        label,
        _("Số dòng của nội dung này có ngày kiểm tra trong kỳ."),
        lambda rows, asked: held(rows, asked, purpose),
    )


COMMUNES = ("xa", "phuong", "thi_tran", "dac_khu")
COUNTS = (
    _units(Purpose.REFORM, "phong", _("Số phòng ban đã kiểm tra CCHC"), ("department",)),
    _units(
        Purpose.REFORM,
        "truc-thuoc",
        _("Số đơn vị trực thuộc đã kiểm tra CCHC"),
        ("public_service_unit", "one_stop_desk"),
    ),
    _units(Purpose.REFORM, "xa", _("Số UBND cấp xã đã kiểm tra CCHC"), COMMUNES),
    _units(
        Purpose.DECENTRALISATION, "xa", _("Số UBND cấp xã đã kiểm tra nhiệm vụ phân cấp"), COMMUNES
    ),
    _units(
        Purpose.INSPECTORATE,
        "truc-thuoc",
        _("Số đơn vị thuộc, trực thuộc đã thanh tra"),
        ("department", "public_service_unit", "one_stop_desk"),
    ),
    _units(Purpose.INSPECTORATE, "xa", _("Số UBND cấp xã đã thanh tra"), COMMUNES),
    _times(Purpose.DISCIPLINE, _("Số cuộc kiểm tra công vụ, kỷ luật, kỷ cương")),
    _times(Purpose.LAW_ENFORCEMENT, _("Số cuộc kiểm tra thi hành pháp luật")),
    _times(Purpose.CIVIL_STATUS, _("Số cuộc kiểm tra hộ tịch, chứng thực")),
)

REGISTER = declare(
    Register(
        code="cuoc-kiem-tra",
        group=INSPECTIONS,
        title=_("Sổ các cuộc kiểm tra"),
        noun=_("cuộc kiểm tra"),
        about=_("Mỗi đơn vị được kiểm tra một lần là một dòng; chưa kiểm tra thì để trống ngày."),
        model=Inspection,
        dated_by="planned_on",
        columns=(
            Column("purpose", Kind.CHOICE, _("Kiểm tra gì"), key=True, filtered=True),
            Column("manner", Kind.CHOICE, _("Kiểm tra gì"), filtered=True),
            Column(
                "inspected_unit",
                Kind.UNIT,
                _("Kiểm tra gì"),
                key=True,
                filtered=True,
                dated_by="planned_on",
            ),
            Column("planned_on", Kind.DATE, _("Kế hoạch"), key=True, future=True),
            Column("plan", Kind.DOCUMENT, _("Kế hoạch"), listed=False),
            Column("leader", Kind.TEXT, _("Kế hoạch"), person=True, listed=False),
            Column("inspected_on", Kind.DATE, _("Kết quả")),
            Column("conclusion", Kind.DOCUMENT, _("Kết quả"), listed=False),
            Column("summary", Kind.LONG, _("Kết quả"), listed=False),
        ),
        checks=(_concluded_after_it_was_held,),
        counts=COUNTS,
    )
)
