"""Dossiers over HTTP: hand in, tell an event, ask whether it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Path, Router, Status
from pydantic import StringConstraints

from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.selectors.public import is_completed
from congvu.casework.dossiers.services import clock, closing, handling, intake
from congvu.casework.dossiers.services.closing import ResultInput
from congvu.casework.dossiers.services.intake import ApplicantInput, Intake, PaperInput
from congvu.foundation.people.rules import Staff
from congvu.interfaces.api import schemas
from congvu.interfaces.api.problems import problem
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import Invalid
from congvu.kernel.workingdays import local_day

router = Router(tags=["dossiers"])
PROBLEMS = {
    400: schemas.Problem,
    401: schemas.Problem,
    403: schemas.Problem,
    404: schemas.Problem,
    409: schemas.Problem,
    412: schemas.Problem,
    422: schemas.Problem,
    428: schemas.Problem,
}
Ref = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[0-9A-Za-z.\-]+$")]
Key = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[\x21-\x7e]+$")]


@router.post("/dossiers", response={201: schemas.DossierOut, **PROBLEMS}, by_alias=True)
def hand_in(
    request: HttpRequest,
    response: HttpResponse,
    body: schemas.IntakeIn,
    key: Annotated[Key, Header(alias="Idempotency-Key")],
) -> Status[dict[str, Any]]:
    """Hand in a dossier; the same key with the same content makes it once."""
    by: Staff = request.auth  # type: ignore[attr-defined]
    values = Intake(
        procedure=body.procedure,
        channel=body.channel,
        applicant=ApplicantInput(**body.applicant.dict()),
        papers=papers(body.papers),
    )
    now = timezone.now()
    if body.action == "submit":
        dossier = intake.submit(values, by=by, at=now, key=key)
    else:
        accepted_at = body.accepted_at
        if accepted_at is not None and accepted_at.tzinfo is None:
            raise Invalid(_("Thời điểm tiếp nhận phải ghi rõ múi giờ."), field="accepted_at")
        dossier = intake.accept_new(values, by=by, at=now, occurred_at=accepted_at, key=key)
    response["ETag"] = f'"{dossier.version}"'
    return Status(201, shown(dossier))


@router.get("/dossiers/{code}/status", response={200: schemas.StatusOut, **PROBLEMS}, auth=None)
def status(request: HttpRequest, code: Annotated[Ref, Path()]) -> dict[str, Any]:  # noqa: ARG001
    """Say whether the dossier with this code is done; nothing else, to anybody."""
    return {"code": code.upper(), "completed": is_completed(code)}


@router.post("/dossiers/{code}/events", response={200: schemas.DossierOut, **PROBLEMS})
def tell(
    request: HttpRequest,
    response: HttpResponse,
    code: Annotated[Ref, Path()],
    body: schemas.EventIn,
    if_match: Annotated[str, Header(alias="If-Match", max_length=24)] = "",
) -> Any:
    """Add an event to the dossier as it was last seen (`If-Match` holds its version)."""
    by: Staff = request.auth  # type: ignore[attr-defined]
    now = timezone.now()
    dossier = get_for(by, code, local_day(now))
    seen = if_match.strip().removeprefix("W/").strip('"')
    if not seen:
        return problem(428, "version_missing", _("Hãy gửi phiên bản đã thấy trong If-Match."))
    if seen != str(dossier.version):
        return problem(
            412,
            "changed_meanwhile",
            _("Hồ sơ đã thay đổi. Hãy đọc lại rồi gửi với phiên bản mới."),
            facts={"version": dossier.version, "state": dossier.state},
        )
    dossier = ACTIONS[body.action](dossier, body, by, now)
    response["ETag"] = f'"{dossier.version}"'
    return shown(dossier)


def _resolve(dossier: Any, body: schemas.EventIn, by: Staff, now: Any) -> Any:
    if body.document is None:
        raise Invalid(_("Ban hành kết quả phải kèm số, ngày của văn bản."), field="document")
    document = DocumentReference(**body.document.dict())
    result = ResultInput(document=document, note=body.note)
    return closing.resolve(dossier, seen=dossier.version, results=[result], by=by, at=now)


ACTIONS: dict[str, Callable[..., Any]] = {
    "accept": lambda d, _b, by, at: intake.accept_submitted(d, seen=d.version, by=by, at=at),
    "submit_again": lambda d, b, by, at: intake.submit_again(
        d, seen=d.version, papers=papers(b.papers), by=by, at=at
    ),
    "receive_supplement": lambda d, b, by, at: clock.receive_supplement(
        d, seen=d.version, papers=papers(b.papers), by=by, at=at
    ),
    "confirm_payment": lambda d, b, by, at: clock.confirm_payment(
        d, seen=d.version, receipt=b.note, by=by, at=at
    ),
    "present": lambda d, b, by, at: handling.present(d, seen=d.version, note=b.note, by=by, at=at),
    "resolve": _resolve,
    "hand_out": lambda d, b, by, at: closing.hand_out(
        d, seen=d.version, method=b.method, receiver_name=b.receiver_name, by=by, at=at
    ),
    "withdraw": lambda d, b, by, at: closing.withdraw(
        d, seen=d.version, reason=b.note, by=by, at=at
    ),
}


def papers(given: list[schemas.Paper]) -> list[PaperInput]:
    return [PaperInput(**paper.dict()) for paper in given]


def shown(dossier: Any) -> dict[str, Any]:
    return {
        "uuid": str(dossier.uuid),
        "code": dossier.code,
        "state": str(dossier.state),
        "version": dossier.version,
        "accepted_at": dossier.accepted_at,
        "promised_due": dossier.promised_due,
        "lawful_due": dossier.lawful_due,
        "current_due": dossier.current_due,
    }
