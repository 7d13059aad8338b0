"""Asking the catalogue: by day, by code, by words; a kept version costs no statement."""

from datetime import date, time
from threading import Thread

import pytest

from congvu.instruments.catalogue import selectors
from congvu.instruments.catalogue.errors import (
    NoRegime,
    NotInForce,
    UnknownProcedure,
    UnknownVersion,
)
from congvu.instruments.catalogue.tests.make import CODE, load
from congvu.kernel.numbering import FORM_2018, FORM_2020, FORM_NATIONAL_2026
from congvu.kernel.workingdays import OnSupplement, TimeLimit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture
def loaded(tmp_path):
    return load(tmp_path)


@pytest.mark.parametrize(
    ("day", "code", "form", "on_supplement"),
    [
        (date(2018, 6, 21), "nd61-2018", FORM_2018, OnSupplement.RESTART),
        (date(2020, 9, 14), "nd61-2018", FORM_2018, OnSupplement.RESTART),
        (date(2020, 9, 15), "nd61-2018", FORM_2020, OnSupplement.RESTART),
        (date(2025, 6, 30), "nd61-2018", FORM_2020, OnSupplement.RESTART),
        (date(2025, 7, 1), "nd118-2025", FORM_2020, OnSupplement.RESUME),
        (date(2026, 8, 4), "nd118-2025", FORM_2020, OnSupplement.RESUME),
        (date(2026, 8, 5), "nd309-2026", FORM_NATIONAL_2026, OnSupplement.RESUME),
    ],
)
def test_a_day_has_its_regime_its_code_and_its_clock(loaded, day, code, form, on_supplement):
    regime = selectors.regime_on(day)
    assert regime.code == code
    assert selectors.code_format(regime) == form
    policy = selectors.clock_policy(regime)
    assert (policy.code, policy.on_supplement) == (code, on_supplement)
    assert policy.late_acceptance_cutoff is None
    assert regime.forward_cutoff == time(15)


def test_no_regime_is_an_error_that_says_what_to_do(loaded):
    with pytest.raises(NoRegime, match="20/06/2018"):
        selectors.regime_on(date(2018, 6, 20))


def test_the_old_regime_has_no_stop_notice(loaded):
    assert selectors.regime_on(date(2024, 1, 1)).form("stop_notice") is None
    letter = selectors.regime_on(TODAY).form("apology_letter")
    assert (letter.number, letter.title) == ("04", "Văn bản xin lỗi và đề nghị gia hạn")


def test_grades_of_service_change_with_the_law(loaded):
    before = {level.code for level in selectors.service_levels_on(date(2021, 1, 1))}
    after = {level.code for level in selectors.service_levels_on(TODAY)}
    assert before == {"level_1", "level_2", "level_3", "level_4", "other"}
    assert after == {"full", "partial", "other"}
    old = {level.code: level.maps_to for level in selectors.service_levels_on(date(2021, 1, 1))}
    assert (old["level_2"], old["level_3"], old["level_4"]) == ("other", "partial", "full")


def test_a_kept_version_costs_no_statement(loaded, django_assert_num_queries):
    first = selectors.get_version(CODE, TODAY)
    selectors.get_version_by_id(first.id)
    with django_assert_num_queries(0):
        assert selectors.get_version(CODE, TODAY) is first
        assert selectors.get_version(CODE, date(2020, 1, 1)).number == 1
        assert selectors.get_version_by_id(first.id) == first
        assert selectors.limit_for(first, "online") == TimeLimit(7)
        assert selectors.papers(first)[0].name == "Đơn đăng ký"
        assert len(selectors.steps(first)) == 6
        assert selectors.fees(first, "online")[0].amount == 10000


def test_a_version_comes_from_the_database_as_it_stood_in_the_file(loaded, tmp_path):
    from dataclasses import replace

    from congvu.instruments.catalogue.procedure_files import read_procedures

    _, procedures = read_procedures(tmp_path / "procedures", {"full"})
    for written in procedures[0].versions:
        read = selectors.get_version(CODE, written.starts_on)
        assert replace(read, id=0, field_id=0) == written


