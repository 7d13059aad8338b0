"""What comes back from Word: compared with what was sent and what stands here, kept by choice.

A figure that was typed over never replaces the report's; it is told, and stays a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from django.core import signing
from django.db import transaction

from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Conflict, Invalid, gettext_noop
from congvu.oversight.proofreading.errors import CannotRead
from congvu.oversight.reporting.models import MOST_REMARK, Report
from congvu.oversight.reporting.rules.meeting import Choice, Kind, Offer
from congvu.oversight.reporting.rules.prose import parse
from congvu.oversight.reporting.rules.returned import (
    Differences,
    Returned,
    ReturnedFigure,
    ReturnedRemark,
    ReturnedRow,
)
from congvu.oversight.reporting.selectors.came_back import CameBack, came_back
from congvu.oversight.reporting.services.life import change_head
from congvu.oversight.reporting.services.writing import (
    comment,
    note_row,
    write_section,
)
from congvu.oversight.reporting.word_back import read_back

SALT = "congvu.reporting.word"
HOURS = 12
MOST_BYTES = 25 * 1024 * 1024
MOST_TOKEN: Final = 4 * 1024 * 1024
LONGEST_SUBJECT: Final = 300


@dataclass(frozen=True, slots=True)
class Compared:
    """What a returned file would change; `token` carries it to `keep`, signed and for a while.

    `moved` are the names of the offers that changed here since the token before this one.
    """

    back: CameBack
    token: str
    moved: frozenset[str] = frozenset()

    @property
    def found(self) -> Differences:
        """What the file says otherwise than what stands here now."""
        return self.back.found

    @property
    def left_out(self) -> int:
        """How many pictures and the like could not be read."""
        return self.back.left_out


class NotChosen(Invalid):
    """Something that both changed has no choice yet."""

    code = "word_not_chosen"


class MovedMeanwhile(Conflict):
    """Somebody wrote here between looking and keeping; nothing was kept."""

    code = "word_moved"


def compare(report: Report, content: bytes, *, at: datetime) -> Compared:
    """Read a file that was edited and say what it changes.

    What others wrote here since the file was made is no change of the file: it stays. Raises
    Invalid for what cannot be read and for another report's file.
    """
    if len(content) > MOST_BYTES:
        raise Invalid(gettext_noop("Tệp lớn quá 25 MB."), code="file_too_big")
    try:
        returned = read_back(content)
    except CannotRead as error:
        raise Invalid(error.message, code="word_unreadable") from error
    if returned.reference and not returned.reference.startswith(str(report.uuid)):
        raise Invalid(
            gettext_noop("Tệp này tải từ báo cáo khác. Hãy mở đúng báo cáo rồi đưa tệp lên."),
            code="word_other_report",
        )
    return _compared(report, returned, at)


def compare_again(report: Report, token: str, *, at: datetime) -> Compared:
    """Compare the file behind a token with what stands here now. Raises as `keep` does."""
    told = _told(report, token)
    again = _compared(report, _returned(told["returned"]), at)
    seen = told["seen"]
    moved = {one.name for one in again.back.offers if seen.get(one.name) != one.seen}
    return Compared(again.back, again.token, frozenset(moved))


@transaction.atomic
def keep(
    report: Report,
    token: str,
    *,
    chosen: Mapping[str, str] | None = None,
    by: Staff,
    at: datetime,
) -> int:
    """Keep what was chosen of what `compare` showed, by the name of the offer; return how many.

    Without `chosen` the file's words are taken wherever nobody else wrote. Raises Invalid for a
    token of another report, NotChosen while something that both changed has no choice, Conflict
    for a token that is too old, MovedMeanwhile when somebody wrote since.
    """
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    again = compare_again(locked, token, at=at)
    offers = again.back.offers
    if any(one.name in again.moved for one in offers):
        raise MovedMeanwhile(
            gettext_noop("Có người vừa sửa báo cáo. Chưa nhận gì; hãy xem lại các mục rồi chọn.")
        )
    picks = {one: _pick(one, chosen) for one in offers}
    taken = {one: pick for one, pick in picks.items() if pick is not Choice.OURS}
    head = {one.code: one.file for one in taken if one.kind is Kind.HEAD}
    if head:
        _keep_head(locked, head, by, at)
    for one, pick in taken.items():
        _keep(locked, one, pick, by, at)
    return len(taken)


def _pick(offer: Offer, chosen: Mapping[str, str] | None) -> Choice:
    said = "" if chosen is None else chosen.get(offer.name, "")
    if said in {one.value for one in offer.choices}:
        return Choice(said)
    if offer.asks:
        raise NotChosen(
            gettext_noop("Mục “%(title)s”: hãy chọn giữ bản nào, vì cả hai bên cùng sửa."),
            title=offer.title,
        )
    return Choice.FILE if chosen is None else Choice.OURS


def _keep(report: Report, one: Offer, pick: Choice, by: Staff, at: datetime) -> None:
    if one.kind is Kind.SECTION:
        text = f"{one.now}\n{one.file}" if pick is Choice.BOTH else one.file
        parse(text)
        write_section(report, one.code, text, seen=one.seen, origin="word", by=by, at=at)
    elif one.kind is Kind.NOTE:
        note_row(report, one.code, one.file, seen=one.seen, by=by, at=at)
    elif one.kind is Kind.REMARK:
        section = one.code.partition(":")[2]
        for begin in range(0, len(one.file), MOST_REMARK):
            comment(report, section, one.file[begin : begin + MOST_REMARK], by=by, at=at)


def _keep_head(report: Report, taken: Mapping[str, str], by: Staff, at: datetime) -> None:
    if len(taken.get("subject", "")) > LONGEST_SUBJECT:
        raise Invalid(
            gettext_noop("Trích yếu dài quá %(most)s ký tự."),
            code="subject_too_long",
            most=LONGEST_SUBJECT,
        )
    change_head(
        report,
        subject=taken.get("subject", report.subject),
        place=report.place,
        addressees=taken.get("addressees", report.addressees),
        recipients=taken.get("recipients", report.recipients),
        seen=report.revision,
        by=by,
        at=at,
    )


def _compared(report: Report, returned: Returned, at: datetime) -> Compared:
    back = came_back(report, returned, at=at)
    told = {
        "report": str(report.uuid),
        "returned": asdict(returned),
        "seen": {one.name: one.seen for one in back.offers},
    }
    token = signing.dumps(told, salt=SALT, compress=True)
    if len(token) > MOST_TOKEN:
        raise Invalid(gettext_noop("Tệp có quá nhiều chữ để đối chiếu."), code="word_too_long")
    return Compared(back, token)


def _told(report: Report, token: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature as error:
        raise Conflict(
            gettext_noop("Bản so sánh đã quá hạn. Hãy đưa tệp lên lại."), code="word_too_old"
        ) from error
    if told.get("report") != str(report.uuid) or "returned" not in told:
        raise Invalid(gettext_noop("Bản so sánh của báo cáo khác."), code="word_other_report")
    return told


def _returned(facts: Mapping[str, Any]) -> Returned:
    """Read what a token carries of a file."""
    return Returned(
        **{
            **facts,
            "figures": tuple(ReturnedFigure(**one) for one in facts["figures"]),
            "rows": tuple(ReturnedRow(one["code"], tuple(one["cells"])) for one in facts["rows"]),
            "remarks": tuple(ReturnedRemark(**one) for one in facts["remarks"]),
            "endnotes": tuple(facts["endnotes"]),
        }
    )
