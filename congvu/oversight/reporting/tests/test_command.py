"""`congvu report`: files on the disk, the list, and what it says when it cannot."""

from __future__ import annotations

from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from congvu.oversight.reporting.tests import published, quarter
from tests.world import World

pytestmark = pytest.mark.django_db


def said(*words: str) -> list[str]:
    out = StringIO()
    call_command("report", *words, stdout=out)
    return out.getvalue().splitlines()


def test_a_report_is_written_as_docx_xlsx_and_pdf_and_the_paths_are_told(
    world: World, tmp_path: Path
) -> None:
    quarter.submitted(world, quarter.begin(world, quarter.ask(world)))
    paths = [Path(line) for line in said("H99.101", "2026Q1", "--out", str(tmp_path / "moi"))]
    assert [path.name for path in paths] == [
        f"bao-cao-2026Q1-xa-minh-tam.{kind}" for kind in ("docx", "xlsx", "pdf")
    ]
    docx, xlsx, pdf = (path.read_bytes() for path in paths)
    words = "\n".join(paragraph.text for paragraph in Document(BytesIO(docx)).paragraphs)
    assert "Xã Minh Tâm".lower() in words.lower()
    assert "xl/workbook.xml" in ZipFile(BytesIO(xlsx)).namelist()
    assert pdf.startswith(b"%PDF-")


def test_the_list_begins_each_line_with_the_unit_s_code_and_names_it(world: World) -> None:
    quarter.begin(world, quarter.ask(world))
    [line] = said("--list")
    assert line.startswith("H99.101  Xã Minh Tâm  2026Q1  bản 1, đang soạn")


def test_a_district_that_has_ended_is_found_by_the_code_of_its_days(tmp_path: Path) -> None:
    one = published.told(published.AN_LAO)
    published.enter(published.AN_LAO)
    [line] = said("--list")
    assert line.startswith(f"{published.CODE}  Huyện Xa  {one.period}")
    assert len(said(published.CODE, one.period, "--out", str(tmp_path))) == 3


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("H99.101", "2026Q7"), "2026Q7"),
        (("H99.101", "2025Q1"), "không có báo cáo kỳ 2025Q1"),
        (("H00", "2026Q1"), "Đơn vị mã “H00”"),
        (("H99.101",), "Cần mã đơn vị và kỳ"),
    ],
)
def test_what_is_not_there_ends_with_2_and_says_why(
    world: World, words: tuple[str, ...], complaint: str
) -> None:
    quarter.begin(world, quarter.ask(world))
    with pytest.raises(CommandError, match=complaint) as told:
        said(*words)
    assert told.value.returncode == 2


def test_a_folder_that_cannot_be_written_ends_with_2(world: World, tmp_path: Path) -> None:
    quarter.begin(world, quarter.ask(world))
    (tmp_path / "tep").write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(CommandError, match="Không ghi được") as told:
        said("H99.101", "2026Q1", "--out", str(tmp_path / "tep"))
    assert told.value.returncode == 2
