"""Vietnamese words of what the check finds and of why a file could not be read."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.rules.findings import Basis, Severity
from congvu.oversight.proofreading.rules.keeping import UploadState


class StateLabel(models.TextChoices):
    WAITING = UploadState.WAITING.value, _("Đang chờ soát")
    READ = UploadState.READ.value, _("Đã soát")
    REFUSED = UploadState.REFUSED.value, _("Không đọc được")


class SeverityLabel(models.TextChoices):
    ERROR = Severity.ERROR.value, _("Lỗi")
    WARNING = Severity.WARNING.value, _("Cảnh báo")
    ROUNDING = Severity.ROUNDING.value, _("Làm tròn")


class BasisLabel(models.TextChoices):
    ARITHMETIC = Basis.ARITHMETIC.value, _("Phép cộng, trừ")
    PERCENTAGE = Basis.PERCENTAGE.value, _("Tỷ lệ phần trăm")
    CITATION = Basis.CITATION.value, _("Văn bản được dẫn")
    DATE = Basis.DATE.value, _("Ngày, tháng, năm")
    STRUCTURE = Basis.STRUCTURE.value, _("Bố cục, phần thiếu")
    WORDING = Basis.WORDING.value, _("Câu chữ")
    CROSS_REFERENCE = Basis.CROSS_REFERENCE.value, _("Đối chiếu các phần")
    NOTATION = Basis.NOTATION.value, _("Cách viết số")
    SEMANTIC = Basis.SEMANTIC.value, _("Ý nghĩa")


REFUSED_BY_STORE: dict[str, Promise] = {
    "macros": _("Tệp có chứa macro. Hãy lưu lại không kèm macro hoặc in ra PDF."),
    "script": _("Tệp PDF có chứa mã chạy tự động. Hãy in lại thành PDF thường."),
}


def why_refused(reason: str) -> str:
    """Return the sentence that says why a file gives no text and what to do."""
    if reason in REFUSED_BY_STORE:
        return str(REFUSED_BY_STORE[reason])
    return CannotRead(Reason(reason)).text(gettext)
