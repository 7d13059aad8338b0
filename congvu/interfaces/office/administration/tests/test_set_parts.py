"""Parts of an annex on the screen: added, renamed, moved, taken out with their rows given away."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.rules import SYSTEM
from congvu.interfaces.office.administration.tests.make import html
from congvu.oversight.indicators.library import newest_version
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.indicators.models import SetDraft
from congvu.oversight.indicators.rules import editing, editing_parts
from congvu.oversight.indicators.rules.contents import tidied
from congvu.oversight.indicators.services import sets
from congvu.oversight.indicators.tests.make import make_set
from tests.world import NOW

BASIS = "Công văn 12/SNV-CCHC ngày 20/02/2026"
WHY = "Mẫu mới gộp hai phần"


@pytest.fixture
def draft(world):
    return sets.begin(make_set(), by=world.staff("yen"), at=NOW)


def at(name, draft, *more):
    return reverse(f"office-administration-set-{name}", args=[draft.pk, *more])


def typed(code="4", **changes):
    part = {"code": code, "number": "IV", "name": "Phần thêm", "name_en": "Added part"}
    return {**part, "seen": 1, **changes}


def now(draft):
    draft.refresh_from_db()
    return sets.read_draft(draft)


def test_a_part_is_added_with_a_row_of_its_own(yen, draft):
    assert 'value="4"' in html(yen.get(at("part-add", draft)))
    page = html(yen.post(at("part-add", draft), typed(), follow=True))
    assert "Phần thêm" in page
    assert 'value="4.1"' in html(yen.get(at("row-add", draft) + "?phan=4"))
    row = {"code": "4.1", "name": "Chỉ tiêu 4.1", "name_en": "Indicator 4.1", "type": "count",
           "source": "typed", "seen": 2}  # fmt: skip
    yen.post(at("row-add", draft), row)
    assert now(draft).get("4.1").group == "4"
    assert "PHẦN THÊM" in html(yen.get(at("draft-preview", draft)))
    page = html(yen.get(at("draft-difference", draft)))
    assert "<ins>Phần thêm</ins>" in page


def test_a_part_is_renamed_and_the_words_that_changed_are_shown(yen, draft):
    yen.post(at("part", draft, "2"), typed("2", number="II", name="Phần hai"))
    page = html(yen.get(at("draft-difference", draft)))
    assert "Phần <del>2</del><ins>hai</ins>" in page
    assert Entry.objects.filter(action="indicators.edit_set", fields__contains="groups:2").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"code": "2"}, "đã có trong bộ này"),
        ({"code": "Phần"}, "không phải mã phần"),
        ({"name_en": ""}, "Added"),
    ],
)
def test_a_refusal_keeps_what_was_typed(yen, draft, change, told):
    answer = yen.post(at("part-add", draft), typed(**change, name="Tên của Yến Added"))
    assert answer.status_code in (409, 422)
    assert told in html(answer)
    assert "Tên của Yến" in html(answer)
    assert now(draft).groups[-1].code == "3"


def test_a_part_is_moved_with_its_rows(yen, draft):
    yen.post(at("part-move", draft, "3"), {"way": "up", "seen": 1})
    read = now(draft)
    assert [one.code for one in read.groups] == ["1", "3", "2"]
    assert [one.group for one in read.indicators] == sorted(
        (one.group for one in read.indicators), key="132".index
    )
    page = html(yen.get(at("draft-difference", draft)))
    assert "Chuyển chỗ." in page
    yen.post(at("part-move", draft, "1"), {"way": "up", "seen": 2})
    assert draft.revision == 2


def test_a_part_with_rows_goes_only_when_they_are_given_away_with_a_reason(yen, draft):
    for told in ({}, {"into": "2"}, {"because": WHY}, {"into": "1", "because": WHY}):
        answer = yen.post(at("part-drop", draft, "1"), {**told, "seen": 1})
        assert answer.status_code == 422
    assert WHY in html(yen.post(at("part-drop", draft, "1"), {"because": WHY, "seen": 1}))
    yen.post(at("part-drop", draft, "1"), {"into": "3", "because": WHY, "seen": 1})
    read = now(draft)
    assert [one.code for one in read.groups] == ["2", "3"]
    ours = [(one.code, one.number) for one in read.indicators if one.group == "3" and one.depth < 2]
    assert ours[-4:] == [("3.5", "5"), ("1.1", "6"), ("1.2", "7"), ("1.3", "8")]
    assert read.get("1.1.2").group == "3"
    assert 'value="3.9"' in html(yen.get(at("row-add", draft) + "?phan=3"))  # 8 is printed already
    assert "1.1.2" in html(yen.get(at("draft", draft) + "?phan=3"))
    assert "Thuộc phần" in html(yen.get(at("draft-difference", draft)))


def test_an_empty_part_goes_at_once(yen, draft):
    yen.post(at("part-add", draft), typed())
    yen.post(at("part-drop", draft, "4"), {"seen": 2})
    assert [one.code for one in now(draft).groups] == ["1", "2", "3"]


def test_two_who_change_one_part_are_told_and_nothing_is_lost(yen, world, draft):
    part = {"code": "2", "number": "II", "name": "Của người khác", "name_en": "Theirs"}
    sets.edit(
        draft.pk,
        lambda one: editing_parts.with_part(one, part, new=False),
        seen=1,
        by=world.staff("yen"),
        at=NOW,
    )
    answer = yen.post(at("part", draft, "2"), typed("2", name="Của tôi"))
    assert answer.status_code == 409
    assert "Của tôi" in html(answer)
    assert 'name="seen" value="2"' in html(answer)
    answer = yen.post(at("part-drop", draft, "1"), {"into": "3", "because": WHY, "seen": 1})
    assert answer.status_code == 409
    assert WHY in html(answer)
    assert len(now(draft).groups) == 3


@pytest.mark.parametrize("kind", ["xlsx", "toml"])
def test_given_away_rows_go_out_and_come_back_the_same(yen, world, draft, kind):
    yen.post(at("part-drop", draft, "1"), {"into": "3", "because": WHY, "seen": 1})
    sets.activate(draft.pk, basis=BASIS, seen=2, by=world.staff("yen"), at=NOW)
    version = newest_version("mau")
    content = yen.get(reverse("office-administration-set-file", args=[version.pk, kind])).content
    upload = SimpleUploadedFile(f"bo.{kind}", content)
    page = html(yen.post(reverse("office-administration-set-bring"), {"tep": upload}, follow=True))
    assert "Hai bản nói như nhau" in page
    assert SetDraft.objects.get(closed_at=None).content == tidied(version.content)


def test_a_long_page_has_a_way_to_each_part_and_says_how_many_rows_it_has(yen, draft):
    pages = (
        yen.get(reverse("office-administration-set", args=[draft.base.pk])),
        yen.get(at("draft-preview", draft)),
    )
    for page in map(html, pages):
        way = page[page.index('<ul class="set-parts">') :].partition("</ul>")[0]
        for part in now(draft).groups:
            rows = sum(one.group == part.code for one in now(draft).indicators if one.is_printed)
            assert (
                f'<a class="set-parts__link" href="#phan-{part.code}"><span>{part.number}.' in way
            )
            assert f'<span class="tabs__count">{rows}</span>' in way
            assert page.count(f'id="phan-{part.code}"') == 1
    assert 'href="#cac-phan"' in html(pages[0])


def test_a_row_leads_back_to_its_place_among_those_of_its_part(yen, draft):
    here = f'href="{at("draft", draft)}?phan='
    assert f'{here}3#r-3.2"' in html(yen.get(at("row", draft, "3.2")))
    assert f'{here}3#r-3.2"' in html(yen.get(at("row-add", draft) + "?sau=3.2"))
    assert f'{here}2"' in html(yen.get(at("row-add", draft) + "?phan=2"))
    assert f'{here}khong-in"' in html(yen.get(at("row-add", draft) + "?in=0"))


def test_a_part_that_is_not_there_is_not_found(yen, draft):
    for name in ("part", "part-move", "part-drop"):
        assert yen.post(at(name, draft, "9"), typed("9")).status_code == 404


def test_what_an_outline_loses_is_told_and_activation_asks_why(yen, world, settings):
    load_sets(settings.CATALOGUE / "indicators", by=SYSTEM, at=NOW)
    draft = sets.begin(newest_version("xa-2025"), by=world.staff("yen"), at=NOW)
    page = html(yen.get(at("draft-difference", draft)))
    assert "Đề cương báo cáo" not in page
    assert 'name="because"' not in page
    unbound = {"type": "heading", "source": "", "kind": "", "roll_up": "", "unit": "",
               "because": WHY}  # fmt: skip
    sets.edit(
        draft.pk,
        lambda one: {
            **editing.with_changed(one, "1.2.1", unbound),
            "checks": [],
        },
        seen=1,
        by=world.staff("yen"),
        at=NOW,
    )
    assert "Đề cương báo cáo còn dùng" in html(yen.get(at("draft", draft)))
    page = html(yen.get(at("draft-difference", draft)))
    assert "1.2.1" in page
    answer = yen.post(at("activate", draft), {"basis": BASIS, "seen": 2})
    assert answer.status_code == 422
    assert "ghi vì sao vẫn ban hành" in html(answer)
    yen.post(at("activate", draft), {"basis": BASIS, "because": WHY, "seen": 2})
    assert newest_version("xa-2025").basis == BASIS
