"""Papers that come after intake: a scan for a paper on the list, or one more paper.

No event and no new version of the dossier: a scan changes neither its state nor its clock, and two
people may scan at once. The journal tells who added what.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from congvu.casework.dossiers.errors import NotYourTask
from congvu.casework.dossiers.models import Dossier, DossierPaper
from congvu.casework.dossiers.rules.permissions import actors_of
from congvu.casework.dossiers.rules.states import OPEN, State
from congvu.casework.dossiers.selectors.access import takes_part
from congvu.foundation.files.models import StoredFile
from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Conflict, Invalid, NotFound
from congvu.kernel.vitext import nfc
from congvu.kernel.workingdays import local_day


@transaction.atomic
def add_scan(
    dossier: Dossier, *, paper_id: int, file: StoredFile, by: Staff, at: datetime
) -> DossierPaper:
    """Put the scan of a paper that was handed in without one (NĐ 61/2018 Đ17.1).

    A scan is never replaced: raises Conflict when the paper has one already.
    """
    _lock(dossier, by, at)
    paper = DossierPaper.objects.select_for_update().filter(dossier=dossier, pk=paper_id).first()
    if paper is None:
        raise NotFound("Hồ sơ không có giấy tờ này.", code="no_paper")
    if paper.file_id is not None:
        raise Conflict("Giấy tờ này đã có tệp. Hãy thêm tệp mới thành một giấy tờ khác.")
    paper.file = file
    paper.save(update_fields=["file"])
    _journal(dossier, paper, "dossier.add_scan", by=by, at=at)
    return paper


@transaction.atomic
def add_paper(
    dossier: Dossier, *, name: str, file: StoredFile, by: Staff, at: datetime
) -> DossierPaper:
    """Add one more paper with its file after those that the dossier has."""
    name = " ".join(nfc(name).split())
    if not name:
        raise Invalid("Hãy ghi tên giấy tờ.", field="name")
    row = _lock(dossier, by, at)
    last = row.papers.aggregate(last=Max("order"))["last"] or 0
    paper = DossierPaper.objects.create(
        dossier=row,
        order=last + 1,
        name=name[:500],
        electronic=1,
        added_by_seq=row.version,
        file=file,
    )
    _journal(row, paper, "dossier.add_paper", by=by, at=at)
    return paper


def _lock(dossier: Dossier, by: Staff, at: datetime) -> Dossier:
    row = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if not (actors_of(by.roles) and takes_part(row, by, local_day(at))):
        raise NotYourTask("Cơ quan hoặc vị trí của bạn chỉ được xem hồ sơ này.")
    if State(row.state) not in OPEN:
        raise Invalid("Hồ sơ đã kết thúc nên không thêm giấy tờ được nữa.")
    return row


def _journal(
    dossier: Dossier, paper: DossierPaper, action: str, *, by: Staff, at: datetime
) -> None:
    record(
        unit=by.unit_code,
        by=by,
        action=action,
        obj_type="dossier",
        obj_code=str(dossier),
        changes={"paper": paper.name, "file": str(paper.file)},
        at=at,
    )
