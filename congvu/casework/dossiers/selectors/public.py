"""What anybody may ask without signing in: the code, and whether the work is done."""

from __future__ import annotations

from congvu.casework.dossiers.errors import DossierNotFound
from congvu.casework.dossiers.models import Dossier


def is_completed(code: str) -> bool:
    """Say whether the dossier is finished (TT 01/2018 Đ16.2d). Raises DossierNotFound."""
    found = (
        Dossier.objects.filter(code=code.strip().upper())
        .values_list("finished_at", flat=True)
        .first()
    )
    if found is not None:
        return True
    if Dossier.objects.filter(code=code.strip().upper()).exists():
        return False
    raise DossierNotFound("Không có hồ sơ mang mã số này. Hãy kiểm tra lại mã trên giấy tiếp nhận.")
