"""Turns rows of the catalogue into the frozen values of `rules`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from congvu.instruments.catalogue import rules
from congvu.instruments.catalogue.models import ProcedureVersion, Regime, ServiceLevel
from congvu.kernel.workingdays import LimitUnit, OnSupplement, TimeLimit

if TYPE_CHECKING:
    from django.db.models import QuerySet

LINE: Final = (
    "id",
    "procedure__code",
    "number",
    "name",
    "name_en",
    "also_called",
    "procedure__field__code",
    "procedure__field__name",
    "level",
    "also_level",
    "service_level",
    "limit_value",
    "limit_unit",
    "same_day",
    "starts_on",
    "ends_on",
    "verified",
)


def versions(**chosen: Any) -> tuple[rules.VersionFacts, ...]:
    """Read versions whole, oldest first of each procedure: five statements however many."""
    rows: QuerySet[ProcedureVersion] = (
        ProcedureVersion.objects.filter(**chosen)
        .select_related("procedure__field")
        .prefetch_related("limits", "fees", "papers", "steps")
        .order_by("procedure__code", "starts_on")
    )
    return tuple(_version(row) for row in rows)


def line(row: dict[str, Any]) -> rules.VersionLine:
    """Turn the columns of `LINE` into one line of a list."""
    return rules.VersionLine(
        id=row["id"],
        code=row["procedure__code"],
        number=row["number"],
        name=row["name"],
        name_en=row["name_en"],
        also_called=row["also_called"],
        field_code=row["procedure__field__code"],
        field_name=row["procedure__field__name"],
        level=row["level"],
        also_level=row["also_level"],
        service_level=row["service_level"],
        limit=TimeLimit(row["limit_value"], LimitUnit(row["limit_unit"])),
        same_day=row["same_day"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        verified=row["verified"],
    )


def regimes() -> tuple[rules.RegimeSpan, ...]:
    """Read all regimes, oldest first."""
    rows = Regime.objects.prefetch_related("code_formats").order_by("starts_on")
    return tuple(_regime(row) for row in rows)


def service_levels() -> tuple[rules.ServiceLevelFacts, ...]:
    """Read all grades of online service."""
    return tuple(
        rules.ServiceLevelFacts(
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            maps_to=row.maps_to,
            source=row.source,
            verified=row.verified,
        )
        for row in ServiceLevel.objects.order_by("starts_on", "code")
    )


def _regime(row: Regime) -> rules.RegimeSpan:
    return rules.RegimeSpan(
        code=row.code,
        name=row.name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        article=row.article,
        on_supplement=OnSupplement(row.on_supplement),
        late_acceptance_cutoff=row.late_acceptance_cutoff,
        forward_cutoff=row.forward_cutoff,
        code_formats=tuple(
            rules.CodeFormatFacts(
                template=part.template,
                date_digits=part.date_digits,
                counter_width=part.counter_width,
                starts_on=part.starts_on,
                ends_on=part.ends_on,
                source=part.source,
                verified=part.verified,
            )
            for part in row.code_formats.all()
        ),
        forms=tuple(rules.FormFacts(kind=kind, **form) for kind, form in row.forms.items()),
        unverified=frozenset(row.unverified),
        note=row.note,
    )


def _version(row: ProcedureVersion) -> rules.VersionFacts:
    return rules.VersionFacts(
        id=row.pk,
        code=row.procedure.code,
        number=row.number,
        name=row.name,
        name_en=row.name_en,
        also_called=row.also_called,
        field_id=row.procedure.field_id,
        field_code=row.procedure.field.code,
        field_name=row.procedure.field.name,
        level=row.level,
        also_level=row.also_level,
        competent_kind=row.competent_kind,
        competent_name=row.competent_name,
        mechanism=row.mechanism,
        service_level=row.service_level,
        limit=TimeLimit(row.limit_value, LimitUnit(row.limit_unit)),
        channel_limits=tuple(
            sorted(
                (part.channel, TimeLimit(part.value, LimitUnit(part.unit)))
                for part in row.limits.all()
            )
        ),
        same_day=row.same_day,
        on_supplement=OnSupplement(row.on_supplement) if row.on_supplement else None,
        late_acceptance_cutoff=row.late_acceptance_cutoff,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        decision=row.decision,
        legal_basis=tuple(row.legal_basis),
        result=row.result,
        fee_text=row.fee_text,
        verified=row.verified,
        note=row.note,
        fees=_fees(row),
        papers=_papers(row),
        steps=_steps(row),
    )


def _fees(row: ProcedureVersion) -> tuple[rules.FeeFacts, ...]:
    return tuple(
        rules.FeeFacts(
            order=part.order,
            channel=part.channel or None,
            kind=part.kind,
            name=part.name,
            amount=part.amount,
            per=part.per,
            note=part.note,
            first=part.first,
            most=part.most,
        )
        for part in row.fees.all()
    )


def _papers(row: ProcedureVersion) -> tuple[rules.PaperFacts, ...]:
    return tuple(
        rules.PaperFacts(
            order=part.order,
            name=part.name,
            form_number=part.form_number,
            originals=part.originals,
            copies=part.copies,
            electronic=part.electronic,
            required=part.required,
            note=part.note,
        )
        for part in row.papers.all()
    )


def _steps(row: ProcedureVersion) -> tuple[rules.StepFacts, ...]:
    return tuple(
        rules.StepFacts(
            order=part.order,
            name=part.name,
            kind=part.kind,
            role=part.role,
            unit_kind=part.unit_kind,
            agency=part.agency,
            share=part.share,
            branches=tuple(part.branches),
            note=part.note,
        )
        for part in row.steps.all()
    )
