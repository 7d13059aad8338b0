"""Documents for tests, made by services so that none is impossible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from congvu.casework.documents.models import Document
from congvu.casework.documents.rules.kinds import Part
from congvu.casework.documents.services.incoming import Incoming, register_incoming
from congvu.casework.documents.services.outgoing import Outgoing, draft, register_outgoing
from congvu.casework.documents.services.parts import RecipientInput
from congvu.casework.documents.services.routing import RoutingInput, route
from tests.world import NOW, TODAY, World

INCOMING = Incoming(
    code="303/SNV-CCHC",
    issued_on=date(2026, 3, 9),
    issuer="Sở Nội vụ tỉnh Minh Châu",
    subject="Về việc báo cáo kết quả cải cách hành chính quý I",
    arrived_on=TODAY,
)
OUTGOING = Outgoing(
    type="BC",
    subject="Kết quả cải cách hành chính quý I năm 2026",
    signer="Lê Thị Hoa",
    signer_title="Chủ tịch",
    recipients=(RecipientInput("Sở Nội vụ"), RecipientInput("Lưu: VT")),
)


def arrived(world: World, **changed: object) -> Document:
    """Return a document that chú Dũng has just registered."""
    return register_incoming(replace(INCOMING, **changed), by=world.staff("dung"), at=NOW)


def routed(world: World, due_on: date | None = None, **changed: object) -> Document:
    """Return one that bà Hoa has given to anh Minh."""
    document = arrived(world, **changed)
    lines = [
        RoutingInput(
            world.units["economy"].pk, Part.LEAD, world.position("minh").pk, due_on=due_on
        ),
        RoutingInput(world.units["society"].pk, Part.SUPPORT, due_on=due_on),
    ]
    return route(
        document,
        lines,
        seen=document.version,
        instruction="Phòng Kinh tế tham mưu báo cáo",
        by=world.staff("hoa"),
        at=NOW,
    )


def drafted(world: World, **changed: object) -> Document:
    return draft(replace(OUTGOING, **changed), by=world.staff("minh"), at=NOW)


def numbered(world: World, on: date = TODAY, reason: str = "", **changed: object) -> Document:
    return register_outgoing(
        replace(OUTGOING, **changed),
        issued_on=on,
        late_reason=reason,
        by=world.staff("dung"),
        at=NOW,
    )
