"""Everything that lies in the folder of one dossier, read once for a page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.casework.dossiers.models import (
    Dossier,
    DossierEvent,
    DossierPaper,
    DossierStep,
    HandOut,
    HandOver,
    OpinionRequest,
    Pause,
    Result,
    Slip,
    SupplementRequest,
)
from congvu.casework.dossiers.rules.states import Action, State
from congvu.casework.dossiers.selectors.offices import Office
from congvu.foundation.files.models import StoredFile
from congvu.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Folder:
    """The parts of a dossier, each in the order in which it grew."""

    events: list[DossierEvent]
    papers: list[DossierPaper]
    steps: list[DossierStep]
    pauses: list[Pause]
    requests: list[SupplementRequest]
    opinions: list[OpinionRequest]
    hand_overs: list[HandOver]
    slips: list[Slip]
    results: list[Result]
    hand_outs: list[HandOut]


def folder_of(dossier: Dossier) -> Folder:
    """Read the whole folder: one statement a part, two for the supplement requests."""
    return Folder(
        events=list(dossier.events.select_related("unit", "file").order_by("seq")),
        papers=papers_of(dossier),
        steps=list(dossier.steps.order_by("order")),
        pauses=list(dossier.pauses.order_by("starts_at")),
        requests=requests_of(dossier),
        opinions=opinions_of(dossier),
        hand_overs=hand_overs_of(dossier),
        slips=list(dossier.slips.order_by("seq", "id")),
        results=_results(dossier),
        hand_outs=list(dossier.hand_outs.order_by("seq", "id")) if dossier.handed_out_at else [],
    )


def _results(dossier: Dossier) -> list[Result]:
    """List the results; only a finished or reopened dossier can have any."""
    if dossier.finished_at is None and dossier.state != State.PROCESSING:
        return []
    return list(dossier.results.select_related("file").order_by("seq", "id"))


def papers_of(dossier: Dossier) -> list[DossierPaper]:
    return list(dossier.papers.select_related("file").order_by("order"))


def requests_of(dossier: Dossier) -> list[SupplementRequest]:
    """List the supplement requests, their items read along."""
    return list(dossier.supplement_requests.prefetch_related("items").order_by("number"))


def opinions_of(dossier: Dossier) -> list[OpinionRequest]:
    return list(dossier.opinions.select_related("unit").order_by("round", "id"))


def hand_overs_of(dossier: Dossier) -> list[HandOver]:
    """List the rows of the control sheet."""
    rows = dossier.hand_overs.select_related("from_unit", "to_unit")
    return list(rows.order_by("seq", "id"))


def received_by(row: HandOver, action: str, office: Office) -> str:
    """Name who received: the section of the row, or the leader, registrar, desk that it leaves out."""
    match action:
        case Action.PRESENT:
            return _("Lãnh đạo %(office)s") % {"office": office.authority}
        case Action.SEND_TO_NUMBERING:
            return _("Văn thư %(office)s") % {"office": office.authority}
        case Action.RESOLVE if row.to_unit_id == office.id:
            return office.desk_name
    return row.to_unit.name if row.to_unit else ""


def get_slip(dossier: Dossier, slip_id: int) -> Slip:
    """Return a slip of this dossier. Raises NotFound."""
    found = Slip.objects.filter(dossier=dossier, pk=slip_id).select_related("file").first()
    if found is None:
        raise NotFound("Hồ sơ không có phiếu này.", code="no_slip")
    return found


def get_opinion(dossier: Dossier, opinion_id: int) -> OpinionRequest:
    """Return a question put to an agency in this dossier. Raises NotFound."""
    found = dossier.opinions.select_related("unit").filter(pk=opinion_id).first()
    if found is None:
        raise NotFound("Hồ sơ không có yêu cầu lấy ý kiến này.", code="no_opinion")
    return found


def get_paper(dossier: Dossier, paper_id: int) -> DossierPaper:
    """Return a paper of this dossier. Raises NotFound."""
    found = dossier.papers.select_related("file").filter(pk=paper_id).first()
    if found is None:
        raise NotFound("Hồ sơ không có giấy tờ này.", code="no_paper")
    return found


def file_of(dossier: Dossier, uuid: UUID) -> StoredFile:
    """Return a file that lies in this dossier's folder, whoever put it there. Raises NotFound."""
    here = (
        Q(pk__in=dossier.papers.values("file_id"))
        | Q(pk__in=dossier.events.filter(file__isnull=False).values("file_id"))
        | Q(pk__in=dossier.results.filter(file__isnull=False).values("file_id"))
        | Q(pk__in=dossier.slips.filter(file__isnull=False).values("file_id"))
    )
    found = StoredFile.objects.filter(here, uuid=uuid).first()
    if found is None:
        raise NotFound("Hồ sơ không có tệp này.", code="no_file")
    return found
