"""Parts of an official document: head, addressee, signature, recipients, annexes by number."""

import pytest

from congvu.oversight.proofreading.tests.reading import kinds, told

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Số: 15/BC-UBND\n\nTân Lập, ngày 20 tháng 6 năm 2023\n\nBÁO CÁO\n\nKết quả công tác 6 tháng đầu năm 2023\n\n"
)
TO = "Kính gửi: Sở Nội vụ tỉnh Sao Mai.\n\n"
BODY = "Thực hiện kế hoạch công tác, UBND xã báo cáo kết quả như sau.\n\nI. KẾT QUẢ\nĐã hoàn thành các nhiệm vụ được giao.\n\n"
END = "Nơi nhận:\n- Như trên;\n- Thường trực Đảng ủy;\n- Chủ tịch, các Phó Chủ tịch UBND xã;\n- Lưu: VT.\n\n"
SIGNED = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Thị Mẫu\n"
WHOLE = HEAD + TO + BODY + END + SIGNED


def test_a_document_with_all_its_parts_is_left_alone():
    assert kinds(WHOLE) == []
    assert kinds(WHOLE.replace("KT. CHỦ TỊCH\nPHÓ ", "")) == []
    assert kinds(WHOLE.replace("TM. ỦY BAN NHÂN DÂN\nKT.", "TL.").replace("PHÓ CHỦ TỊCH", "CHÁNH VĂN PHÒNG")) == []  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Số: 15/BC-UBND", "Số 15/BC-UBND"),
        ("Số: 15/BC-UBND", "Số:          /BC-UBND"),
        ("ngày 20 tháng 6 năm 2023\n", "ngày      tháng 6 năm 2023\n"),
        ("Tân Lập, ngày 20 tháng 6 năm 2023\n", "Tân Lập ngày… tháng… năm 2023\n"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Tm. Ủy ban nhân dân\nKt. Chủ tịch\nPhó Chủ tịch"),
        ("CỘNG HÒA", "CỘNG HÕA"),
        ("- Tự do -", "– Tự do –"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\n", "TM.UBND\nKT.CHỦ TỊCH\n"),
        ("\n- Như trên;", " - Như kính gửi;"),
        ("- Như trên;", "- Sở Nội vụ (báo cáo);"),
        ("- Như trên;", "- SNV (b/c);"),
        ("Nơi nhận:\n", "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n"),
        ("Kính gửi: Sở Nội vụ tỉnh Sao Mai.", "Kính gửi:\n- Sở Nội vụ tỉnh Sao Mai;\n- Văn phòng UBND tỉnh."),
    ],
)  # fmt: skip
def test_other_ways_of_writing_the_parts_are_left_alone(old, new):
    assert old in WHOLE
    assert kinds(WHOLE.replace(old, new)) == []


def test_a_table_without_borders_may_hold_head_and_signature():
    text = (
        "ỦY BAN NHÂN DÂN XÃ TÂN LẬP Số: 15/BC-UBND\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        f"Tân Lập, ngày 20 tháng 6 năm 2023\nBÁO CÁO\nKết quả công tác\n{TO}{BODY}"
        "Nơi nhận: - Như trên; - Lưu: VT.\tTM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Thị Mẫu\n"
    )
    assert kinds(text, whole_lines=True) == []


@pytest.mark.parametrize(
    "gone",
    [
        "Độc lập - Tự do - Hạnh phúc\n\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n",
        "Số: 15/BC-UBND\n\n",
        "Tân Lập, ngày 20 tháng 6 năm 2023\n\n",
        END,
        SIGNED,
    ],
)
def test_a_part_is_missed_beside_its_neighbours(gone):
    assert gone in WHOLE
    assert told(WHOLE.replace(gone, "")) == {"missing_component"}


@pytest.mark.parametrize(
    "extract",
    [BODY, HEAD + BODY, TO + BODY, BODY + END, HEAD[HEAD.index("Số") :] + TO + BODY, BODY + SIGNED],
)
def test_an_extract_misses_nothing(extract):
    assert kinds(extract) == []


def test_a_page_that_is_a_picture_may_hold_what_is_missing():
    assert kinds(HEAD + TO + BODY + END + "[Trang này chỉ có ảnh, không đọc được chữ]\n") == []


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("- Như trên;\n", ""),
        WHOLE.replace("- Như trên;\n", "- UBND tỉnh;\n- Phòng Tài chính;\n"),
        WHOLE.replace(TO, ""),
    ],
)
def test_the_addressee_and_the_recipients_must_agree(text):
    assert told(text) == {"addressee_mismatch"}


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("\nPHÓ CHỦ TỊCH", "\nCHỦ TỊCH"),
        WHOLE.replace("KT. CHỦ TỊCH\n", ""),
        WHOLE.replace("KT. CHỦ TỊCH", "TL. CHỦ TỊCH"),
        WHOLE.replace("TM. ỦY BAN NHÂN DÂN", "TM. HỘI ĐỒNG NHÂN DÂN"),
    ],
    ids=["KT. without a deputy", "a deputy without KT.", "TL. by a deputy", "another body"],
)
def test_the_signature_must_agree_with_itself_and_with_the_number(text):
    assert told(text) == {"signature_mismatch"}


ANNEXES = "PHỤ LỤC I\nTổng hợp hồ sơ theo lĩnh vực\n\nPHỤ LỤC II\nTổng hợp văn bản\n"


@pytest.mark.parametrize(
    "cited", ["Phụ lục III", "phụ lục số III", "Phụ lục I và III", "các phụ lục II, III"]
)
def test_an_annex_is_cited_by_a_number_that_some_annex_carries(cited):
    text = f"Số liệu chi tiết tại {cited} của báo cáo này.\n"
    assert told(text + ANNEXES) == {"missing_annex"}
    assert kinds(text.replace("III", "II") + ANNEXES) == []


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện theo Phụ lục III ban hành kèm theo Thông tư số 01/2018/TT-VPCP.\n",
        "Số liệu tại Phụ lục 3.\n",  # another series: how the writer counts is not known
        "Các cơ quan có phụ lục vi phạm thể thức đã sửa.\n",
        "Nghị định số 61/2018/NĐ-CP, Phụ lục V.\n",
        "Số liệu tại biểu 06a và Biểu số 4.\n",
    ],
)
def test_annexes_of_other_documents_are_not_missed(text):
    assert kinds(text + ANNEXES) == []
