"""The tables of the catalogue: regimes, procedures and their versions.

Nothing here is clever: the files under `catalogue/` are the truth, `services.load` writes them.
Rooms above point to `ProcedureVersion` only and copy papers, fees and steps, because loading
replaces those rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.instruments.catalogue import rules
from congvu.kernel.workingdays import LimitUnit

if TYPE_CHECKING:
    from enum import StrEnum

WHOLE_LIMIT = 1000  # shares are in ‰


def one_of(field: str, values: type[StrEnum], *, blank: bool = False) -> Q:
    """State that a column holds one of the closed set."""
    allowed = [str(value) for value in values] + ([""] if blank else [])
    return Q(**{f"{field}__in": allowed})


class Regime(models.Model):
    """A legal regime of the one-stop mechanism, valid between two dates."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=300)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    article = models.CharField(_("căn cứ"), max_length=300)
    on_supplement = models.CharField(_("sau khi bổ sung"), max_length=10)
    late_acceptance_cutoff = models.TimeField(_("giờ chốt tính ngày nhận"), null=True, blank=True)
    forward_cutoff = models.TimeField(_("giờ chốt chuyển hồ sơ"))
    forms: models.JSONField[Any, Any] = models.JSONField(_("biểu mẫu"), default=dict)
    unverified: models.JSONField[Any, Any] = models.JSONField(_("chưa đối chiếu"), default=list)
    note = models.TextField(_("ghi chú"), blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("chế độ pháp lý")
        verbose_name_plural = _("chế độ pháp lý")
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["starts_on"], name="catalogue_regime_start"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="catalogue_regime_dates",
            ),
            models.CheckConstraint(
                condition=Q(on_supplement__in=["resume", "restart"]),
                name="catalogue_regime_on_supplement",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DossierCodeFormat(models.Model):
    """How dossier codes look between two dates inside a regime."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    regime = models.ForeignKey(Regime, on_delete=models.CASCADE, related_name="code_formats")
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    template = models.CharField(_("mẫu mã số"), max_length=60)
    date_digits = models.PositiveSmallIntegerField(_("số chữ số của ngày"))
    counter_width = models.PositiveSmallIntegerField(_("số chữ số thứ tự"))
    source = models.CharField(_("căn cứ"), max_length=300)
    verified = models.BooleanField(_("đã đối chiếu"), default=True)

    class Meta:
        verbose_name = _("dạng mã số hồ sơ")
        verbose_name_plural = _("dạng mã số hồ sơ")
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["starts_on"], name="catalogue_codeformat_start"),
            models.CheckConstraint(
                condition=Q(date_digits__in=[6, 8]), name="catalogue_codeformat_date_digits"
            ),
            models.CheckConstraint(
                condition=Q(counter_width__gte=4, counter_width__lte=7),
                name="catalogue_codeformat_counter_width",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} ({self.starts_on:%d/%m/%Y})"


class ServiceLevel(models.Model):
    """One grade of online service and the dates on which the law knew it."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    code = models.CharField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    maps_to = models.CharField(_("quy đổi sang"), max_length=20)
    source = models.CharField(_("căn cứ"), max_length=300)
    verified = models.BooleanField(_("đã đối chiếu"), default=True)

    class Meta:
        verbose_name = _("mức độ dịch vụ công trực tuyến")
        verbose_name_plural = _("mức độ dịch vụ công trực tuyến")
        ordering = ["starts_on", "code"]

    def __str__(self) -> str:
        return self.name


class ProcedureField(models.Model):
    """A field (lĩnh vực) under which procedures are listed and counted."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200)
    sort_key = models.TextField()

    class Meta:
        verbose_name = _("lĩnh vực")
        verbose_name_plural = _("lĩnh vực")
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """An administrative procedure under its national code."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    code = models.CharField(_("mã thủ tục"), max_length=20, unique=True)
    field = models.ForeignKey(
        ProcedureField,
        on_delete=models.PROTECT,
        related_name="procedures",
        verbose_name=_("lĩnh vực"),
    )

    class Meta:
        verbose_name = _("thủ tục hành chính")
        verbose_name_plural = _("thủ tục hành chính")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """What a procedure asks and promises between two dates."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("phiên bản"))
    name = models.CharField(_("tên thủ tục"), max_length=600)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=600, blank=True)
    also_called = models.CharField(_("tên thường gọi"), max_length=200, blank=True)
    folded = models.TextField()
    sort_key = models.TextField()
    level = models.CharField(_("cấp giải quyết"), max_length=10)
    also_level = models.CharField(_("cấp giải quyết khác"), max_length=10, blank=True)
    competent_kind = models.CharField(_("loại cơ quan giải quyết"), max_length=20)
    competent_name = models.CharField(_("cơ quan giải quyết"), max_length=300)
    mechanism = models.CharField(_("cơ chế"), max_length=15)
    service_level = models.CharField(_("mức độ trực tuyến"), max_length=20)
    limit_value = models.PositiveSmallIntegerField(_("thời hạn"))
    limit_unit = models.CharField(_("đơn vị thời hạn"), max_length=15)
    same_day = models.BooleanField(_("giải quyết trong ngày"), default=False)
    on_supplement = models.CharField(_("sau khi bổ sung"), max_length=10, blank=True)
    late_acceptance_cutoff = models.TimeField(_("giờ chốt tính ngày nhận"), null=True, blank=True)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    decision = models.CharField(_("quyết định công bố"), max_length=200, blank=True)
    legal_basis: models.JSONField[Any, Any] = models.JSONField(_("căn cứ"), default=list)
    result = models.CharField(_("kết quả"), max_length=500)
    fee_text = models.TextField(_("phí, lệ phí"), blank=True)
    verified = models.BooleanField(_("đã đối chiếu"), default=True)
    note = models.TextField(_("ghi chú"), blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("phiên bản thủ tục")
        verbose_name_plural = _("phiên bản thủ tục")
        ordering = ["procedure", "number"]
        indexes = [models.Index(fields=["level", "starts_on"], name="catalogue_version_level")]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="catalogue_version_number"
            ),
            models.UniqueConstraint(
                fields=["procedure", "starts_on"], name="catalogue_version_start"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="catalogue_version_dates",
            ),
            models.CheckConstraint(
                condition=Q(limit_value__gte=1) | Q(same_day=True), name="catalogue_version_limit"
            ),
            models.CheckConstraint(
                condition=one_of("limit_unit", LimitUnit), name="catalogue_version_limit_unit"
            ),
            models.CheckConstraint(
                condition=one_of("level", rules.Level), name="catalogue_version_level_known"
            ),
            models.CheckConstraint(
                condition=one_of("also_level", rules.Level, blank=True),
                name="catalogue_version_also_level_known",
            ),
            models.CheckConstraint(
                condition=one_of("mechanism", rules.Mechanism),
                name="catalogue_version_mechanism",
            ),
            models.CheckConstraint(
                condition=Q(on_supplement__in=["", "resume", "restart"]),
                name="catalogue_version_on_supplement",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ChannelLimit(models.Model):
    """A time limit that differs for one channel of submission."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="limits")
    channel = models.CharField(_("hình thức nộp"), max_length=10)
    value = models.PositiveSmallIntegerField(_("thời hạn"))
    unit = models.CharField(_("đơn vị thời hạn"), max_length=15)

    class Meta:
        verbose_name = _("thời hạn theo hình thức nộp")
        verbose_name_plural = _("thời hạn theo hình thức nộp")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "channel"], name="catalogue_channellimit_once"
            ),
            models.CheckConstraint(
                condition=one_of("channel", rules.Channel),
                name="catalogue_channellimit_channel",
            ),
            models.CheckConstraint(
                condition=one_of("unit", LimitUnit),
                name="catalogue_channellimit_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.value} {self.unit}"


class FeeLine(models.Model):
    """One fee or charge in đồng; no amount where the provincial council sets it."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="fees")
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    channel = models.CharField(_("hình thức nộp"), max_length=10, blank=True)
    kind = models.CharField(_("loại"), max_length=10)
    name = models.CharField(_("tên khoản thu"), max_length=300)
    amount = models.PositiveIntegerField(_("số tiền"), null=True, blank=True)
    per = models.CharField(_("tính theo"), max_length=60, blank=True)
    first = models.PositiveSmallIntegerField(_("tính từ"), default=1)
    most = models.PositiveIntegerField(_("nhiều nhất một bản"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("phí, lệ phí")
        verbose_name_plural = _("phí, lệ phí")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="catalogue_feeline_order"),
            models.CheckConstraint(
                condition=one_of("channel", rules.Channel, blank=True),
                name="catalogue_feeline_channel",
            ),
            models.CheckConstraint(
                condition=one_of("kind", rules.FeeKind), name="catalogue_feeline_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PaperSpec(models.Model):
    """One paper that a dossier must or may hold."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên giấy tờ"), max_length=600)
    form_number = models.CharField(_("mẫu số"), max_length=200, blank=True)
    originals = models.PositiveSmallIntegerField(_("số bản chính"), default=0)
    copies = models.PositiveSmallIntegerField(_("số bản sao"), default=0)
    electronic = models.BooleanField(_("nhận bản điện tử"), default=True)
    required = models.BooleanField(_("bắt buộc"), default=True)
    note = models.CharField(_("ghi chú"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("thành phần hồ sơ")
        verbose_name_plural = _("thành phần hồ sơ")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="catalogue_paperspec_order")
        ]

    def __str__(self) -> str:
        return self.name


class WorkflowStep(models.Model):
    """One step of the internal workflow with its share of the limit in ‰."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("bước"), max_length=300)
    kind = models.CharField(_("loại bước"), max_length=15)
    role = models.CharField(_("vai trò"), max_length=15)
    unit_kind = models.CharField(_("loại đơn vị"), max_length=30)
    agency = models.CharField(_("cơ quan phối hợp"), max_length=200, blank=True)
    share = models.PositiveSmallIntegerField(_("phần thời hạn (‰)"))
    branches: models.JSONField[Any, Any] = models.JSONField(_("rẽ nhánh"), default=list)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("bước quy trình")
        verbose_name_plural = _("bước quy trình")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "order"], name="catalogue_workflowstep_order"
            ),
            models.CheckConstraint(
                condition=one_of("kind", rules.StepKind), name="catalogue_workflowstep_kind"
            ),
            models.CheckConstraint(
                condition=one_of("role", rules.StepRole), name="catalogue_workflowstep_role"
            ),
            models.CheckConstraint(
                condition=Q(share__lte=WHOLE_LIMIT), name="catalogue_workflowstep_share"
            ),
        ]

    def __str__(self) -> str:
        return self.name
