"""Dossiers for tests, made by calling services, so that none of them is illegal."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.services import handling, intake
from congvu.casework.dossiers.services.closing import ResultInput
from congvu.casework.dossiers.services.intake import ApplicantInput, Intake, PaperInput
from congvu.kernel.documents import DocumentReference
from tests.world import NOW, World

DECISION = DocumentReference(
    type="Quyết định",
    number="12",
    symbol="QĐ-UBND",
    issued_on=date(2026, 3, 9),
    issuer="UBND xã Minh Tâm",
    subject="về việc mẫu",
)
PROCEDURE = "1.004873"  # Cấp Giấy xác nhận tình trạng hôn nhân


def make_intake(**changes: object) -> Intake:
    applicant = ApplicantInput(
        name=str(changes.pop("name", "Nguyễn Văn Tư")),
        personal_id=str(changes.pop("personal_id", "001099000001")),
        phone=str(changes.pop("phone", "0900000001")),
        address="Thôn 1, xã Minh Tâm",
    )
    values: dict[str, object] = {
        "procedure": PROCEDURE,
        "channel": "direct",
        "applicant": applicant,
        "papers": (PaperInput("Tờ khai", originals=1), PaperInput("Giấy tờ tùy thân", copies=1)),
    }
    return Intake(**{**values, **changes})


def accepted(world: World, at: datetime = NOW, **changes: object) -> Dossier:
    return intake.accept_new(make_intake(**changes), by=world.staff("lan"), at=at)


def processing(world: World, at: datetime = NOW, **changes: object) -> Dossier:
    dossier = accepted(world, at, **changes)
    return handling.forward(
        dossier,
        seen=dossier.version,
        to_unit_id=world.units["economy"].pk,
        to_position_id=world.position("minh").pk,
        by=world.staff("lan"),
        at=at + timedelta(minutes=10),
    )


def result() -> ResultInput:
    return ResultInput(document=DECISION)
