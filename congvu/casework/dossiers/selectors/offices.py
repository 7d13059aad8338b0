"""Which office a dossier lies with; the question itself belongs to the units."""

from congvu.foundation.units.offices import (
    INTERNAL_KINDS,
    SECONDS,
    Office,
    authority_name,
    office_of,
)

__all__ = ["INTERNAL_KINDS", "SECONDS", "Office", "authority_name", "office_of"]
