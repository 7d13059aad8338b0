"""Erasing what a dossier says of people, once it need not be kept any longer.

What was done, when, by whom and within which time stays: every figure and the journal's chain hold.
Not here: the deciding document, event notes and the office's own papers, which archives law keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from congvu.casework.dossiers.errors import DossierNotFound, GroundMissing, NotYourTask
from congvu.casework.dossiers.models import Applicant, Dossier, DossierWord, HandOut, Slip
from congvu.casework.dossiers.rules.states import FINAL, State
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.files.models import StoredFile
from congvu.foundation.files.services import discard
from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.services import erase_details
from congvu.foundation.people.rules import Role, Staff
from congvu.kernel.errors import Conflict
from congvu.kernel.workingdays import local_day

ERASED: Final = "(đã xóa)"
ERASERS: Final = frozenset({Role.ADMINISTRATOR, Role.REGISTRAR})
OF_PEOPLE: Final = (
    *("submitter_name", "applicant_name", "id_number", "address", "phone", "email", "content"),
    *("payer_name",),
)


@dataclass(frozen=True, slots=True)
class Erased:
    """What went: values of how many journal entries, how many slips and stored files."""

    code: str
    entries: int
    slips: int
    files: int


@transaction.atomic
def erase_people(
    code: str, *, ground: str, with_scans: bool = False, by: Staff, at: datetime
) -> Erased:
    """Erase the values of people in a finished dossier, its slips, its search words, the journal.

    `ground` names the decision or rule by which the time of keeping ended. `with_scans` also
    removes the files of the papers that were handed in. Raises GroundMissing without a ground,
    NotYourTask for whoever is neither administrator nor registrar of the deciding office,
    DossierNotFound, Conflict while the dossier is open and when it was erased before.
    """
    if not ground.strip():
        raise GroundMissing("Hãy ghi căn cứ xóa: văn bản hoặc quy định về thời hạn lưu trữ.")
    dossier = _found(code, by, at)
    person = Applicant.objects.select_for_update().get(dossier=dossier)
    if State(dossier.state) not in FINAL:
        raise Conflict("Hồ sơ chưa kết thúc nên chưa xóa được dữ liệu cá nhân.")
    if person.erased_at is not None:
        raise Conflict("Dữ liệu cá nhân của hồ sơ này đã được xóa trước đây.")
    _blank(person, at)
    DossierWord.objects.filter(dossier=dossier).delete()
    HandOut.objects.filter(dossier=dossier).update(receiver_name="", postal_number="")
    slips, files = _blank_slips(dossier)
    if with_scans:
        files += _drop_scans(dossier)
    for stored in files:
        discard(stored)
    entries = _erase_journal(dossier, ground.strip(), by, at)
    return Erased(dossier.code or code, entries, slips, len(files))


def _found(code: str, by: Staff, at: datetime) -> Dossier:
    """Return the dossier; a registrar reaches those of the own office, the administrator all."""
    if not ERASERS & by.roles:
        raise NotYourTask("Chỉ quản trị kỹ thuật hoặc văn thư được xóa dữ liệu cá nhân.")
    rows = Dossier.objects.select_for_update().filter(code=code.strip().upper())
    if Role.ADMINISTRATOR not in by.roles:
        rows = rows.filter(competent_unit_id=office_of(by.unit_id, local_day(at)).id)
    dossier = rows.first()
    if dossier is None:
        raise DossierNotFound("Không tìm thấy hồ sơ này trong phạm vi của bạn.")
    return dossier


def _blank(person: Applicant, at: datetime) -> None:
    """Empty every field of people; a list shows words instead of a name that is missing."""
    blank: dict[str, Any] = dict.fromkeys(Applicant.personal_data, "")
    blank |= {"name": ERASED, "birth_on": None, "erased_at": at}
    Applicant.objects.filter(pk=person.pk).update(**blank)


def _blank_slips(dossier: Dossier) -> tuple[int, list[StoredFile]]:
    """Take people out of what the slips say; return how many, and the PDFs that still say it."""
    slips = list(Slip.objects.filter(dossier=dossier).select_related("file"))
    files = [slip.file for slip in slips if slip.file is not None]
    for slip in slips:
        slip.data = {name: said for name, said in slip.data.items() if name not in OF_PEOPLE}
        slip.file = None
    Slip.objects.bulk_update(slips, ["data", "file"])
    return len(slips), files


def _drop_scans(dossier: Dossier) -> list[StoredFile]:
    papers = dossier.papers.filter(file__isnull=False).select_related("file")
    files = [paper.file for paper in papers if paper.file is not None]
    papers.update(file=None)
    return files


def _erase_journal(dossier: Dossier, ground: str, by: Staff, at: datetime) -> int:
    """Erase in the chain of every unit that wrote about the dossier; each keeps the ground."""
    named = {"object_type": "dossier", "object_code": dossier.code or str(dossier.uuid)}
    units = Entry.objects.filter(**named).values_list("unit_code", flat=True).distinct()
    return sum(
        erase_details(
            unit=unit,
            obj_type=named["object_type"],
            obj_code=named["object_code"],
            ground=ground,
            by=by,
            at=at,
        )
        for unit in sorted({*units, by.unit_code})
    )
