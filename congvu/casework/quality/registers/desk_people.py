"""Who works at the one-stop desk: fields, qualification, where they come from, allowance."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.quality.registers import DESK
from congvu.instruments.registers.counting import standing
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import ends_after
from congvu.instruments.registers.rules.declaring import Column, Kind


class Origin(models.TextChoices):
    OWN = "own", _("Biên chế của cơ quan")
    SECTION = "section", _("Phòng chuyên môn cử đến")
    VERTICAL = "vertical", _("Cơ quan ngành dọc cử đến")
    PROVIDER = "provider", _("Nhân viên bưu chính, đơn vị được thuê")


class Degree(models.TextChoices):
    DOCTOR = "doctor", _("Tiến sĩ")
    MASTER = "master", _("Thạc sĩ")
    BACHELOR = "bachelor", _("Đại học")
    COLLEGE = "college", _("Cao đẳng")
    SECONDARY = "secondary", _("Trung cấp")
    OTHER = "other", _("Khác")


UNIVERSITY = (Degree.DOCTOR, Degree.MASTER, Degree.BACHELOR)


class DeskPerson(RegisterRow):
    """One person's work at the desk from a day until another."""

    personal_data: ClassVar[tuple[str, ...]] = (
        "person",
        "degree",
        "allowance",
        "natural_key",
        "folded",
    )

    person = models.CharField(_("họ và tên"), max_length=100)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("làm việc tại")
    )
    fields = models.CharField(_("lĩnh vực được giao"), max_length=300)
    came_from = models.CharField(_("thuộc"), max_length=10, choices=Origin.choices)
    degree = models.CharField(_("trình độ"), max_length=10, choices=Degree.choices)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    allowance = models.BigIntegerField(_("phụ cấp mỗi tháng"), null=True, blank=True)
    uniform = models.BooleanField(_("có đồng phục, bảng tên"), null=True, blank=True)
    decision = models.CharField(_("quyết định phân công"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("người làm việc tại Bộ phận Một cửa")


def _own(*, own: bool) -> Callable[[Rows, Asked], Rows]:
    def select(rows: Rows, asked: Asked) -> Rows:
        found = standing(rows, asked)
        kinds = (Origin.OWN, Origin.SECTION)
        return found.filter(came_from__in=kinds) if own else found.exclude(came_from__in=kinds)

    return select


_STANDS = _("Số người khác nhau theo tên đang làm việc tại Bộ phận Một cửa vào ngày cuối kỳ.")

REGISTER = declare(
    Register(
        code="nguoi-mot-cua",
        group=DESK,
        title=_("Sổ nhân sự Bộ phận Một cửa"),
        noun=_("người"),
        about=_("Đổi lĩnh vực hoặc phụ cấp: ghi ngày kết thúc rồi thêm dòng mới."),
        model=DeskPerson,
        dated_by="starts_on",
        columns=(
            Column("person", Kind.TEXT, key=True, person=True),
            Column("unit", Kind.UNIT, filtered=True, dated_by="starts_on"),
            Column("fields", Kind.TEXT),
            Column("came_from", Kind.CHOICE, filtered=True),
            Column("degree", Kind.CHOICE, filtered=True),
            Column("starts_on", Kind.DATE, key=True),
            Column("ends_on", Kind.DATE, future=True, listed=False),
            Column("allowance", Kind.MONEY),
            Column("uniform", Kind.YES_NO, listed=False),
            Column("decision", Kind.DOCUMENT, listed=False),
        ),
        checks=(ends_after("starts_on", "ends_on"),),
        counts=(
            Count("nguoi", _("Số người tại Bộ phận Một cửa"), _STANDS, standing, distinct="person"),
            Count(
                "co-quan",
                _("Số người của cơ quan"),
                _("Trong số đó, người thuộc biên chế của cơ quan hoặc do phòng chuyên môn cử."),
                _own(own=True),
                distinct="person",
            ),
            Count(
                "ben-ngoai",
                _("Số người của cơ quan, đơn vị khác"),
                _("Trong số đó, người của cơ quan ngành dọc, bưu chính hoặc đơn vị được thuê."),
                _own(own=False),
                distinct="person",
            ),
            Count(
                "dai-hoc",
                _("Số người có trình độ đại học trở lên"),
                _("Trong số đó, người có trình độ đại học, thạc sĩ hoặc tiến sĩ."),
                lambda rows, asked: standing(rows, asked).filter(degree__in=UNIVERSITY),
                distinct="person",
            ),
            Count(
                "phu-cap",
                _("Số người hưởng phụ cấp"),
                _("Trong số đó, người có phụ cấp mỗi tháng lớn hơn 0 đồng."),
                lambda rows, asked: standing(rows, asked).filter(allowance__gt=0),
                distinct="person",
            ),
        ),
    )
)
