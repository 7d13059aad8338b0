"""What a registration must survive: secrecy, dates that can be, reasons where they are unusual."""

from __future__ import annotations

import re
from datetime import date, timedelta

from congvu.casework.documents.errors import ReasonMissing, SecretDocument
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import fold, format_date

# Law on the protection of state secrets: three levels, none of which may enter this system.
_TWO_PEOPLE = re.compile(r"[;\n]| và |,", re.IGNORECASE)
_SECRET = ("tuyet mat", "toi mat", "mat")
# an ordinary document of December that comes in January needs no explanation
NEW_YEAR = timedelta(days=31)
LONGEST_AGO = timedelta(days=366 * 60)


def is_secret(text: str) -> bool:
    """Say whether a level of secrecy, as somebody wrote it, is a secret one."""
    return fold(text) in _SECRET


def refuse_secret(level: str) -> None:
    """Raise SecretDocument for a secret level; nothing else of the document is looked at."""
    if is_secret(level):
        raise SecretDocument(
            gettext_noop(
                "Văn bản mật không được đưa vào hệ thống này. Hãy đăng ký vào sổ văn bản mật riêng."
            ),
            field="secrecy",
        )


def check_one_signer(signer: str) -> None:
    """Raise Invalid when a signer's name looks like two people: one of our documents has one signer."""
    if _TWO_PEOPLE.search(signer.strip()):
        raise Invalid(
            gettext_noop(
                "Ô người ký có vẻ ghi hai người. Hãy ghi một người; "
                "văn bản liên tịch thì người kia ghi ở ghi chú."
            ),
            code="two_signers",
            field="signer",
        )


def check_issued_on(issued_on: date, on: date) -> None:
    """Raise Invalid for a date of issue that is still to come or was before any paper of ours."""
    if issued_on > on:
        raise Invalid(
            gettext_noop("Ngày văn bản %(day)s ở tương lai. Hãy kiểm tra lại."),
            code="document_day_wrong",
            day=format_date(issued_on),
            field="issued_on",
        )
    if on - issued_on > LONGEST_AGO:
        raise Invalid(
            gettext_noop("Ngày văn bản %(day)s quá xa. Hãy kiểm tra lại năm."),
            code="document_day_wrong",
            day=format_date(issued_on),
            field="issued_on",
        )


def check_arrival(issued_on: date, arrived_on: date, on: date, reason: str) -> None:
    """Check the two dates of an incoming document against today.

    Raises Invalid for what cannot be (arrived tomorrow, arrived before it was issued), and
    ReasonMissing where it can but must be explained: entered in another year than it arrived, or
    issued in an earlier year more than 31 days before.
    """
    check_issued_on(issued_on, on)
    if arrived_on > on:
        raise Invalid(
            gettext_noop("Ngày đến %(day)s ở tương lai. Hãy kiểm tra lại."),
            code="document_day_wrong",
            day=format_date(arrived_on),
            field="arrived_on",
        )
    if arrived_on < issued_on:
        raise Invalid(
            gettext_noop("Ngày đến sớm hơn ngày văn bản. Hãy kiểm tra lại hai ngày."),
            code="document_day_wrong",
            field="arrived_on",
        )
    is_old = issued_on.year != arrived_on.year and arrived_on - issued_on > NEW_YEAR
    if (arrived_on.year != on.year or is_old) and not reason.strip():
        raise _explain()


def check_number_day(issued_on: date, on: date, reason: str) -> None:
    """Check the date of an outgoing document that gets its number today.

    Raises ReasonMissing for a date in another year: its number comes from that year's book, and the
    figures of that year change.
    """
    check_issued_on(issued_on, on)
    if issued_on.year != on.year and not reason.strip():
        raise _explain()


def _explain() -> ReasonMissing:
    return ReasonMissing(
        gettext_noop("Ngày thuộc năm khác. Hãy ghi lý do đăng ký muộn hoặc sửa lại ngày."),
        field="late_reason",
    )
