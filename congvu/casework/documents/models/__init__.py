"""Tables of the room."""

from congvu.casework.documents.models.document import (
    Document,
    DocumentEvent,
    DocumentFile,
    DocumentTag,
    Recipient,
    Relation,
)
from congvu.casework.documents.models.importing import ImportLook, ImportRun, ImportSource
from congvu.casework.documents.models.numbering import IssuingBody, Series
from congvu.casework.documents.models.routing import Reminder, Routing

__all__ = [
    "Document",
    "DocumentEvent",
    "DocumentFile",
    "DocumentTag",
    "ImportLook",
    "ImportRun",
    "ImportSource",
    "IssuingBody",
    "Recipient",
    "Relation",
    "Reminder",
    "Routing",
    "Series",
]
