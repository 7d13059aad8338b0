"""The note for a report's author on paper: each finding with its words and its computation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from congvu.foundation.units.offices import Office
from congvu.instruments.forms import pdf, word
from congvu.instruments.forms.rules import blocks
from congvu.instruments.forms.rules.filling import SAMPLE_MARK, UNSIGNED, clean
from congvu.instruments.forms.rules.templates import Run, Text
from congvu.kernel.vitext import format_long_date, format_number
from congvu.oversight.proofreading.models import Upload, UploadFinding
from congvu.oversight.proofreading.rules.findings import Severity

MOST_ROWS: Final = 300
_LONGEST_QUOTE: Final = 200
_MOST_QUOTES: Final = 4
_SIZE: Final = 12
# On paper the words are Vietnamese whatever the reader's screen speaks.
_SEVERITIES: Final = {
    Severity.ERROR.value: "Lỗi",
    Severity.WARNING.value: "Cảnh báo",
    Severity.ROUNDING.value: "Làm tròn",
}


def note_pdf(
    upload: Upload,
    findings: Sequence[UploadFinding],
    *,
    office: Office,
    checker: str,
    on: date,
) -> bytes:
    """Return the note as PDF, A4; `checker` is who used the program and signs by hand."""
    return pdf.print_pdf(_sheet(upload, findings, office, checker, on))


def note_docx(
    upload: Upload,
    findings: Sequence[UploadFinding],
    *,
    office: Office,
    checker: str,
    on: date,
) -> bytes:
    """Return the note as DOCX, with the same words as the PDF."""
    return word.print_docx(_sheet(upload, findings, office, checker, on))


def _sheet(
    upload: Upload, findings: Sequence[UploadFinding], office: Office, checker: str, on: date
) -> blocks.Sheet:
    title = "PHIẾU TRAO ĐỔI VỀ SỐ LIỆU, VIỆN DẪN TRONG VĂN BẢN"
    middle: tuple[blocks.SheetBlock, ...] = (_paragraph(_counted(findings)),)
    if findings:
        middle = (*middle, _grid(upload.text, findings[:MOST_ROWS]))
    if len(findings) > MOST_ROWS:
        middle = (*middle, _paragraph(f"Phiếu in {MOST_ROWS} nhận xét đầu tiên."))
    return blocks.Sheet(
        title=title,
        paper=blocks.PAPERS["A4"],
        size=_SIZE,
        least_size=_SIZE,
        blocks=(
            blocks.Letterhead(
                _words(office.parent_name.upper()), _words(office.authority.upper()), (), ()
            ),
            blocks.Title(_words(title), (), ruled=True, scale=110, space=6),
            _paragraph(f"Văn bản: {upload.title or upload.name}"),
            _paragraph(f"Tệp: {upload.name}"),
            *middle,
            _paragraph(
                "Phần mềm chỉ nêu chỗ chứng minh được bằng chính chữ của văn bản. Người soạn thảo "
                "xem lại và quyết định việc sửa."
            ),
            _paragraph(f"{office.place}, {format_long_date(on)}", "right"),
            _signature(checker),
        ),
        mark=SAMPLE_MARK if upload.unit.is_sample else "",
        foot=UNSIGNED,
        running="Phiếu trao đổi",
    )


def _counted(findings: Sequence[UploadFinding]) -> str:
    if not findings:
        return "Không chứng minh được chỗ nào mâu thuẫn."
    counts = [
        f"{format_number(count)} {name.lower()}"
        for severity, name in _SEVERITIES.items()
        if (count := sum(1 for one in findings if one.severity == severity))
    ]
    return f"Đề nghị xem lại: {', '.join(counts)}."


def _grid(text: str, findings: Sequence[UploadFinding]) -> blocks.Grid:
    plan: blocks.Table[Text] = blocks.Table(
        repeat="findings",
        columns=(
            _column("TT", 8, "center"),
            _column("Mức", 17, "left"),
            _column("Văn bản viết", 62, "left"),
            _column("Nhận xét, phép tính", 70, "left"),
        ),
        groups=(),
        footer=(),
        min_rows=1,
        column_numbers=False,
        scale=90,
        row_height=0,
    )
    rows = tuple(
        (
            _words(str(number)),
            _words(_SEVERITIES[one.severity]),
            _words(_quoted(text, one)),
            _words(_told(one)),
        )
        for number, one in enumerate(findings, 1)
    )
    return blocks.Grid(plan, rows, tuple(() for _row in rows))


def _quoted(text: str, finding: UploadFinding) -> str:
    said = []
    for start, end in finding.quotes[:_MOST_QUOTES]:
        words = " ".join(text[start:end].split())
        said.append(f"“{words if len(words) <= _LONGEST_QUOTE else f'{words[:_LONGEST_QUOTE]}…'}”")
    return "\n".join(said)


def _told(finding: UploadFinding) -> str:
    parts = (finding.message, finding.computation, finding.suggestion)
    return "\n".join(part for part in parts if part)


def _column(title: str, width: int, align: blocks.Align) -> blocks.Column[Text]:
    return blocks.Column(_words(title), (), width, align, "")


def _paragraph(text: str, align: blocks.Align = "left") -> blocks.Paragraph[Text]:
    return blocks.Paragraph(_words(text), align, indent=False, scale=100)


def _signature(checker: str) -> blocks.Signatures[Text]:
    return blocks.Signatures(
        (
            blocks.Signature((), (), ()),
            blocks.Signature(_words("NGƯỜI SOÁT"), (), _words(checker)),
        ),
        (),
        18,
    )


def _words(text: str) -> Text:
    tidy = clean(text)
    return (Run(tidy),) if tidy else ()
