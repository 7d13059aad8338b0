"""Vietnamese names of the roles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congvu.foundation.people.rules import Role

ROLE_LABELS = {
    Role.CLERK: _("Công chức tiếp nhận và trả kết quả"),
    Role.OFFICER: _("Công chức xử lý hồ sơ"),
    Role.HEAD: _("Trưởng phòng"),
    Role.LEADER: _("Lãnh đạo cơ quan"),
    Role.REGISTRAR: _("Văn thư"),
    Role.REFORM_OFFICER: _("Công chức cải cách hành chính"),
    Role.PROVINCE_OFFICER: _("Công chức cấp tỉnh theo dõi cải cách hành chính"),
    Role.CASHIER: _("Thu phí, lệ phí"),
    Role.ADMINISTRATOR: _("Quản trị kỹ thuật"),
}
ROLE_CHOICES = [(role.value, label) for role, label in ROLE_LABELS.items()]
