"""Tables of the dossiers room, one module per aggregate."""

from congvu.casework.dossiers.models.dossier import (
    Applicant,
    Dossier,
    DossierEvent,
    DossierGuest,
    DossierPaper,
    DossierWord,
    EventHead,
)
from congvu.casework.dossiers.models.numbering import DossierCounter
from congvu.casework.dossiers.models.papers_out import HandOut, Result, Slip
from congvu.casework.dossiers.models.work import (
    DossierStep,
    DossierTransfer,
    HandOver,
    OpinionRequest,
    Pause,
    Reappointment,
    SupplementItem,
    SupplementRequest,
)

__all__ = [
    "Applicant",
    "Dossier",
    "DossierCounter",
    "DossierEvent",
    "DossierGuest",
    "DossierPaper",
    "DossierStep",
    "DossierTransfer",
    "DossierWord",
    "EventHead",
    "HandOut",
    "HandOver",
    "OpinionRequest",
    "Pause",
    "Reappointment",
    "Result",
    "Slip",
    "SupplementItem",
    "SupplementRequest",
]
