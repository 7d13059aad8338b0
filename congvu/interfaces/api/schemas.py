"""What programs send and get; every text has a longest length, every number a range."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

Short = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]*$")]
Line = Annotated[str, StringConstraints(max_length=250, pattern=r"^[^\x00]*$")]
Text = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
Count = Annotated[int, Field(ge=0, le=999)]
Digits = Annotated[str, StringConstraints(max_length=15, pattern=r"^[0-9]*$")]


class Strict(Schema):
    """Refuse what is not known, so that a misspelt field is not lost."""

    model_config = ConfigDict(extra="forbid")


class Applicant(Strict):
    name: Annotated[str, StringConstraints(min_length=1, max_length=250, pattern=r"^[^\x00]*$")]
    kind: Literal["citizen", "business", "household"] = "citizen"
    personal_id: Digits = ""
    tax_code: Short = ""
    phone: Digits = ""
    email: Line = ""
    address: Line = ""
    birth_on: date | None = None
    submitter_name: Line = ""
    submitter_phone: Digits = ""
    content: Line = ""
    return_method: Literal["desk", "postal", "electronic"] = "desk"


class Paper(Strict):
    name: Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
    originals: Count = 0
    copies: Count = 0
    electronic: Count = 0


class IntakeIn(Strict):
    """A dossier handed in: accepted at once, or submitted to wait for the desk."""

    action: Literal["accept", "submit"] = "accept"
    procedure: Annotated[str, StringConstraints(pattern=r"^\d\.\d{6}$")]
    channel: Literal["direct", "postal", "online"] = "online"
    applicant: Applicant
    papers: Annotated[list[Paper], Field(max_length=60)] = []
    accepted_at: datetime | None = None


class Document(Strict):
    type: Line
    number: Annotated[str, StringConstraints(min_length=1, max_length=11, pattern=r"^[^\s/\x00]+$")]
    symbol: Annotated[str, StringConstraints(max_length=30, pattern=r"^[^\s/\x00]*$")] = ""
    issued_on: date
    issuer: Line
    subject: Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")] = ""


class EventIn(Strict):
    """Something that happened elsewhere; which fields matter depends on the action."""

    action: Literal[
        "accept",
        "submit_again",
        "receive_supplement",
        "confirm_payment",
        "present",
        "resolve",
        "hand_out",
        "withdraw",
    ]
    note: Text = ""
    papers: Annotated[list[Paper], Field(max_length=60)] = []
    document: Document | None = None
    method: Literal["desk", "postal", "electronic"] = "electronic"
    receiver_name: Line = ""


class DossierOut(Schema):
    """A dossier as the program that hands it in may know it; no personal data comes back."""

    uuid: str
    code: str | None
    state: str
    version: int
    accepted_at: datetime | None
    promised_due: date | None
    lawful_due: date | None
    current_due: date | None


class StatusOut(Schema):
    """What anybody may ask: the code, and whether the work is done (TT 01/2018 Đ16.2d)."""

    code: str
    completed: bool


class Problem(Schema):
    type: str
    title: str
    status: int
    code: str
