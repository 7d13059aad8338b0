"""The three outcomes of an intake: taken in, to be completed, refused; each one service.

A dossier of another authority of the level is handed to it: its clock starts when it accepts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from congvu.casework.dossiers.services import desk, intake
from congvu.casework.dossiers.services.desk import Money
from congvu.interfaces.office.desk.intake.page import IntakePage
from congvu.kernel.errors import Invalid

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier

ACCEPT, COMPLETE, REFUSE = "accept", "complete", "refuse"
OUTCOMES = frozenset({ACCEPT, COMPLETE, REFUSE})


def carry_out(page: IntakePage, outcome: str) -> Dossier:
    """Do what was pressed. Raises what the services refuse; nothing is half done."""
    if outcome == COMPLETE:
        return _ask_to_complete(page)
    if outcome == REFUSE:
        return _refuse(page)
    return _accept(page)


def _accept(page: IntakePage) -> Dossier:
    cleaned = page.form.cleaned_data
    if page.goes_beside:
        return intake.submit(page.intake(), by=page.who.staff, at=page.who.at, key=_key(page))
    absent = page.papers.absent()
    if absent and not cleaned["waived"]:
        raise Invalid(
            gettext(
                "Còn thiếu giấy tờ bắt buộc: %(papers)s. Hãy yêu cầu hoàn thiện, hoặc đánh dấu "
                "là đã tra cứu được trong cơ sở dữ liệu."
            ),
            field="waived",
            papers="; ".join(paper.name for paper in absent),
        )
    return desk.accept_at_desk(
        page.intake(),
        money=Money(page.fees.due(), cleaned["paid_by"]),
        by=page.who.staff,
        at=page.who.at,
        occurred_at=page.form.occurred_at(page.who.at),
        key=_key(page),
        reason=cleaned["late_reason"],
    )


def _ask_to_complete(page: IntakePage) -> Dossier:
    absent = [(paper.name[:500], gettext("Chưa có")) for paper in page.papers.absent()]
    return intake.ask_to_complete_new(
        page.intake(),
        items=[*absent, *page.form.asked_lines()],
        reason=page.form.cleaned_data["missing_reason"],
        by=page.who.staff,
        at=page.who.at,
        key=_key(page),
    )


def _refuse(page: IntakePage) -> Dossier:
    cleaned = page.form.cleaned_data
    return intake.reject_new(
        page.intake(),
        reason=cleaned["refusal_reason"],
        legal_basis=cleaned["refusal_basis"],
        by=page.who.staff,
        at=page.who.at,
        key=_key(page),
    )


def _key(page: IntakePage) -> str:
    return str(page.form.cleaned_data["key"])
