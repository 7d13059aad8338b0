"""Names, types and what hides inside a PDF."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.foundation.files import rules
from congvu.foundation.files.tests.make import make_packed_object, make_pdf


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("don.pdf", "don.pdf"),
        ("../../x", "x.pdf"),
        ("..\\..\\windows\\don.pdf", "don.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("C:\\Users\\lan\\Đơn xin.PDF", "Đơn xin.PDF"),
        ("", "tep.pdf"),
        ("..", "tep.pdf"),
        (".pdf", "pdf.pdf"),
        ("don.exe", "don.exe.pdf"),
        ('đơn "gấp" của ông Tư\'s.pdf', 'đơn "gấp" của ông Tư\'s.pdf'),
        ("giấy tờ 📄👨\u200d👩.pdf", "giấy tờ 📄👨\u200d👩.pdf"),
        ("don\x00\r\n.pdf", "don.pdf"),
        ("don\u202efdp.exe", "donfdp.exe.pdf"),
        ("  nhiều   khoảng trắng .pdf", "nhiều khoảng trắng .pdf"),
    ],
)
def test_a_name_is_only_a_name(given_name, kept):
    assert rules.clean_name(given_name, rules.PDF) == kept


def test_decomposed_accents_are_composed():
    name = "Giấy chứng nhận quyền sử dụng đất.pdf"

    assert rules.clean_name(unicodedata.normalize("NFD", name), rules.PDF) == name


@given(st.text(max_size=400))
def test_no_name_ever_leads_into_a_folder_or_grows_too_long(name):
    kept = rules.clean_name(name, rules.PDF)

    assert 4 < len(kept) <= rules.MAX_NAME
    assert not set(kept) & {"/", "\\", "\x00", "\n"}
    assert not kept.startswith(".")
    assert kept.lower().endswith(".pdf")


SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"


@pytest.mark.parametrize(
    "extra",
    [
        SCRIPT,
        b"<</S/J#61vaScript/#4a#53(app.alert(1))>>",
        b"<</S/Launch/F(calc.exe)>>",
        make_packed_object(SCRIPT),
    ],
)
def test_scripts_in_a_pdf_are_found_however_they_hide(extra):
    assert rules.holds_script(make_pdf(extra=extra))


@pytest.mark.parametrize(
    "extra",
    [
        b"",
        b"<</Length 12>>\nstream\nxx/JS/Launch\nendstream",
        b"<</Type/ObjStm/Length 4>>\nstream\n\x00\x01\x02\x03\nendstream",
        b"<</JSX 1/JStyle 2/Launcher 3>>",
        b"<</Length 4>>\nstream\ncut off",
    ],
)
def test_a_picture_that_happens_to_hold_the_letters_is_no_script(extra):
    assert not rules.holds_script(make_pdf(extra=extra))


@given(st.binary(max_size=300))
def test_any_bytes_can_be_looked_at(data):
    assert rules.holds_script(data) in {True, False}


def test_macros_are_known_in_all_three_kinds_of_office_documents():
    assert rules.holds_macros(["word/vbaProject.bin"])
    assert rules.holds_macros(["Basic/Standard/Module1.xml"])
    assert not rules.holds_macros(["word/document.xml"])
