"""Form, notation, prose against annex, statements."""

from congvu.oversight.proofreading.rules.proof import proofread
from congvu.oversight.proofreading.tests.reading import kinds, told, words

ANNEX = "PHỤ LỤC\n1\tTổng số văn bản đến của đơn vị\tVăn bản\t{}\n2\tTổ chức tọa đàm với doanh nghiệp\tCó = 1 Không = 0\t{}\n"


def test_prose_and_annex_must_agree():
    prose = (
        "Tổng số văn bản đến đã xử lý: 410 văn bản. Đã tổ chức tọa đàm với doanh nghiệp 02 cuộc.\n"
    )
    assert kinds(prose + ANNEX.format(410, 1)) == []
    assert kinds(prose + ANNEX.format(401, 1)) == [("narrative_vs_annex", "410 ≠ 401")]


def test_a_no_in_the_annex_is_denied_by_a_count_in_prose():
    prose = "UBND xã tổ chức tọa đàm 02 cuộc với doanh nghiệp.\n"
    assert told(prose + ANNEX.format(9, 0)) == {"narrative_vs_annex"}
    assert told(prose.replace("tổ chức", "dự kiến sẽ tổ chức") + ANNEX.format(9, 0)) == set()


def test_the_same_words_cannot_count_differently():
    text = (
        "Tổng số lượt truy cập Cổng thông tin điện tử xã Tân Lập là 5.200 lượt.\n\n"
        "IV. ĐÁNH GIÁ\nTổng số lượt truy cập Cổng thông tin điện tử xã Tân Lập đạt 5.300 lượt.\n"
    )
    assert kinds(text) == [("repeat_mismatch", "5.200 ≠ 5.300")]


def test_a_template_left_open_is_told_once_with_all_its_places():
    text = "a\nb\nc\n1\tĐã phê duyệt đề án\tCó = 1 Không = 0\t1\tVăn bản số ...\nThực hiện Kế hoạch số … của UBND tỉnh.\n"
    finding = proofread(text).findings[0]
    assert finding.kind == "unfilled_placeholder"
    assert words(text, finding) == ["Văn bản số ...", "Kế hoạch số …"]
    assert told("a\nb\nc\nCác lĩnh vực đất đai, xây dựng... và đăng ký kinh doanh...\n") == set()


def test_an_annex_that_is_announced_must_be_there():
    text = "Kết quả cụ thể theo từng lĩnh vực (có phụ lục kèm theo).\n"
    assert told(text) == {"missing_annex"}
    assert told(text + "PHỤ LỤC I\nSố liệu theo lĩnh vực\n") == set()


def test_headings_count_on():
    text = "I. TÌNH HÌNH\n1. Thuận lợi\n2. Khó khăn\n4. Nguyên nhân\nII. NHIỆM VỤ\n1. Trước mắt\n"
    assert kinds(text) == [("section_numbering", "sau “2.” là “4.”")]
    assert kinds(text.replace("4.", "3.")) == []


def test_one_report_writes_numbers_in_one_way():
    text = "Năm nay đạt 92,5%, năm trước đạt 91.5% theo khảo sát."
    assert told(text) == {"number_format_mixed"}


def test_names_must_be_as_many_as_announced():
    assert kinds("Đã kiểm tra 03 xã: Tân Lập, Phú Hòa.") == [("list_count", "2 ≠ 03")]
    assert kinds("Đã kiểm tra 02 xã: Tân Lập, Phú Hòa.") == []


def test_an_item_stands_once_in_a_list():
    text = "Trả lời các câu hỏi: Đăng ký khai sinh muộn cần giấy tờ gì; Cấp lại thẻ ở đâu khi bị mất; Hưởng bảo hiểm một lần thế nào; Cấp lại thẻ ở đâu khi bị mất."
    assert told(text) == {"duplicate_list_item"}


def test_all_and_not_yet_exclude_each_other():
    text = (
        "100% công chức thường xuyên sử dụng chữ ký số trong gửi nhận văn bản.\n\n"
        "Hạn chế: việc sử dụng chữ ký số trong gửi nhận văn bản tuy có nhưng chưa thường xuyên.\n"
    )
    assert told(text) == {"statement_conflict"}


def test_a_plan_is_not_cited_for_another():
    text = (
        "- Kế hoạch số 21/KH-UBND ngày 03/2/2023 về tuyên truyền cải cách hành chính năm 2023.\n"
        "- Kế hoạch số 22/KH-UBND ngày 03/2/2023 về kiểm tra cải cách hành chính năm 2023.\n"
        "PHỤ LỤC\n1\tKế hoạch kiểm tra CCHC\tCó = 1 Không = 0\t1\tKế hoạch số 21/KH-UBND ngày 03/2/2023\n"
    )
    assert kinds(text) == [("document_mismatch", "21/KH-UBND ≠ 22/KH-UBND")]


def test_it_recognises_what_the_report_says_of_itself():
    text = (
        "ỦY BAN NHÂN DÂN HUYỆN\nSố: 15/BC-UBND\nTân Lập, ngày 20 tháng 6 năm 2023\nBÁO CÁO\n"
        "Công tác quý II năm 2023\nKính gửi: Sở Nội vụ tỉnh Sao Mai.\nUBND huyện Tân Lập báo cáo như sau.\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Mẫu\n"
    )
    document = proofread(text).document
    assert (document.number, document.period, str(document.dated)) == ("15", "2023Q2", "2023-06-20")
    assert (document.addressee, document.level) == ("Sở Nội vụ tỉnh Sao Mai", "huyện")
