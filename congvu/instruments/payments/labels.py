"""The closed lists of this room and the words that people read for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChargeKind(models.TextChoices):
    """Phí pays for a service, lệ phí for an act of the state (Luật Phí và lệ phí)."""

    FEE = "fee", _("Phí")
    CHARGE = "charge", _("Lệ phí")


class DueWhen(models.TextChoices):
    """When the money is due: `HinhThucThu` 1, 2 and 4 of the national portal's messages."""

    ON_RECEIPT = "on_receipt", _("Khi tiếp nhận hồ sơ")
    ON_SUPPLEMENT = "on_supplement", _("Khi bổ sung hồ sơ")
    ON_RETURN = "on_return", _("Khi trả kết quả")


class Method(models.TextChoices):
    """How the money came (NĐ 61/2018, Điều 22)."""

    CASH = "cash", _("Tiền mặt")
    TRANSFER = "transfer", _("Chuyển khoản")
    POSTAL = "postal", _("Qua bưu chính công ích")
    ONLINE = "online", _("Trực tuyến")
