"""Procedures announced for the public post: by whom, from when, and what is no list."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from congvu.instruments.catalogue import by_post
from congvu.instruments.catalogue.errors import BadFiles

LIST = """[[announcements]]
unit = "H99"
decision = "mẫu"
from = 2024-01-01
until = 2025-01-01
procedures = ["1.001193"]
"""


def test_a_list_holds_for_its_days_and_for_whoever_stands_below(monkeypatch):
    lists = by_post.read_announcements(LIST)
    monkeypatch.setattr(by_post, "announcements", lambda: lists)
    below = {"H99", "H99.101"}
    assert by_post.announced_for(below, date(2024, 12, 31)) == {"1.001193"}
    assert by_post.announced_for(below, date(2025, 1, 1)) is None
    assert by_post.announced_for({"H98"}, date(2024, 6, 1)) is None


def test_the_shipped_lists_can_be_read():
    assert by_post.check(settings.CATALOGUE / by_post.FOLDER) == 1


@pytest.mark.parametrize("change", [("2024-01-01", "1"), ('["1.001193"]', "[]"), ("unit", "x")])
def test_what_is_no_list_is_told_with_its_file(tmp_path, change):
    (tmp_path / "a.toml").write_text(LIST.replace(*change), encoding="utf-8")
    with pytest.raises(BadFiles) as refused:
        by_post.check(tmp_path)
    assert refused.value.faults[0].file == "a.toml"
