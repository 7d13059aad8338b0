"""Who issues documents of an office, and in which books they are numbered."""

from __future__ import annotations

from dataclasses import dataclass

from congvu.casework.documents.models import Document, IssuingBody, Series
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.series import Body, find_gaps
from congvu.foundation.units import kinds
from congvu.foundation.units.offices import Office
from congvu.kernel.errors import Invalid, gettext_noop


@dataclass(frozen=True, slots=True)
class BookProof:
    """What the book of one series holds: how many numbers, and those that are missing."""

    code: str
    year: int
    last: int
    held: int
    began_after: int
    gaps: tuple[int, ...]


def list_bodies(office_id: int) -> list[IssuingBody]:
    """Return who issues in this office, the authority first."""
    return list(
        IssuingBody.objects.filter(office_id=office_id, is_active=True).order_by("order", "id")
    )


def offered_bodies(office: Office) -> list[IssuingBody]:
    """Return who may issue in the office; the authority stands first, unsaved before its first use."""
    declared = list_bodies(office.id)
    if any(body.order == 0 for body in declared):
        return declared
    return [undeclared(office), *declared]


def undeclared(office: Office) -> IssuingBody:
    """Return the authority as issuing body with its usual abbreviation, not yet saved."""
    return IssuingBody(
        office_id=office.id,
        name=office.authority,
        abbreviation=default_abbreviation(office.kind),
    )


def get_body(office_id: int, body_id: int | None) -> IssuingBody:
    """Return one of them, the first without a choice. Raises Invalid."""
    found = list_bodies(office_id)
    for body in found:
        if body_id in (None, body.pk):
            return body
    raise Invalid(
        gettext_noop("Chưa khai báo nơi ban hành và chữ viết tắt. Hãy mở trang Số và ký hiệu."),
        code="no_issuing_body",
        field="body",
    )


def default_abbreviation(kind: str) -> str:
    """Return the abbreviation that an authority of this kind signs under: "UBND" for a territory."""
    return "UBND" if kinds.get(kind).territorial else "CQ"


def as_rule(body: IssuingBody) -> Body:
    return Body(body.abbreviation, own_series=body.own_series, by_type=body.by_type)


def prove_books(office_id: int, year: int) -> list[BookProof]:
    """Look for gaps in every book of a year; a book that another system began is ours from there."""
    proofs = []
    for series in Series.objects.filter(office_id=office_id, year=year).order_by(
        "direction", "code"
    ):
        column = "arrival_number" if series.direction == Direction.INCOMING.value else "number"
        numbers = list(
            Document.objects.filter(series=series, **{f"{column}__gt": series.began_after})
            .order_by(column)
            .values_list(column, flat=True)
        )
        gaps = find_gaps(
            [n for n in numbers if n is not None], last=series.last, began_after=series.began_after
        )
        proofs.append(
            BookProof(series.code, year, series.last, len(numbers), series.began_after, tuple(gaps))
        )
    return proofs
