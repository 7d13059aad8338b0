"""One invented report as DOCX and as PDF, as a word processor and a printer driver write them."""

import io

import docx
import typst

from congvu.oversight.proofreading.planting import Invented


def as_docx(report: Invented) -> bytes:
    document = docx.Document()
    for part in report.parts:
        if part.rows:
            table = document.add_table(rows=0, cols=max(map(len, part.rows)))
            for row in part.rows:
                for cell, text in zip(table.add_row().cells, row, strict=False):
                    cell.text = text
        else:
            document.add_paragraph(part.text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(report: Invented) -> bytes:
    pieces = [
        '#set page(paper: "a4", margin: 2.5cm)',
        '#set text(font: "Liberation Serif", size: 13pt)',
    ]
    for part in report.parts:
        if part.rows:
            cells = ", ".join(f"[{_plain(cell)}]" for row in part.rows for cell in row)
            pieces.append(f"#table(columns: {max(map(len, part.rows))}, {cells})")
        else:
            pieces.append(_plain(part.text))
    return typst.compile("\n\n".join(pieces).encode())


def _plain(text: str) -> str:
    return "".join(
        f"\\{letter}" if letter in "#*_`$@<>[]\\=+-/" else letter for letter in text
    ).replace("\n", " ")
