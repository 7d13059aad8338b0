"""The page of a report and the writing of it: who sees what, what is kept, what stands in the margin."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congvu.interfaces.office.reporting.margins import severity_of
from congvu.kernel.formula.checks import Severity, Verdict
from congvu.oversight.indicators.checking import Finding
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.reporting.models import AnnexNote, Comment, Report
from congvu.oversight.reporting.selectors.checking import Answered
from congvu.oversight.reporting.selectors.figures import sheet_of
from congvu.oversight.reporting.selectors.texts import current_text, unfinished_of
from congvu.oversight.reporting.services import life, writing
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

SECTION = "IV.1"
OLD, INTERNAL = "Bản nháp đầu tiên.", "Câu này lãnh đạo chưa ưng."


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.later(30), tick=False):
        yield


def _url(report: Report, section: str = SECTION) -> str:
    return reverse("office-reporting-section", args=[report.uuid, section])


def _said(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    text = answer.content.decode()
    put_away(answer)
    assert answer.status_code == status
    return text


def _post(client: Client, url: str, status: int, **data: str) -> str:
    answer = client.post(url, data)
    text = answer.content.decode()
    put_away(answer)
    assert answer.status_code == status, text[-500:]
    return text


def test_what_was_typed_and_not_saved_is_there_when_its_writer_comes_back(
    world: World, report: Report
) -> None:
    mai, hoa = signed_in(world, "mai"), signed_in(world, "hoa")
    beside = reverse("office-reporting-unfinished", args=[report.uuid, SECTION])
    assert json.loads(_post(mai, beside, 200, text="Đang viết dở", seen="0"))["kept"] == "09:30"
    page = _said(mai, _url(report))
    assert "Đang viết dở</textarea>" in page
    assert "chưa lưu" in page
    other = _said(hoa, _url(report))
    assert "đang viết mục này" in other
    assert "Đang viết dở</textarea>" not in other
    told = json.loads(_post(hoa, beside, 200, text="Hoa viết", seen="0"))
    assert told["others"] == f"{quarter.who(world, 'mai').shown_name} (09:30)"
    _post(mai, _url(report), 302, text="Đã viết xong.", seen="0")
    assert [one.text for one in unfinished_of(report, SECTION)] == ["Hoa viết"]
    page = _said(hoa, _url(report))  # what stands now beside what she had begun
    assert "sau khi bạn bắt đầu viết" in page
    assert "Hoa viết</textarea>" in page
    assert 'name="seen" value="1"' in page
    _post(hoa, _url(report), 302, drop="1")
    assert unfinished_of(report, SECTION) == ()


def test_a_save_that_is_refused_keeps_what_was_typed_and_shows_both(
    world: World, report: Report
) -> None:
    writing.write_section(
        report, SECTION, "Của Hoa.", seen=0, by=quarter.who(world, "hoa"), at=quarter.later(1)
    )
    mai = signed_in(world, "mai")
    page = _post(mai, _url(report), 409, text="Của Mai.", seen="0")
    assert "Của Mai.</textarea>" in page
    assert "<del>Hoa.</del>" in page
    report = life.check(
        report, seen=report.revision, by=quarter.who(world, "mai"), at=quarter.later(2)
    )
    page = _post(mai, _url(report), 422, text="Gõ khi đã trình.", seen="1")
    assert "Gõ khi đã trình.</textarea>" in page
    beside = reverse("office-reporting-unfinished", args=[report.uuid, SECTION])
    assert "refused" in _post(mai, beside, 422, text="Gõ khi đã trình.", seen="1")


def test_others_read_and_comment_but_do_not_write(world: World, report: Report) -> None:
    hoa = signed_in(world, "hoa")
    page = _said(hoa, _url(report, "III"))
    assert 'name="text"' not in page
    _post(hoa, _url(report, "III"), 403, text="Khác.", seen="0")
    _post(hoa, _url(report, "III"), 302, remark="Bổ sung số lớp.")
    assert "Bổ sung số lớp." in _said(signed_in(world, "mai"), _url(report, "III"))


def test_a_remark_is_settled_on_the_screen_and_a_refused_one_stays_typed(
    world: World, report: Report
) -> None:
    mai = signed_in(world, "mai")
    long = "x" * 1001
    assert f"{long}</textarea>" in _post(mai, _url(report), 422, remark=long)
    _post(mai, _url(report), 302, remark="Thêm số liệu.")
    remark = str(Comment.objects.get().pk)
    assert "1 ý kiến" in _said(mai, reverse("office-reporting-page", args=[report.uuid]))
    _post(mai, _url(report), 302, settle=remark)
    page = _said(mai, _url(report))
    assert f"Đã giải quyết: {quarter.who(world, 'mai').shown_name}" in page
    _post(mai, _url(report), 302, reopen=remark)
    assert Comment.objects.get().settled_at is None
    _post(mai, _url(report), 404, settle="999999")


def test_a_note_and_a_reason_that_are_refused_stay_typed(world: World, report: Report) -> None:
    mai = signed_in(world, "mai")
    cell = reverse("office-reporting-cell", args=[report.uuid, "5.4.2"])
    _post(mai, cell, 302, note="Của Mai", seen="0")
    page = _post(mai, cell, 409, note="Ghi đè", seen="0")
    assert "Ghi đè</textarea>" in page
    assert "Của Mai" in page
    long = "x" * 1001
    assert f"{long}</textarea>" in _post(
        mai, cell, 422, note=long, seen=str(AnnexNote.objects.get().pk)
    )
    wrong = {"1.4.1": Typed("2", None), "1.4.2": Typed("3", None)}
    enter_many(
        quarter.who(world, "mai"), report.unit_id, report.period_id, wrong, at=quarter.later(2)
    )
    url = reverse("office-reporting-findings", args=[report.uuid])
    assert "3 &gt; 2" in _said(mai, url) or "3 > 2" in _said(mai, url)


def test_a_superior_reads_what_was_handed_in_and_nothing_before_it(
    world: World, report: Report
) -> None:
    mai, hoa = quarter.who(world, "mai"), quarter.who(world, "hoa")
    writing.write_section(report, SECTION, OLD, seen=0, by=mai, at=quarter.later(0))
    writing.write_section(report, SECTION, "Bản đã gửi.", seen=1, by=mai, at=quarter.later(0))
    writing.comment(report, SECTION, INTERNAL, by=hoa, at=quarter.later(0))
    report = quarter.submitted(world, report)
    quan, own = signed_in(world, "quan"), signed_in(world, "mai")
    page = _said(quan, _url(report))
    assert "Bản đã gửi." in page
    assert OLD not in page
    assert INTERNAL not in page
    whole = _said(quan, reverse("office-reporting-page", args=[report.uuid]))
    assert "Trình duyệt" not in whole.partition('class="timeline"')[2]
    assert OLD in _said(own, _url(report))
    assert INTERNAL in _said(own, _url(report))
    _post(quan, _url(report), 404, remark="Từ trên.")
    _post(quan, _url(report), 404, text="Từ trên.", seen="2")


def test_what_contradicts_itself_stands_beside_its_words_and_its_row(
    world: World, report: Report
) -> None:
    mai = quarter.who(world, "mai")
    text = "Tiếp nhận 40 hồ sơ, trong đó trực tiếp 25 hồ sơ, trực tuyến 10 hồ sơ, qua bưu chính 7 hồ sơ."
    writing.write_section(report, SECTION, text, seen=0, by=mai, at=quarter.later(1))
    wrong = {"1.4.1": Typed("2", None), "1.4.2": Typed("3", None)}
    enter_many(mai, report.unit_id, report.period_id, wrong, at=quarter.later(2))
    page = _said(signed_in(world, "mai"), reverse("office-reporting-page", args=[report.uuid]))
    part = page.partition(f'id="muc-{SECTION}"')[2].partition('class="sheet__part"')[0]
    assert "25 + 10 + 7 = 42" in part
    row = page.partition('id="o-1.4.')[2]
    assert "sheet__margin" in row
    assert page.count("Phải sửa") >= 2


def test_what_the_leader_is_refused_with_is_listed(world: World, report: Report) -> None:
    mai = quarter.who(world, "mai")
    writing.write_section(report, quarter.SHORTCOMINGS, "", seen=1, by=mai, at=quarter.later(1))
    url = reverse("office-reporting-act", args=[report.uuid, "check"])
    page = _post(signed_in(world, "mai"), url, 422, seen=str(report.revision))
    assert "Tồn tại, hạn chế và nguyên nhân" in page
    assert _url(report, quarter.SHORTCOMINGS) in page
    section = _said(signed_in(world, "mai"), _url(report, quarter.SHORTCOMINGS))
    assert "Ghi: trong kỳ không phát sinh" in section
    _post(signed_in(world, "mai"), _url(report, quarter.SHORTCOMINGS), 302, nothing="1", seen="2")
    assert _post(signed_in(world, "mai"), url, 302, seen=str(report.revision)) == ""


def test_a_correction_is_shown_beside_the_version_before_it(world: World, report: Report) -> None:
    mai = quarter.who(world, "mai")
    first = reverse("office-reporting-versions", args=[report.uuid])
    assert "Đây là bản đầu tiên" in _said(signed_in(world, "mai"), first)
    report = quarter.submitted(world, report)
    back = life.send_back(
        report,
        reason="Sửa.",
        seen=report.revision,
        by=quarter.who(world, "quan"),
        at=quarter.later(5),
    )
    following = life.correct(back, reason="Sửa.", seen=back.revision, by=mai, at=quarter.later(6))
    seen = current_text(following, quarter.SHORTCOMINGS)
    assert seen is not None
    writing.write_section(
        following, quarter.SHORTCOMINGS, "Trong kỳ có hai hồ sơ trễ.",
        seen=seen.revision, by=mai, at=quarter.later(7),
    )  # fmt: skip
    url = reverse("office-reporting-versions", args=[following.uuid])
    page = _said(signed_in(world, "mai"), url)
    assert "<del>không</del><ins>có</ins>" in page


def test_the_printed_pages_are_seen_before_anything_is_downloaded(
    world: World, report: Report
) -> None:
    page = _said(signed_in(world, "mai"), reverse("office-reporting-printed", args=[report.uuid]))
    assert page.count('src="data:image/png;base64,') > 2
    assert "Trang 1/" in page


def test_the_pages_of_a_section_are_drawn_from_what_is_typed_and_nothing_is_kept(
    world: World, report: Report
) -> None:
    url = reverse("office-reporting-section-printed", args=[report.uuid, SECTION])
    mai = signed_in(world, "mai")
    page = _said(mai, _url(report))
    assert f'data-section-pages="{url}"' in page
    first = json.loads(_post(mai, url, 200, text="Đang viết dở"))
    other = json.loads(_post(mai, url, 200, text="Đang viết dở, thêm một ý."))
    assert [one["label"] for one in first["pages"]] == [one["label"] for one in other["pages"]]
    assert first["pages"] != other["pages"]
    assert 0 < first["down"] < 1
    told = json.loads(_post(mai, url, 200, text="Có {{3.6"))
    assert "Dòng 1" in told["said"]
    assert "pages" not in told
    assert "để trống" in json.loads(_post(mai, url.replace(SECTION, "III"), 200, text=""))["said"]
    assert unfinished_of(report, SECTION) == ()
    assert current_text(report, SECTION) is None


def test_pages_that_are_no_longer_a_draft_or_not_ones_own_are_not_drawn(
    world: World, report: Report
) -> None:
    url = reverse("office-reporting-section-printed", args=[report.uuid, "III"])
    _post(signed_in(world, "hoa"), url, 403, text="Của Hoa")
    assert "data-section-pages" not in _said(signed_in(world, "hoa"), _url(report, "III"))
    _post(signed_in(world, "mai"), url.replace("III", "X.9"), 404, text="?")
    quarter.submitted(world, report)
    _post(signed_in(world, "mai"), url, 422, text="Sửa")
    _post(signed_in(world, "quan"), url, 422, text="Sửa")


def test_the_pages_ask_the_database_few_questions(
    world: World, report: Report, django_assert_max_num_queries
) -> None:
    mai = signed_in(world, "mai")
    for url, most in (
        (reverse("office-reporting-page", args=[report.uuid]), 50),
        (_url(report), 30),
    ):
        _said(mai, url)
        with django_assert_max_num_queries(most):
            _said(mai, url)


def test_a_report_waits_on_the_first_screen_of_whoever_acts_next(
    world: World, report: Report
) -> None:
    def waits_for() -> set[str]:
        address = reverse("office-reporting-page", args=[report.uuid])
        told = "Báo cáo định kỳ chờ anh/chị"
        pages = {name: _said(signed_in(world, name), "/") for name in ("hoa", "dung", "quan")}
        found = {name for name, page in pages.items() if told in page}
        assert all(address in pages[name] for name in found)
        return found

    assert waits_for() == set()
    mai, dung = quarter.who(world, "mai"), quarter.who(world, "dung")
    checked = life.check(report, seen=report.revision, by=mai, at=quarter.later(1))
    assert waits_for() == {"hoa"}
    signed = life.approve(
        checked,
        quarter.SIGNATURE,
        seen=checked.revision,
        by=quarter.who(world, "hoa"),
        at=quarter.later(2),
    )
    assert waits_for() == {"dung"}
    numbered = life.number(
        signed, signed_on=quarter.ON, seen=signed.revision, by=dung, at=quarter.later(3)
    )
    assert waits_for() == {"dung"}
    life.submit(numbered, seen=numbered.revision, by=dung, at=quarter.later(4))
    assert waits_for() == {"quan"}


def test_the_coloured_button_of_the_superior_accepts(world: World, report: Report) -> None:
    report = quarter.submitted(world, report)
    page = _said(signed_in(world, "quan"), reverse("office-reporting-page", args=[report.uuid]))
    accept, send_back = (
        reverse("office-reporting-act", args=[report.uuid, act]) for act in ("accept", "return")
    )
    assert page.index(send_back) < page.index(accept)


def test_the_figures_open_where_one_is_missing(world: World, report: Report) -> None:
    address = reverse("office-reporting-figures", args=[report.uuid])
    found = sheet_of(report)
    missing = next(
        row.indicator.group
        for row in found.rows
        if not row.indicator.is_heading and row.chosen is None
    )
    page = _said(signed_in(world, "mai"), address)
    assert re.search(rf'href="{address}\?nhom={missing}"[^>]*aria-current="page"', page)


def test_the_words_of_a_section_are_not_called_optional(world: World, report: Report) -> None:
    assert "(không bắt buộc)" not in _said(signed_in(world, "mai"), _url(report))


def test_a_difference_with_its_reason_is_called_explained() -> None:
    def said(severity: Severity, reason: str) -> str:
        asked = Finding("x", (), "khác nhau", "1 ≠ 2", severity, Verdict.FAILS, ())
        return str(severity_of(Answered(asked, reason))[0])

    assert said(Severity.NEEDS_REASON, "") == "Cần giải trình"
    assert said(Severity.NEEDS_REASON, "Hai nguồn khác nhau.") == "Đã giải trình"
    assert said(Severity.BLOCKS, "Hai nguồn khác nhau.") == "Phải sửa"
