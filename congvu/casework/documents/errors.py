"""What can go wrong with a document, as facts."""

from __future__ import annotations

from congvu.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


class DocumentNotFound(NotFound):
    code = "document_not_found"


class DocumentChanged(Conflict):
    """Somebody else acted first; the facts tell who, what and when."""

    code = "document_changed"


class NotYourDocument(NotAllowed):
    code = "not_your_document"


class SecretDocument(Invalid):
    """Secret documents never enter; nothing of their content is kept."""

    code = "secret_document"


class NumberTaken(Conflict):
    code = "document_number_taken"


class ReasonMissing(Invalid):
    code = "reason_missing"


class ImportRefused(Invalid):
    """A file that cannot be read as a list of documents at all."""

    code = "import_refused"


class ImportElsewhere(Conflict):
    """Another worker reads the same run in; what it wrote counts."""

    code = "import_elsewhere"
