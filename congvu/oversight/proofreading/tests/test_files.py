"""Files of every kind, and files that should not be opened."""

import io
import json
import zipfile

import docx
import pytest
import typst
from django.core.management import CommandError, call_command

from congvu.oversight.proofreading import selectors
from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.readers.pdf import read_pdf
from congvu.oversight.proofreading.readers.reading import read
from congvu.oversight.proofreading.readers.zipped import read_zip
from congvu.oversight.proofreading.scoring import score_folder

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = f'<w:document xmlns:w="{WORD}"><w:body>%s</w:body></w:document>'
WRONG = "Đã giải quyết 100 hồ sơ (đúng hạn 90; quá hạn 9 hồ sơ)."


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


def in_folder(tmp_path, content, name="bao-cao.docx"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def refused(reader, path):
    with pytest.raises(CannotRead) as refusal:
        reader(path)
    return refusal.value.reason


def test_a_text_file_is_read_verbatim(tmp_path):
    content = "Tổng số:\r\n 5 hồ sơ\t\n".encode()
    assert selectors.read_report(in_folder(tmp_path, content, "a.txt")).text == content.decode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\t ", Reason.EMPTY),
        (b"The commune received 1,200 applications and resolved 1,100 in time. " * 5, Reason.NOT_VIETNAMESE),
        (("Uû ban nh©n d©n x· b¸o c¸o kÕt qu¶ c¶i c¸ch hµnh chÝnh vµ c¸c hå s¬ cña d©n " * 6).encode("latin-1"), Reason.TCVN3),
        (("Ủy ban nhân dân xã báo cáo. " + "Uû ban nh©n d©n b¸o c¸o kÕt qu¶ c¶i c¸ch hµnh chÝnh cña x· vµ c¸c hå s¬. " * 4).encode(), Reason.TCVN3),
        (("Uûy ban nhaân daân xaõ baùo caùo keát quaû caûi caùch haønh chính naêm nay " * 6).encode(), Reason.VNI),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 60, Reason.TYPE),
        ("Báo cáo\x00".encode(), Reason.TYPE),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_by_name(tmp_path, content, reason):
    assert refused(read, in_folder(tmp_path, content)) is reason
    assert refused(read, tmp_path / "khong-co.docx") is Reason.MISSING


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped(word__document=b"<a>" + b"0" * (90 * 1024 * 1024) + b"</a>"), Reason.BOMB),
        (zipped(word__document='<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), Reason.ENTITIES),
        (zipped(xl__workbook="<a/>"), Reason.SPREADSHEET),
        (zipped(word__document="<a><b>"), Reason.BROKEN),
        (zipped(other="<a/>"), Reason.TYPE),
        (zipped(word__document=DOCUMENT % "")[:70], Reason.BROKEN),
    ],
    ids=["bomb", "entities", "spreadsheet", "broken xml", "other", "cut off"],
)
def test_archives_are_opened_with_care(tmp_path, content, reason):
    assert refused(read_zip, in_folder(tmp_path, content)) is reason


def test_pdf_that_cannot_be_read_is_refused(tmp_path):
    assert refused(read_pdf, in_folder(tmp_path, b"%PDF-1.7\nhong", "a.pdf")) is Reason.BROKEN
    drawn = in_folder(tmp_path, typst.compile(b"#rect(width: 100%)"), "b.pdf")
    assert refused(read_pdf, drawn) is Reason.IMAGES


def test_a_reader_that_takes_too_long_is_ended(tmp_path):
    assert (
        refused(lambda path: read(path, seconds=0), in_folder(tmp_path, zipped(a="<a/>")))
        is Reason.TOO_SLOW
    )


def test_a_word_file_gives_numbers_notes_tables_boxes_and_no_deleted_words(tmp_path):
    def run(text):
        return f"<w:r><w:t>{text}</w:t></w:r>"

    body = (
        f"<w:p>{run('Giải quyết 100 hồ sơ')}<w:del>{run(' và 50 hồ sơ')}</w:del><w:ins>{run(' mới')}</w:ins>"
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run("Việc một")}</w:p>'
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run("Việc hai")}</w:p>'
        f"<w:tbl><w:tr><w:tc><w:p>{run('Xã A')}</w:p></w:tc><w:tc><w:p>{run('12')}</w:p></w:tc></w:tr></w:tbl>"
        f"<w:p><w:r><w:pict><w:txbxContent><w:p>{run('Trong khung')}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    numbering = (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    notes = f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="2"><w:p>{run("Quyết định số 5/QĐ-UBND")}</w:p></w:footnote></w:footnotes>'
    content = zipped(
        word__document=DOCUMENT % body, word__numbering=numbering, word__footnotes=notes
    )
    lines = [line for line in read_zip(in_folder(tmp_path, content)).text.splitlines() if line]
    assert lines[:5] == [
        "Giải quyết 100 hồ sơ mới[2]",
        "1. Việc một",
        "2. Việc hai",
        "Xã A\t12",
        "Trong khung",
    ]
    assert lines[-1] == "[2] Quyết định số 5/QĐ-UBND"


def test_the_command_prints_proof_text_and_json(tmp_path, capsys):
    document = docx.Document()
    document.add_paragraph(WRONG)
    path = tmp_path / "a.docx"
    document.save(path)
    with pytest.raises(SystemExit) as ended:
        call_command("proofread", str(path))
    assert ended.value.code == 1
    assert "90 + 9 = 99 ≠ 100" in capsys.readouterr().out
    call_command("proofread", str(path), "--text")
    text = capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("proofread", str(path), "--json")
    answer = json.loads(capsys.readouterr().out)
    quotes = answer["findings"][0]["quotes"]
    assert [text[one["start"] : one["end"]] for one in quotes] == [one["text"] for one in quotes]
    assert [figure["value"] for figure in answer["figures"]] == [100, 90, 9]


def test_the_command_says_why_it_cannot_read(tmp_path, capsys):
    with pytest.raises(CommandError) as refusal:
        call_command("proofread", str(in_folder(tmp_path, b"")))
    assert refusal.value.returncode == 2
    sound = in_folder(tmp_path, WRONG.replace("100", "99").encode(), "a.txt")
    call_command("proofread", str(sound))
    assert "Không chứng minh được" in capsys.readouterr().out


def test_the_score_counts_found_missed_and_false_alarms(tmp_path):
    text = f"{WRONG}\nĐã trả 50 hồ sơ (đúng hạn 40; quá hạn 9 hồ sơ).\n"
    (tmp_path / "mau.txt").write_text(text, encoding="utf-8")
    gold = [
        {
            "id": "1",
            "kind": "sum_mismatch",
            "severity": "error",
            "spans": [[14, 20]],
            "computation": "",
        },
        {
            "id": "2",
            "kind": "wrong_year",
            "severity": "error",
            "spans": [[0, 5]],
            "computation": "?",
        },
    ]
    sound = [{"kind": "sum", "spans": [[len(WRONG), len(text)]]}]
    (tmp_path / "mau.findings.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "mau.consistent.json").write_text(json.dumps(sound), encoding="utf-8")
    lines = list(score_folder(tmp_path))
    assert lines[0].startswith(
        "mau: lỗi 1/2 · cảnh báo 0/0 · làm tròn 0/0 · báo nhầm 1 · ngoài bộ mẫu 0"
    )
    assert next(score_folder(tmp_path / "trong")).endswith("nào.")
