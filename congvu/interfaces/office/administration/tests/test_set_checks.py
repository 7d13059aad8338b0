"""The checks of a draft on the screen: by rule, with a way to each, and back to one's place."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congvu.foundation.journal.rules import SYSTEM
from congvu.interfaces.office.administration.sets.lines import check_parts
from congvu.interfaces.office.administration.sets.words import CHECK_KINDS
from congvu.interfaces.office.administration.tests.make import html
from congvu.oversight.indicators.library import newest_version
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.indicators.rules.check_kinds import KINDS
from congvu.oversight.indicators.services import sets
from congvu.oversight.indicators.tests.make import make_set
from tests.world import NOW


@pytest.fixture
def draft(world):
    return sets.begin(make_set(), by=world.staff("yen"), at=NOW)


def at(name, draft, *more):
    return reverse(f"office-administration-set-{name}", args=[draft.pk, *more])


def checks(*codes, kind="sum"):
    return {"checks": [{"code": code, "kind": kind, "total": "1"} for code in codes]}


def test_every_kind_of_check_has_its_words():
    assert set(CHECK_KINDS) == set(KINDS)


def test_checks_stand_by_rule_in_the_order_of_its_number():
    parts = check_parts(checks("V1.xa", "V10.1", "V2", "V1.tong", "K.nhap", "V9.xa", "V2025.7"))
    assert [(one["code"], one["count"]) for one in parts] == [
        ("V1", 2), ("V2", 1), ("V9", 1), ("V10", 1), ("V2025", 1), ("K", 1),
    ]  # fmt: skip
    assert [line["code"] for line in parts[0]["lines"]] == ["V1.xa", "V1.tong"]
    assert parts[0]["title"] == "V1: tổng bằng các phần"


def test_what_was_worded_freely_is_named_last():
    content = {
        "checks": [
            *checks("V2.1", "V2.2", kind="statement")["checks"],
            *checks("V2.3", "V2.4", kind="part")["checks"],
            *checks("V2.5")["checks"],
        ]
    }
    [part] = check_parts(content)
    said = "phần không lớn hơn toàn bộ; tổng bằng các phần; điều kiện viết riêng"
    assert part["title"] == f"V2: {said}"


def test_codes_without_a_rule_or_a_number_are_listed_too():
    parts = check_parts(checks("kiểm tra", "9" * 5000, "7", ".x"))
    assert [one["code"] for one in parts] == ["kiểm tra", "7", "9" * 5000, ".x"]


def test_the_long_page_leads_to_each_rule(world, yen, settings):
    load_sets(settings.CATALOGUE / "indicators", by=SYSTEM, at=NOW)
    draft = sets.begin(newest_version("huyen-2021"), by=world.staff("yen"), at=NOW)
    page = html(yen.get(at("draft-checks", draft)))
    way = page[page.index('<ul class="set-parts">') :].partition("</ul>")[0]
    parts = check_parts(draft.content)
    assert sum(one["count"] for one in parts) == len(draft.content["checks"])
    for part in parts:
        assert f'href="#phan-{part["code"]}"' in way
        assert page.count(f'id="phan-{part["code"]}"') == 1
    assert "V4: tổng bằng các phần; các mục chi tiết cộng lại bằng số liệu" in way
    assert 'href="#cac-phan"' in page


def test_a_few_checks_need_no_way(yen, draft):
    page = html(yen.get(at("draft-checks", draft)))
    assert 'id="r-T1"' in page
    assert "set-parts" not in page
    assert "set-rows__part" not in page


def test_a_check_leads_back_to_its_place(yen, draft):
    here = at("draft-checks", draft)
    assert f'href="{here}#r-T1"' in html(yen.get(at("check", draft, "T1")))
    assert f'href="{here}"' in html(yen.get(at("check-add", draft)))
    text = 'code = "T9"\nkind = "part"\npart = "2.3"\nwhole = "2.1"'
    answer = yen.post(at("check-add", draft), {"text": text, "seen": 1})
    assert answer["Location"] == f"{here}#r-T9"
    answer = yen.post(at("check", draft, "T9"), {"text": text, "drop": "1", "seen": 2})
    assert answer["Location"] == here
