"""Sets of indicators on the screen: draft, refusal beside the field, difference, activation, files."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.foundation.journal.rules import SYSTEM
from congvu.interfaces.office.administration.tests.make import html
from congvu.oversight.indicators.library import newest_version
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.indicators.models import IndicatorSetVersion, SetDraft
from congvu.oversight.indicators.rules import editing
from congvu.oversight.indicators.rules.contents import as_toml, tidied
from congvu.oversight.indicators.services import sets
from congvu.oversight.indicators.set_files import write_set
from congvu.oversight.indicators.tests.make import make_period, make_set
from tests.world import NOW

LIST = "/quan-tri/bo-chi-tieu/"
BASIS = "Công văn 12/SNV-CCHC ngày 20/02/2026"


@pytest.fixture
def version(world):
    return make_set()


@pytest.fixture
def draft(world, version):
    return sets.begin(version, by=world.staff("yen"), at=NOW)


def at(name, draft, *more):
    return reverse(f"office-administration-set-{name}", args=[draft.pk, *more])


def typed(**changes):
    row = {"name": "Chỉ tiêu 2.2", "name_en": "Indicator 2.2", "type": "count", "source": "typed"}
    return {**row, "seen": 1, **changes}


def test_a_version_is_copied_changed_and_activated(yen, version):
    page = html(yen.get(f"{LIST}{version.pk}/"))
    assert "Bộ chỉ tiêu mẫu" in page
    answer = yen.post(f"{LIST}{version.pk}/lap-nhap/", {"code": ""}, follow=True)
    draft = SetDraft.objects.get()
    assert "Bản nháp" in html(answer)
    answer = yen.post(at("row", draft, "2.2"), typed(name="Số hồ sơ giấy"), follow=True)
    assert "Đã ghi 2.2" in html(answer)
    page = html(yen.get(at("draft-difference", draft)))
    assert "<del>Chỉ" in page
    assert "đổi 1" in page
    yen.post(at("activate", draft), {"basis": BASIS, "seen": 2})
    assert newest_version("mau").basis == BASIS
    assert "tự lập" in html(yen.get(LIST))
    newest = newest_version("mau")
    assert "Số hồ sơ giấy" in html(yen.get(f"{LIST}{newest.pk}/"))
    assert "<del>" in html(yen.get(f"{LIST}{newest.pk}/so-sanh/"))


def test_the_period_that_uses_a_version_is_told(yen, world, version):
    make_period(world.units["province"].pk, version=version)
    assert "quý I năm 2026" in html(yen.get(f"{LIST}{version.pk}/"))


@pytest.mark.parametrize(
    ("code", "change", "told"),
    [
        ("2.2", {"source": "khong biet"}, "không phải nguồn số liệu"),
        ("2.2", {"source": "register:sai.ten"}, "không có nguồn"),
        ("2.4", {"source": "formula:[2.4] * 2"}, "2.4 → 2.4"),
        ("2.4", {"source": "formula:__import__('os')"}, "Chỉ dùng số"),
        (
            "2.5",
            {"type": "ratio", "source": "ratio", "numerator": "2.2", "denominator": "2.4",
             "roll_up": "sum"},
            "không gộp kiểu sum",
        ),
    ],
)  # fmt: skip
def test_a_refusal_says_why_and_keeps_what_was_typed(yen, draft, code, change, told):
    answer = yen.post(at("row", draft, code), typed(**change, note="ghi chú của Yến"))
    assert answer.status_code == 422
    assert told in html(answer).replace("&#x27;", "'").replace("&quot;", '"')
    assert "ghi chú của Yến" in html(answer)
    draft.refresh_from_db()
    assert draft.revision == 1


def test_two_who_change_one_draft_are_told_and_nothing_is_lost(yen, world, draft):
    sets.edit(
        draft.pk,
        lambda one: editing.with_changed(one, "2.3", {"name": "Của người khác"}),
        seen=1,
        by=world.staff("yen"),
        at=NOW,
    )
    answer = yen.post(at("row", draft, "2.2"), typed(name="Của tôi"))
    assert answer.status_code == 409
    assert "Của tôi" in html(answer)
    assert 'name="seen" value="2"' in html(answer)
    yen.post(at("row", draft, "2.2"), typed(name="Của tôi", seen=2))
    draft.refresh_from_db()
    names = {one["code"]: one["name"] for one in draft.content["indicators"]}
    assert (names["2.2"], names["2.3"]) == ("Của tôi", "Của người khác")


def test_rows_are_added_moved_dropped_and_taken_back(yen, draft):
    yen.post(at("row-add", draft) + "?sau=2.2", typed(code="2.10", name="Dòng thêm"))
    yen.post(at("row-move", draft, "2.10"), {"way": "up", "seen": 2})
    drop = {"because": "Không dùng nữa", "certainty": "sure", "seen": 3}
    yen.post(at("row-drop", draft, "1.3"), drop)
    draft.refresh_from_db()
    codes = [one["code"] for one in draft.content["indicators"]]
    assert codes.index("2.10") == codes.index("2.2") - 1
    assert editing.find(draft.content, "indicators", "1.3")["fate"] == "drop"
    page = html(yen.get(at("draft-difference", draft)))
    assert "Lấy lại như bản gốc" in page
    yen.post(at("row-restore", draft, "1.3"), {"seen": 4})
    draft.refresh_from_db()
    assert "fate" not in editing.find(draft.content, "indicators", "1.3")


def test_a_row_that_a_check_names_is_not_dropped_and_the_check_is_named(yen, draft):
    drop = {"because": "Bỏ", "certainty": "sure", "seen": 1}
    page = html(yen.post(at("row-drop", draft, "2.1"), drop, follow=True))
    assert "T2" in page
    draft.refresh_from_db()
    assert draft.revision == 1


def test_a_check_is_changed_as_its_text(yen, draft):
    page = html(yen.get(at("check", draft, "T1")))
    assert "parts = [&quot;2.2&quot;, &quot;2.3&quot;]" in page
    text = 'code = "T1"\nkind = "sum"\ntotal = "2.4"\nparts = ["2.2", "9.9"]'
    answer = yen.post(at("check", draft, "T1"), {"text": text, "seen": 1})
    assert answer.status_code == 422
    assert "9.9" in html(answer)
    for bad in ("code = ", 'code = "T1"\nmau = 1', "checks = [1]"):
        assert yen.post(at("check", draft, "T1"), {"text": bad, "seen": 1}).status_code == 422
    good = text.replace('"9.9"', '"2.3"') + '\nseverity = "needs_reason"'
    yen.post(at("check", draft, "T1"), {"text": good, "seen": 1})
    new = 'code = "T3"\nkind = "required"\nrows = ["2.1"]'
    yen.post(at("check-add", draft), {"text": new, "seen": 2})
    yen.post(at("check", draft, "T2"), {"text": new, "seen": 3, "drop": "1"})
    draft.refresh_from_db()
    assert [one["code"] for one in draft.content["checks"]] == ["T1", "T3"]


def test_each_field_of_a_row_has_an_id_of_its_own(yen, draft):
    SetDraft.objects.filter(pk=draft.pk).update(content={**draft.content, "based_on": "mau"})
    ids = re.findall(r' id="([^"]+)"', html(yen.get(at("row", draft, "2.2"))))
    assert {"id_seen", "drop_seen", "id_because", "drop_because"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_head_is_changed_and_its_day_is_when_it_counts(yen, draft):
    page = html(yen.get(at("draft-head", draft)))
    assert "01/01/2018" in page
    head = {
        "name": "Bộ của tỉnh", "name_en": "Ours", "issuer": "Sở Nội vụ", "level": "commune",
        "starts_on": "01/07/2026", "rounding": "half_up:1", "seen": 1,
    }  # fmt: skip
    assert yen.post(at("draft-head", draft), {**head, "rounding": "sai"}).status_code == 422
    yen.post(at("draft-head", draft), head)
    assert "01/07/2026" in html(yen.get(at("draft-difference", draft)))


def test_the_preview_says_what_prints_and_who_fills_it(yen, draft):
    page = html(yen.get(at("draft-preview", draft)))
    assert "PHẦN 1" in page
    assert "tự tính" in page
    assert "người nhập" in page


@pytest.mark.parametrize("kind", ["xlsx", "toml"])
def test_a_set_goes_out_and_comes_back_the_same(yen, version, kind):
    content = yen.get(f"{LIST}{version.pk}/tai/{kind}/").content
    upload = SimpleUploadedFile(f"bo.{kind}", content)
    page = html(yen.post(f"{LIST}nhap-tep/", {"tep": upload}, follow=True))
    assert "Hai bản nói như nhau" in page
    assert SetDraft.objects.get().content == tidied(version.content)
    assert yen.get(f"{LIST}{version.pk}/tai/exe/").status_code == 404


def test_a_file_shows_new_changed_and_refused_lines(yen, version):
    values = editing.with_changed(version.content, "2.2", {"name": "Tên khác"})
    values = editing.with_changed(values, "2.5", {"roll_up": "sum"})
    values = editing.with_row(values, {"code": "2.10", "name": "Mới", "name_en": "New",
                                       "type": "count", "source": "typed"})  # fmt: skip
    upload = SimpleUploadedFile("bo.xlsx", write_set(values))
    page = html(yen.post(f"{LIST}nhap-tep/", {"tep": upload}, follow=True))
    assert "đổi 1, bỏ 0, mới 1" in page
    assert "không gộp kiểu sum" in page


@pytest.mark.parametrize(
    ("name", "content"),
    [("bo.xlsx", b"khong phai"), ("bo.toml", b"code = "), ("bo.toml", b'code = "mau"')],
)
def test_a_file_that_is_no_set_is_refused_and_writes_nothing(yen, version, name, content):
    answer = yen.post(f"{LIST}nhap-tep/", {"tep": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert not SetDraft.objects.exists()


def test_a_set_with_a_cycle_names_it(yen, version):
    values = editing.with_changed(version.content, "2.4", {"source": "formula:[2.4] + 1"})
    upload = SimpleUploadedFile("bo.toml", as_toml(values).encode())
    page = html(yen.post(f"{LIST}nhap-tep/", {"tep": upload}))
    assert "2.4 → 2.4" in page


def test_what_the_catalogue_brought_later_is_told(yen, world, draft, version):
    sets.edit(draft.pk, lambda one: editing.with_head(one, {"name": "Bộ riêng"}), seen=1,
              by=world.staff("yen"), at=NOW)  # fmt: skip
    sets.activate(draft.pk, basis=BASIS, seen=2, by=world.staff("yen"), at=NOW)
    IndicatorSetVersion.objects.create(
        code="mau", number=3, name="Mới", level="commune", starts_on=version.starts_on,
        content=version.content, digest="khác", loaded_at=NOW,
    )  # fmt: skip
    assert "Danh mục đã có bản 3 mới hơn" in html(yen.get(LIST))


def test_the_176_rows_are_drawn_with_few_statements(yen, settings, django_assert_max_num_queries):
    load_sets(settings.CATALOGUE / "indicators", by=SYSTEM, at=NOW)
    version = newest_version("xa-2025")
    with django_assert_max_num_queries(14):
        assert "3.6.1" in html(yen.get(f"{LIST}{version.pk}/"))
    yen.post(f"{LIST}{version.pk}/lap-nhap/", {"code": ""})
    with django_assert_max_num_queries(12):
        assert "3.6.1" in html(yen.get(at("draft", SetDraft.objects.get()) + "?phan=3"))


def test_nothing_there_is_not_found(yen, draft):
    for address in (
        f"{LIST}99/",
        f"{LIST}{10**20}/",
        at("row", draft, "9.9"),
        at("check", draft, "K9"),
        reverse("office-administration-set-draft", args=[10**20]),
    ):
        assert yen.get(address).status_code == 404
