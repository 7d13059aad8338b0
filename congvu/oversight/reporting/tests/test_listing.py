"""Issued documents are cited in the prose as an office would write them."""

import pytest

from congvu.oversight.reporting.selectors.listing import about


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("V/v đôn đốc giải quyết hồ sơ", "đôn đốc giải quyết hồ sơ"),
        ("v/v: Chấn chỉnh kỷ luật", "chấn chỉnh kỷ luật"),
        ("Về việc kiểm tra công vụ", "kiểm tra công vụ"),
        ("Về tuyên truyền năm 2026", "tuyên truyền năm 2026"),
        ("Kiểm tra cải cách hành chính", "kiểm tra cải cách hành chính"),
        ("CCHC quý I năm 2026", "CCHC quý I năm 2026"),
        ("Vệ sinh môi trường", "vệ sinh môi trường"),
        ("", ""),
    ],
)
def test_a_cited_subject_says_about_once(subject, said):
    assert about(subject) == said