def test_an_unknown_code_is_told(loaded):
    with pytest.raises(UnknownProcedure, match=r"9\.999999"):
        selectors.get_version("9.999999", TODAY)


def test_before_its_time_it_says_when_it_begins(loaded):
    with pytest.raises(NotInForce, match="Phiên bản 1 có hiệu lực từ 21/06/2018"):
        selectors.get_version(CODE, date(2018, 1, 1))


def test_an_ended_procedure_says_when_it_ended(loaded, tmp_path):
    from congvu.instruments.catalogue.tests.make import PROCEDURE

    only_old = PROCEDURE.replace("9.000001", "9.000005").split(
        "[[procedures.versions]]\nnumber = 2"
    )
    load(tmp_path, only_old[0])
    with pytest.raises(NotInForce, match="Phiên bản 1 đã hết hiệu lực từ 01/07/2025") as caught:
        selectors.get_version("9.000005", TODAY)
    assert caught.value.status == 422
    assert caught.value.facts["version"] == 1


def test_an_unknown_version_is_told(loaded):
    with pytest.raises(UnknownVersion):
        selectors.get_version_by_id(10**9)


@pytest.mark.parametrize(
    "text", ["nuôi ong", "NUOI ONG", "ong mat", "dang ky nuoi o", "trai ong", "9.0000", "9.000001"]
)
def test_search_needs_no_accents_and_only_beginnings_of_words(loaded, text):
    found = selectors.search_versions(text, TODAY)
    assert CODE in [line.code for line in found]


@pytest.mark.parametrize("text", ["", "   ", "!?", "uoi ong", "nuôi tôm hùm", "%", "9.99"])
def test_search_finds_nothing_where_there_is_nothing(loaded, text):
    assert CODE not in [line.code for line in selectors.search_versions(text, TODAY)]


def test_search_is_one_statement(loaded, django_assert_num_queries):
    with django_assert_num_queries(1):
        selectors.search_versions("đăng ký", TODAY)


def test_search_gives_the_version_of_the_day_at_the_level_of_the_unit(loaded):
    def numbers(on, kind):
        found = selectors.search_versions("nuôi ong", on, kind)
        return [line.number for line in found if line.code == CODE]

    assert numbers(TODAY, "phuong") == [2]
    assert numbers(TODAY, "province") == []
    assert numbers(date(2020, 1, 1), "district") == [1]
    assert numbers(date(2020, 1, 1), "xa") == []
    assert numbers(TODAY, "one_stop_desk") == [2]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("khai sinh", "1.001193"),
        ("đăng ký kết hôn", "1.000894"),
        ("sao y", "2.000815"),
        ("giay doc than", "1.004873"),
        ("xin phep xay nha", "1.013225"),
    ],
)
def test_what_the_clerk_means_comes_first(world, text, best):
    assert selectors.search_versions(text, TODAY, "xa")[0].code == best


def test_search_gives_no_more_than_was_asked(world):
    assert len(selectors.search_versions("dang ky", TODAY, limit=5)) == 5


def test_browsing_lists_a_field_in_vietnamese_order(loaded):
    lines = selectors.browse("thu-nghiem", TODAY)
    assert [(line.code, line.limit) for line in lines] == [(CODE, TimeLimit(10))]
    field = next(item for item in selectors.list_fields(TODAY) if item.code == "thu-nghiem")
    assert field.count == 1
    assert selectors.browse("thu-nghiem", date(2017, 1, 1)) == ()


def test_a_procedure_may_have_a_clock_of_its_own(world):
    version = selectors.get_version("2.000815", TODAY)
    regime = selectors.regime_on(TODAY)
    assert selectors.clock_policy(regime).late_acceptance_cutoff is None
    assert selectors.clock_policy(regime, version).late_acceptance_cutoff == time(15)


def test_threads_read_what_was_kept_without_a_connection(loaded):
    first = selectors.get_version(CODE, TODAY)
    seen = []
    threads = [
        Thread(target=lambda: seen.append(selectors.get_version(CODE, TODAY))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [first] * 6
