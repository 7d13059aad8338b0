"""What the tests of administration read from answers."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from tests.answers import put_away

DECISION = "Nghị quyết số 05/NQ-HĐND ngày 01/03/2026"
DOCUMENT = {
    "doc_type": "Quyết định",
    "doc_number": "15",
    "doc_symbol": "QĐ-UBND",
    "doc_issued_on": "09/03/2026",
    "doc_issuer": "UBND tỉnh Minh Châu",
    "doc_subject": "",
}


def html(response: Any) -> str:
    return response.content.decode()


def rows_of(response: Any) -> list[list[Any]]:
    """Read an exported sheet: what stands below its head."""
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content)))
    put_away(response)
    return book.get_sheet_by_index(0).to_python()[4:]


def is_day(value: object) -> bool:
    return isinstance(value, date | datetime)
