"""Rating of the handling of procedures: points of units and officers, and the class they give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from congvu.casework.quality import rules
from congvu.casework.quality.registers import DESK
from congvu.casework.quality.scales import scale_on
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class Period(models.TextChoices):
    FIRST = "q1", _("Quý I")
    SECOND = "q2", _("Quý II")
    THIRD = "q3", _("Quý III")
    FOURTH = "q4", _("Quý IV")
    YEAR = "year", _("Cả năm")


class Grade(models.TextChoices):
    EXCELLENT = "excellent", _("Xuất sắc")
    GOOD = "good", _("Tốt")
    FAIR = "fair", _("Khá")
    AVERAGE = "average", _("Trung bình")
    WEAK = "weak", _("Yếu")
    ALL_DONE = "all_done", _("Hoàn thành 100% nhiệm vụ")
    MOST_DONE = "most_done", _("Hoàn thành từ 70% đến dưới 100% nhiệm vụ")
    NOT_DONE = "not_done", _("Hoàn thành dưới 70% nhiệm vụ")


OF_UNITS: Final = (Grade.EXCELLENT, Grade.GOOD, Grade.FAIR, Grade.AVERAGE, Grade.WEAK)
OF_OFFICERS: Final = (Grade.ALL_DONE, Grade.MOST_DONE, Grade.NOT_DONE)


def _points(label: Any) -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(label, max_digits=2, decimal_places=1, null=True, blank=True)


class HandlingRating(RegisterRow):
    """What one unit, or one officer of it, reached in a quarter or a year."""

    personal_data: ClassVar[tuple[str, ...]] = (
        *("officer", "grade", "total", "note", "natural_key", "folded"),
        *(f"points_{number}" for number in rules.INDICATORS),
    )

    year = models.SmallIntegerField(_("năm đánh giá"))
    period = models.CharField(_("kỳ đánh giá"), max_length=4, choices=Period.choices)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị được đánh giá")
    )
    officer = models.CharField(_("cán bộ, công chức được đánh giá"), max_length=100, blank=True)
    rated_on = models.DateField(_("ngày công bố kết quả"))
    points_1 = _points(_("1. thời gian giải quyết so với hạn"))
    points_2 = _points(_("2. thời gian của từng cơ quan tham gia"))
    points_3 = _points(_("3. số lần liên hệ để hoàn thiện hồ sơ"))
    points_4 = _points(_("4. số cơ quan phải liên hệ"))
    points_5 = _points(_("5. giải quyết ngay tại Bộ phận Một cửa"))
    points_6 = _points(_("6. công khai thủ tục"))
    points_7 = _points(_("7. thái độ phục vụ"))
    points_8 = _points(_("8. xử lý phản ánh, kiến nghị"))
    points_9 = _points(_("9. dịch vụ công trực tuyến"))
    total = models.DecimalField(
        _("tổng điểm"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    grade = models.CharField(_("xếp loại"), max_length=12, choices=Grade.choices, blank=True)
    document = models.CharField(_("văn bản công bố"), max_length=900, blank=True)
    note = models.TextField(_("nhận xét"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("lần đánh giá chất lượng giải quyết")


def _class_follows_points(values: Values, _facts: Facts) -> Iterator[Fault]:
    """Refuse points that do not count, and a total or class that is not what the points give."""
    if values["rated_on"].year < values["year"]:
        yield fault("rated_on", gettext_noop("Ngày công bố trước năm được đánh giá."))
    scale = scale_on(values["rated_on"])
    if scale is None:
        yield fault("rated_on", gettext_noop("Chưa có thang điểm áp dụng cho ngày này."))
        return
    subject = scale.subjects["officer" if values.get("officer") else "unit"]
    points = {number: values.get(f"points_{number}") for number in rules.INDICATORS}
    for number, given in points.items():
        if given is not None and number not in subject.indicators:
            yield fault(f"points_{number}", gettext_noop("Chỉ số này không tính cho cá nhân."))
    yield from _as_computed(values, subject, rules.total(subject, points))


def _total_and_class(values: Values) -> dict[str, Any]:
    """Return the total of the points and the class that it gives, so that nobody adds up."""
    scale = scale_on(values["rated_on"]) if values.get("rated_on") else None
    if scale is None:
        return {}
    subject = scale.subjects["officer" if values.get("officer") else "unit"]
    points = {number: values.get(f"points_{number}") for number in rules.INDICATORS}
    total = rules.total(subject, points)
    return {} if total is None else {"total": total, "grade": rules.grade_of(subject, total)}


def _as_computed(values: Values, subject: rules.Subject, total: Decimal | None) -> Iterator[Fault]:
    said, grade = values.get("total"), values.get("grade") or ""
    if total is None:
        for name in [name for name, given in (("total", said), ("grade", grade)) if given]:
            yield fault(name, gettext_noop("Chưa có chỉ số nào có điểm thì để trống ô này."))
        return
    shown = f"{total:.1f}".replace(".", ",")
    if said is not None and said != total:
        yield fault("total", gettext_noop("Cộng các chỉ số có điểm được %(points)s."), points=shown)
    right = Grade(rules.grade_of(subject, total))
    if grade != right:
        yield fault(
            "grade",
            gettext_noop("%(points)s điểm thì xếp loại “%(grade)s”."),
            points=shown,
            grade=right.label,
        )


def _newest(rows: Rows, asked: Asked) -> Rows:
    """Keep the newest rating of each unit and officer among those published in the window."""
    published = in_window("rated_on", rows, asked)
    same = {name: OuterRef(name) for name in ("office", "unit", "officer")}
    day, year, period = (OuterRef(name) for name in ("rated_on", "year", "period"))
    later = (
        Q(rated_on__gt=day)
        | Q(rated_on=day, year__gt=year)
        | Q(rated_on=day, year=year, period__gt=period)
    )
    return published.filter(~Exists(published.filter(later, **same)))


def _rated(grade: str, *, officers: bool) -> Callable[[Rows, Asked], Rows]:
    def select(rows: Rows, asked: Asked) -> Rows:
        found = _newest(rows, asked).filter(grade=grade)
        return found.exclude(officer="") if officers else found.filter(officer="")

    return select


_UNITS = _(
    "Số đơn vị mà lần đánh giá mới nhất công bố trong kỳ xếp loại này; mỗi đơn vị đếm một lần."
)
_OFFICERS = _(
    "Số cán bộ, công chức mà lần đánh giá mới nhất công bố trong kỳ ở mức này; mỗi người một lần."
)
_BLANK = _("Số đơn vị, cá nhân mà lần mới nhất trong kỳ không có chỉ số nào có số liệu.")


def _counts() -> Iterator[Count]:
    labels = (
        *(_("Số đơn vị xếp loại xuất sắc"), _("Số đơn vị xếp loại tốt")),
        *(_("Số đơn vị xếp loại khá"), _("Số đơn vị xếp loại trung bình")),
        _("Số đơn vị xếp loại yếu"),
    )
    codes = ("xuat-sac", "tot", "kha", "trung-binh", "yeu")
    for code, label, grade in zip(codes, labels, OF_UNITS, strict=True):
        yield Count(code, label, _UNITS, _rated(grade, officers=False))
    people = (
        _("Số cá nhân hoàn thành 100% nhiệm vụ"),
        _("Số cá nhân hoàn thành từ 70% đến dưới 100% nhiệm vụ"),
        _("Số cá nhân hoàn thành dưới 70% nhiệm vụ"),
    )
    for code, label, grade in zip(
        ("cn-du", "cn-70", "cn-duoi-70"), people, OF_OFFICERS, strict=True
    ):
        yield Count(code, label, _OFFICERS, _rated(grade, officers=True))
    yield Count(
        "khong-so-lieu",
        _("Số đơn vị, cá nhân chưa có số liệu đánh giá"),
        _BLANK,
        lambda rows, asked: _newest(rows, asked).filter(grade=""),
    )


_POINTS = _("Điểm các chỉ số (0 đến 2)")

REGISTER = declare(
    Register(
        code="danh-gia-giai-quyet",
        group=DESK,
        title=_("Sổ đánh giá chất lượng giải quyết thủ tục"),
        noun=_("lần đánh giá"),
        about=_(
            "Đánh giá đơn vị thì để trống tên; cá nhân chỉ tính chỉ số 1, 2, 3, 4, 7. "
            "Chỉ số không có số liệu thì để trống, không ghi 0."
        ),
        model=HandlingRating,
        dated_by="rated_on",
        columns=(
            Column("year", Kind.YEAR, key=True),
            Column("period", Kind.CHOICE, key=True, filtered=True),
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="rated_on"),
            Column("officer", Kind.TEXT, key=True, person=True),
            Column("rated_on", Kind.DATE),
            *(
                Column(f"points_{number}", Kind.DECIMAL, _POINTS, most=2, listed=False)
                for number in rules.INDICATORS
            ),
            Column("total", Kind.DECIMAL, _("Kết quả"), help=_("Để trống thì máy cộng.")),
            Column(
                "grade",
                Kind.CHOICE,
                _("Kết quả"),
                filtered=True,
                help=_("Để trống thì máy xếp theo tổng điểm."),
            ),
            Column("document", Kind.DOCUMENT, _("Kết quả"), listed=False),
            Column("note", Kind.LONG, _("Kết quả"), listed=False),
        ),
        checks=(_class_follows_points,),
        completes=_total_and_class,
        counts=tuple(_counts()),
    )
)
