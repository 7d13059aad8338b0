"""Tables of units: what exists when, its codes, its place in the tree, what it became."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.foundation.units.querysets import AncestryQuerySet, UnitQuerySet
from congvu.foundation.units.rules import Scheme


def _dates(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name=name
    )


class Unit(models.Model):
    """An organisation or territory from its first day until the day after its last.

    Its kind never changes: a commune that becomes a ward is a new unit with a succession.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    kind = models.CharField(_("loại"), max_length=30)
    name = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    short_name = models.CharField(_("tên ngắn"), max_length=200)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    start_known = models.BooleanField(_("biết ngày thành lập"), default=True)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    sort_key = models.CharField(_("khóa sắp xếp"), max_length=1200)
    folded = models.CharField(_("tên để tìm kiếm"), max_length=1000)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan, đơn vị")
        constraints = [
            models.CheckConstraint(condition=~Q(kind="") & ~Q(name=""), name="units_unit_named"),
            _dates("units_unit_dates"),
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="units_unit_order")]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """A name that a unit bore before; the name it bears now stands in Unit."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="former_names", verbose_name=_("đơn vị")
    )
    name = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    short_name = models.CharField(_("tên ngắn"), max_length=200)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"))
    decision = models.CharField(_("văn bản"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("tên cũ của đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["unit", "starts_on"], name="units_formername_once"),
            _dates("units_formername_dates"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitCode(models.Model):
    """A code that a unit bore; the same code may pass to another unit later."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="codes", db_index=False, verbose_name=_("đơn vị")
    )
    scheme = models.CharField(_("hệ mã"), max_length=10)
    code = models.CharField(_("mã"), max_length=40)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("mã của đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "scheme", "starts_on"], name="units_unitcode_once"
            ),
            models.UniqueConstraint(
                fields=["code", "scheme"],
                condition=Q(ends_on__isnull=True),
                name="units_unitcode_one_holder",
            ),
            models.UniqueConstraint(
                fields=["unit", "scheme", "starts_on"], name="units_unitcode_one_code"
            ),
            models.CheckConstraint(
                condition=Q(scheme__in=[scheme.value for scheme in Scheme]),
                name="units_unitcode_scheme",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="units_unitcode_named"),
            _dates("units_unitcode_dates"),
        ]

    def __str__(self) -> str:
        return self.code


class Parentage(models.Model):
    """That a unit stands directly under another from one day until another."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="parentages", db_index=False, verbose_name=_("đơn vị")
    )
    parent = models.ForeignKey(
        Unit, models.PROTECT, related_name="childships", verbose_name=_("đơn vị cấp trên")
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    decision = models.CharField(_("văn bản"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("quan hệ trực thuộc")
        constraints = [
            models.UniqueConstraint(fields=["unit", "starts_on"], name="units_parentage_once"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(ends_on__isnull=True),
                name="units_parentage_one_parent",
            ),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="units_parentage_other"),
            _dates("units_parentage_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"


class Succession(models.Model):
    """That a unit, or a part of it, went into another on a day; many to many."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    from_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="went_into",
        db_index=False,
        verbose_name=_("đơn vị trước"),
    )
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="came_from", verbose_name=_("đơn vị kế thừa")
    )
    on = models.DateField(_("ngày"))
    decision = models.CharField(_("văn bản"), max_length=300, blank=True)
    is_main = models.BooleanField(_("kế thừa phần chính"))
    share_note = models.CharField(_("phần được kế thừa"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kế thừa đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["from_unit", "to_unit", "on"], name="units_succession_once"
            ),
            models.UniqueConstraint(
                fields=["from_unit", "on"],
                condition=Q(is_main=True),
                name="units_succession_one_main",
            ),
            models.CheckConstraint(
                condition=~Q(from_unit=F("to_unit")), name="units_succession_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit_id} → {self.to_unit_id}"


class UnitAncestry(models.Model):
    """Closure of the tree through time: who stood above a unit, how far, and when.

    Made from Unit and Parentage by `services.rebuild_ancestry`, never written otherwise.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    ancestor = models.ForeignKey(
        Unit, models.CASCADE, related_name="below", verbose_name=_("đơn vị cấp trên")
    )
    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="above", db_index=False, verbose_name=_("đơn vị")
    )
    depth = models.PositiveSmallIntegerField(_("số bậc"))
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    is_last = models.BooleanField(_("đến ngày cuối của đơn vị"))

    objects = AncestryQuerySet.as_manager()

    class Meta:
        verbose_name = _("bậc trực thuộc")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "depth", "starts_on"], name="units_unitancestry_once"
            ),
            _dates("units_unitancestry_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.ancestor_id} ({self.depth})"


class ReferenceLoad(models.Model):
    """Which reference file set was loaded last, so that loading it again costs nothing."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    source = models.CharField(_("nguồn"), max_length=60, primary_key=True)
    digest = models.CharField(_("mã băm"), max_length=64)
    loaded_at = models.DateTimeField(_("nạp lúc"))

    class Meta:
        verbose_name = _("lần nạp dữ liệu tham chiếu")

    def __str__(self) -> str:
        return self.source
