"""Small catalogues for tests: real regimes and workflows, invented procedures in a folder of their own."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

from django.conf import settings

from congvu.foundation.journal.rules import SYSTEM
from congvu.instruments.catalogue import services
from congvu.instruments.catalogue.services import LoadReport

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=VIETNAM)

FIELD = '[field]\ncode = "thu-nghiem"\nname = "Thử nghiệm"\nname_en = "Trial"\n'
CODE = "9.000001"
PROCEDURE = """
[[procedures]]
code = "9.000001"
name = "Đăng ký nuôi ong lấy mật"
also_called = "trại ong"
level = "commune"
competent = "Ủy ban nhân dân cấp xã"
service_level = "full"
limit = "10 ngày làm việc"
limits = { online = "7 ngày làm việc" }
result = "Giấy chứng nhận"
workflow = "mot-cua"
fees = [
  { name = "Lệ phí", kind = "charge", amount = 20000 },
  { name = "Lệ phí", kind = "charge", amount = 10000, channel = "online" },
]
papers = [
  { name = "Đơn đăng ký", form = "Mẫu số 01", originals = 1 },
  { name = "Bản sao giấy tờ đất", copies = 1, required = false },
]

[[procedures.versions]]
number = 1
starts_on = 2018-06-21
ends_on = 2025-07-01
level = "district"
competent = "Ủy ban nhân dân cấp huyện"
limit = "15 ngày"
legal_basis = ["Luật số 1"]
verified = false

[[procedures.versions]]
number = 2
starts_on = 2025-07-01
legal_basis = ["Luật số 2"]
"""


def write_folder(folder: Path, procedures: str = PROCEDURE) -> Path:
    """Write a whole catalogue whose only procedures are those given."""
    for part in ("regimes", "statistics"):
        if not (folder / part).exists():
            shutil.copytree(settings.CATALOGUE / part, folder / part)
    (folder / "procedures").mkdir(exist_ok=True)
    workflows = settings.CATALOGUE / "procedures" / "workflows.toml"
    shutil.copy(workflows, folder / "procedures" / "workflows.toml")
    (folder / "procedures" / "thu-nghiem.toml").write_text(FIELD + procedures, encoding="utf-8")
    return folder


def load(folder: Path, procedures: str = PROCEDURE, *, replace: bool = False) -> LoadReport:
    """Write and load."""
    return services.load(write_folder(folder, procedures), by=SYSTEM, at=NOW, replace=replace)
